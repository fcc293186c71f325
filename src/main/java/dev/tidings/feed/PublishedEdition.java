package dev.tidings.feed;

import dev.tidings.shelf.PostKey;
import dev.tidings.timetable.Newsletter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

/**
 * An edition as its page and feed show it.
 *
 * @param stories the listed posts, in reading order; some may exist no more
 * @param letter what the reader who follows everything got; fetched when the page is made
 */
public record PublishedEdition(
    Newsletter newsletter, int number, LocalDateTime local, Instant publishedAt, String subject, List<PostKey> stories, Print letter) {
  /** Where its letter comes from. */
  @FunctionalInterface
  public interface Print {
    Letter get();

    /** Another one when the letter says something else than before. */
    default String state() {
      return "";
    }
  }


  /** @param html empty for an edition that went out as text only */
  public record Letter(String html, String text) {}

  /** Below the site. */
  String page() {
    return "editions/" + newsletter.slug() + "/" + number + "/";
  }
}
