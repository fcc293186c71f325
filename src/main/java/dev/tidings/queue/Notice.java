package dev.tidings.queue;

import dev.tidings.render.MailBody;
import java.time.Instant;

/**
 * One mail to one person that is no edition: a confirmation, a link, an alarm, a test.
 *
 * @param key a second notice with it changes nothing
 * @param kind confirmation | link | alarm | test
 */
public record Notice(String key, String kind, String address, String subject, MailBody body, Instant expiresAt) {}
