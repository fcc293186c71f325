package dev.tidings.feed;

import dev.tidings.markup.Article;
import dev.tidings.shelf.Arrived;
import dev.tidings.shelf.Entry;
import dev.tidings.shelf.ShelvedPost;
import dev.tidings.timetable.Newsletter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All public posts, and where to get one that must be read.
 *
 * @param newsletters all that can be subscribed to, also those without an edition
 * @param categories their names by slug
 * @param pages whether the posts are at home here; else they have a site of their own and get no pages
 */
public record Catalogue(List<Newsletter> newsletters, List<Arrived> newestFirst, Map<String, String> categories, boolean pages, Reading reading) {
  /**
   * @param post empty where its file is gone or holds no post any more
   * @param article rendered anew: 10,000 of them are asked for once each, so keeping them would cost more than it saves
   */
  public record Reading(Function<Entry, Optional<ShelvedPost>> post, Function<ShelvedPost, Article> article) {}

  Optional<ShelvedPost> post(Arrived arrived) {
    return reading.post().apply(arrived.entry());
  }
}
