package dev.tidings.archive;

import dev.tidings.shelf.PostKey;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * An edition as the archive knows it.
 *
 * @param upper the last number told
 * @param posts in reading order, without those only counted or dropped
 */
public record Published(long id, String newsletter, int number, When when, String subject, long upper, List<PostKey> posts) {
  /** @param expiresAt when its deliveries give up */
  public record When(LocalDateTime local, ZoneId zone, Instant publishedAt, Instant expiresAt) {}
}
