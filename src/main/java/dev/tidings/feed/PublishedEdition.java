package dev.tidings.feed;

import dev.tidings.shelf.ShelvedPost;
import dev.tidings.timetable.Newsletter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * An edition as its page and feed show it.
 *
 * @param stories the listed posts that still exist, in reading order
 */
public record PublishedEdition(
    Newsletter newsletter, int number, LocalDateTime local, ZoneId zone, Instant publishedAt, String subject, String html, String text,
    List<ShelvedPost> stories) {
  /** Below the site. */
  String page() {
    return "editions/" + newsletter.slug() + "/" + number + "/";
  }
}
