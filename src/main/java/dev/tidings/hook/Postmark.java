package dev.tidings.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bounce.Told;
import dev.tidings.bounce.Told.Failed;
import dev.tidings.bounce.Told.What;
import java.util.List;
import java.util.Map;

/** Postmark signs nothing; it sends the name and password that stand in the hook's address. RFC 7617 */
record Postmark(String login) implements Operator {
  /** Where the refusing server's words hold no code, what Postmark's own sorting amounts to. RFC 3463 */
  private static final Map<String, String> STATUS = Map.of("HardBounce", "5.1.1", "BadEmailAddress", "5.1.3", "SoftBounce", "4.0.0", "DnsError", "4.4.3", "Blocked", "5.7.1",
      "SpamNotification", "5.7.1", "VirusNotification", "5.7.1", "DMARCPolicy", "5.7.1");

  @Override
  public List<Told> read(Request request) throws Unproved {
    request.requireLogin(login);
    JsonNode event = request.json();
    String type = event.path("Type").asText();
    return switch (event.path("RecordType").asText()) {
      case "Bounce" -> STATUS.containsKey(type) ? List.of(told(event, What.FAILED, STATUS.get(type))) : type.equals("SpamComplaint") ? List.of(told(event, What.COMPLAINED, "")) : List.of();
      case "SpamComplaint" -> List.of(told(event, What.COMPLAINED, ""));
      case "SubscriptionChange" -> event.path("SuppressSending").asBoolean() && event.path("Origin").asText().equals("Recipient") ? List.of(told(event, What.LEFT, "")) : List.of();
      default -> List.of();
    };
  }

  private static Told told(JsonNode event, What what, String status) {
    String id = event.path("MessageID").asText();
    String details = event.path("Details").asText();
    boolean coded = details.matches("(?s).*\\b[45]\\d\\d\\b.*");
    String recipient = event.path("Email").asText(event.path("Recipient").asText());
    String name = event.path("RecordType").asText() + "/" + event.path("ID").asText() + "/" + id;
    return new Told(name, what, new Failed(recipient, coded ? "" : status, details), event.path("Metadata").path("tidings").asText(), id);
  }
}
