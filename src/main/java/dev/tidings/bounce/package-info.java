/**
 * What comes back: reports of undelivered mail, complaints, automatic answers and wishes to leave. Bytes of a message come
 * in; a {@link dev.tidings.bounce.Verdict} with its reason goes out, and where our own token stands in the returned mail,
 * the reader it belongs to is counted, suppressed or let go. Open {@link dev.tidings.bounce.Classifier} first. It never
 * answers a message, and never deletes one it did not understand.
 */
@NullMarked
package dev.tidings.bounce;

import org.jspecify.annotations.NullMarked;
