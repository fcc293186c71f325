/**
 * Who may receive what, and who must not. List files, exports of other programs and readers' own choices come
 * in; subscriptions, suppressions and tokens go out. Open {@link dev.tidings.audience.Audience} first. A
 * reader's own word in the store always wins over a file.
 */
@NullMarked
package dev.tidings.audience;

import org.jspecify.annotations.NullMarked;
