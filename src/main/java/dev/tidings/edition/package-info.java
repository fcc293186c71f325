/**
 * Posts after a cursor become an edition. Numbered posts, wishes and notes come in; a {@link
 * dev.tidings.edition.Layout} goes out: lead, sections, the rest. Open {@link dev.tidings.edition.Editor}
 * first. Pure: same input, same layout; nothing is read or stored.
 */
@NullMarked
package dev.tidings.edition;

import org.jspecify.annotations.NullMarked;
