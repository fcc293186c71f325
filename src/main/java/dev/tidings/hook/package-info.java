/**
 * Webhooks, both ways. What a relay's operator sends comes in; it is proved to be the operator's, put into the words of a report, and
 * settled by the bounce desk: open {@link dev.tidings.hook.Hooks}. What happened here goes out, signed, to whom the admin names, and is
 * kept until it was taken: open {@link dev.tidings.hook.Outbox}. It never decides what follows for a reader.
 */
@NullMarked
package dev.tidings.hook;

import org.jspecify.annotations.NullMarked;
