package dev.tidings.shelf;

import dev.tidings.post.FileStamp;
import dev.tidings.post.Post;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A post's row on the shelf: what is known of it without reading its file.
 *
 * @param path relative to its folder, as in {@link FileStamp#relative}
 * @param categories slugs
 */
public record Entry(PostKey key, String path, String title, Set<String> categories, Times times, Names names) {
  /** @param corrected since when its author has said what was wrong with it */
  public record Times(Instant dated, Optional<Instant> corrected) {}

  public Instant dated() {
    return times.dated();
  }

  /** What a post is called outside, minted once. */
  public record Names(String feedId, String page) {}

  ShelvedPost with(Post post, URI link) {
    return new ShelvedPost(key, names.feedId(), names.page(), link, times.corrected(), post);
  }
}
