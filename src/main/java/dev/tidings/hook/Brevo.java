package dev.tidings.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bounce.Told;
import dev.tidings.bounce.Told.Failed;
import dev.tidings.bounce.Told.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brevo signs nothing; it sends the name and password that were given with the webhook. One event, or a list of them. RFC 7617 */
record Brevo(String login) implements Operator {
  @Override
  public List<Told> read(Request request) throws Unproved {
    request.requireLogin(login);
    JsonNode json = request.json();
    var told = new ArrayList<Told>();
    for (JsonNode event : json.isArray() ? json : List.of(json)) what(event).ifPresent(what -> told.add(told(event, what)));
    return told;
  }

  private static Optional<What> what(JsonNode event) {
    return switch (event.path("event").asText()) {
      case "hard_bounce", "soft_bounce", "blocked", "invalid_email" -> Optional.of(What.FAILED);
      case "deferred" -> Optional.of(What.DELAYED);
      case "spam", "complaint" -> Optional.of(What.COMPLAINED);
      case "unsubscribed" -> Optional.of(What.LEFT);
      default -> Optional.empty();
    };
  }

  /** Where the refusing server's words hold no code, what Brevo's own sorting amounts to. RFC 3463 */
  private static String status(String event) {
    return switch (event) {
      case "hard_bounce" -> "5.1.1";
      case "invalid_email" -> "5.1.3";
      case "blocked" -> "5.7.1";
      case "soft_bounce" -> "4.0.0";
      default -> "";
    };
  }

  private static Told told(JsonNode event, What what) {
    String kind = event.path("event").asText();
    String id = event.path("message-id").asText();
    String reason = event.path("reason").asText();
    boolean coded = reason.matches("(?s).*\\b[45]\\d\\d\\b.*");
    String token = event.path("X-Mailin-custom").asText().replaceFirst("^tidings:", "").strip();
    return new Told(kind + "/" + id + "/" + event.path("ts_event").asText(), what, new Failed(event.path("email").asText(), coded ? "" : status(kind), reason), token, id);
  }
}
