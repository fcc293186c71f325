/**
 * Editions and their variants, kept for ever. Open {@link dev.tidings.archive.Archive} first. What is here is
 * frozen: nothing changes an edition's bytes after its first mail was sent.
 */
@NullMarked
package dev.tidings.archive;

import org.jspecify.annotations.NullMarked;
