/**
 * The conductor: one short method per journey. Posts and list files come in; feeds on disk, frozen editions and
 * a report go out. Open {@link dev.tidings.run.DigestRun} first. It ends by committing deliveries and never
 * calls a courier.
 */
@NullMarked
package dev.tidings.run;

import org.jspecify.annotations.NullMarked;
