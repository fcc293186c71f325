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
 */
public record Gist(
    List<String> tldr, Optional<String> summary, Optional<Sentiment> sentiment, Optional<Source> source,
    List<Source> sources) {}
