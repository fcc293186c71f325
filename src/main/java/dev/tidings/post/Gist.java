package dev.tidings.post;

import java.util.List;
import java.util.Optional;

/**
 * A post in a minute.
 *
 * @param tldr the author's bullets, Markdown inline text each; empty where the author wrote none
 * @param summary the author's summary, description, deck or excerpt as Markdown inline text
 * @param source what the post is about, {@code source_url}; http or https
 * @param sources the list under "Sources" at the end of the body
 * @param correction what was wrong with it, in the author's words; Markdown inline text
 */
public record Gist(
    List<String> tldr, Optional<String> summary, Optional<Sentiment> sentiment, Optional<Source> source,
    List<Source> sources, Optional<String> correction) {
  /** Of a post that was not wrong. */
  public Gist(List<String> tldr, Optional<String> summary, Optional<Sentiment> sentiment, Optional<Source> source, List<Source> sources) {
    this(tldr, summary, sentiment, source, sources, Optional.empty());
  }
}
