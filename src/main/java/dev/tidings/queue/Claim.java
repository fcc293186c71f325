package dev.tidings.queue;

import java.time.Instant;

/**
 * A mail that is ours to send until the lease ends. Nobody else begins it meanwhile.
 *
 * @param work what is owed
 * @param token the batch's number; an outcome is written down only while the row still carries it
 * @param epoch of the lease it was claimed under
 * @param seed unique to this mail and the same on every try; what its Message-ID is made of
 * @param firstTry the Date of the mail, on every try
 */
public record Claim(Work work, Recipient to, long token, int epoch, String seed, Instant firstTry) {
  /** @param variant the rendering owed; for a notice, its own number · @param tries used up so far */
  public record Work(boolean notice, long id, long variant, int tries) {}

  /** @param subscription 0 for a notice */
  public record Recipient(String address, String name, String domain, long subscription) {}
}
