package dev.tidings.queue;

import dev.tidings.render.MailBody;
import java.time.Instant;
import java.util.Optional;

/**
 * One mail to one person that is no edition: a confirmation, a link, a welcome, an alarm, a test.
 *
 * @param key a second notice with it changes nothing
 * @param kind confirmation | link | welcome | alarm | test
 * @param copy what makes it the very mail that a reader of an edition gets
 */
public record Notice(String key, String kind, String address, String subject, MailBody body, Instant expiresAt, Optional<Copy> copy) {
  /** A letter of the house. */
  public Notice(String key, String kind, String address, String subject, MailBody body, Instant expiresAt) {
    this(key, kind, address, subject, body, expiresAt, Optional.empty());
  }

  /** @param name of the reader, may be empty · @param subscription the one its links belong to; nobody's is negative */
  public record Copy(Sheet.EditionName edition, String language, String name, long subscription) {}
}
