package dev.tidings.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One entry, whatever its feed was written in.
 *
 * @param id its own, else its link · @param title may hold HTML · @param html content, else summary; may be blank
 */
record FeedEntry(String id, String title, String link, When when, List<String> categories, String html) {
  record When(Optional<Instant> published, Optional<Instant> updated) {}
}
