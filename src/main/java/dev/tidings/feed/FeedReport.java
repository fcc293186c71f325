package dev.tidings.feed;

import dev.tidings.post.PostProblem;
import java.util.List;

/**
 * @param changed addresses of the feeds whose subscription documents were written; archives are not among them, nor paths that readers knew before
 * @param problems posts or pages that could not be written, each with its reason; the rest is in place
 */
public record FeedReport(int written, int unchanged, List<String> changed, List<PostProblem> problems) {
  /** Nothing was looked at, since nothing that feeds are made of has changed. */
  public static final FeedReport UNCHANGED = new FeedReport(0, 0, List.of(), List.of());
}
