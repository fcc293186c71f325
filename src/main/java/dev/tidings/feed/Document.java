package dev.tidings.feed;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The entries of one file, and its neighbours in the archive (RFC 5005 4).
 *
 * @param suffix between the name and its ending: empty for the subscription document, {@code -archive-3} for an old one
 * @param previous the suffix of the next older archive document
 */
record Document(Topic topic, List<Entry> entries, String suffix, Optional<String> previous) {
  boolean isArchive() {
    return !suffix.isEmpty();
  }

  /** The newest among the entries; the epoch for none. */
  Instant updated() {
    return entries.stream().map(entry -> entry.times().updated()).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }

  String url(String name, String ending) {
    return topic.url(name + suffix + ending);
  }

  Optional<String> previousUrl(String name, String ending) {
    return previous.map(older -> topic.url(name + older + ending));
  }
}
