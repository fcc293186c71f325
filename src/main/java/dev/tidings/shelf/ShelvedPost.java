package dev.tidings.shelf;

import dev.tidings.post.Post;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A post with what only the shelf knows.
 *
 * @param feedId minted when first seen and never changed: a tag: URI, or what Jekyll or Hugo would say
 * @param page path of the page Tidings writes for it, below the site ({@code posts/2026/harbour-toll/}); never changed
 * @param link absolute: where a headline leads, on the posts' own site or to {@code page}
 * @param corrected since when its author has said what was wrong with it
 */
public record ShelvedPost(PostKey key, String feedId, String page, URI link, Optional<Instant> corrected, Post post) {
  /** One that was not wrong. */
  public ShelvedPost(PostKey key, String feedId, String page, URI link, Post post) {
    this(key, feedId, page, link, Optional.empty(), post);
  }
}
