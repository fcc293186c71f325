package dev.tidings.feed;

import dev.tidings.post.Fingerprint;
import java.util.List;
import java.util.Optional;

/**
 * What one file holds, and its neighbours in the archive (RFC 5005 4).
 *
 * @param pieces newest first
 * @param suffix between the name and its ending: empty for the subscription document, {@code -archive-3} for an old one
 * @param previous the suffix of the next older archive document
 */
record Document(Topic topic, List<Piece> pieces, String suffix, Optional<String> previous) {
  boolean isArchive() {
    return !suffix.isEmpty();
  }

  String url(String name, String ending) {
    return topic.url(name + suffix + ending);
  }

  Optional<String> previousUrl(String name, String ending) {
    return previous.map(older -> topic.url(name + older + ending));
  }

  /** Another digest whenever the file would hold other bytes. */
  String madeOf() {
    var text = new StringBuilder(64 + pieces.size() * 48).append(topic).append(suffix).append(previous);
    for (Piece piece : pieces) text.append('\n').append(piece.key()).append(' ').append(piece.state());
    return Fingerprint.hex(text.toString());
  }
}
