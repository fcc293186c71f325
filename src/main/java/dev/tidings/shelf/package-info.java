/**
 * The memory of posts. Read posts come in; each gets a key of ours, a stable feed id and, per newsletter, a
 * number. Open {@link dev.tidings.shelf.Shelf} first. A renamed or edited file is not news; the shelf never
 * renders and never decides who reads what.
 */
@NullMarked
package dev.tidings.shelf;

import org.jspecify.annotations.NullMarked;
