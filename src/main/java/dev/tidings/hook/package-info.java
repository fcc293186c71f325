/**
 * What relays' operators tell over the web: a request comes in, is proved to be theirs, and its events go to the bounce desk,
 * where only our own token moves anything. Open {@link dev.tidings.hook.Hooks} first. It believes no address, no header and no
 * link before the proof, and reads no more than was let in.
 */
@NullMarked
package dev.tidings.hook;

import org.jspecify.annotations.NullMarked;
