/**
 * Markdown in; safe HTML and honest plain text out. Open {@link dev.tidings.markup.Markdown} first. {@link
 * dev.tidings.markup.SafeHtml} can only come from here, so whoever takes one need not sanitise again. Nothing
 * here fetches, evaluates template syntax or takes unbounded time.
 */
@NullMarked
package dev.tidings.markup;

import org.jspecify.annotations.NullMarked;
