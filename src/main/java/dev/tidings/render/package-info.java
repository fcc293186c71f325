/**
 * A layout and a reader's choices become subject, preheader, HTML and text, and one prepared mail body. Open
 * {@link dev.tidings.render.MailTemplates} first. Pure: same input, same bytes. Data is never evaluated as a
 * template.
 */
@NullMarked
package dev.tidings.render;

import org.jspecify.annotations.NullMarked;
