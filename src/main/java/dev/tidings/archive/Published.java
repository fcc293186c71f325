package dev.tidings.archive;

import dev.tidings.shelf.PostKey;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * An edition as the archive knows it.
 *
 * @param upper the last number told; 0 for a correction, which tells nothing new
 * @param posts in reading order, without those only counted or dropped
 */
public record Published(long id, String newsletter, int number, When when, String subject, long upper, List<PostKey> posts) {
  /** Whether it says what was wrong with another one. */
  public boolean isCorrection() {
    return upper == 0;
  }

  /** @param expiresAt when its deliveries give up · @param reprinted when a story was taken out of its mails last, if ever */
  public record When(LocalDateTime local, ZoneId zone, Instant publishedAt, Instant expiresAt, Optional<Instant> reprinted) {}
}
