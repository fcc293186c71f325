package dev.tidings.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bounce.Told;
import dev.tidings.bounce.Told.Failed;
import dev.tidings.bounce.Told.What;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Mailgun signs time and a random token by HMAC-SHA256; the events' own ids make a copy of it worthless. */
record Mailgun(String key) implements Operator {
  @Override
  public List<Told> read(Request request) throws Unproved {
    JsonNode whole = request.json();
    JsonNode signed = whole.path("signature");
    String time = signed.path("timestamp").asText();
    byte[] own = HexFormat.of().formatHex(hmac(time + signed.path("token").asText())).getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(own, signed.path("signature").asText().getBytes(StandardCharsets.UTF_8))) throw new Unproved(401, "its signature is not made with our key");
    request.requireFresh(Request.seconds(time));
    JsonNode event = whole.path("event-data");
    return switch (event.path("event").asText()) {
      case "failed" -> List.of(told(event, event.path("severity").asText().equals("temporary") ? What.DELAYED : What.FAILED));
      case "complained" -> List.of(told(event, What.COMPLAINED));
      case "unsubscribed" -> List.of(told(event, What.LEFT));
      default -> List.of();
    };
  }

  private byte[] hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }

  private static Told told(JsonNode event, What what) {
    JsonNode status = event.path("delivery-status");
    String said = status.path("message").asText().isEmpty() ? status.path("description").asText() : status.path("message").asText();
    String text = (status.path("code").asText() + " " + said).strip();
    String id = event.path("message").path("headers").path("message-id").asText();
    return new Told(event.path("id").asText(), what, new Failed(event.path("recipient").asText(), status.path("enhanced-code").asText(), text),
        event.path("user-variables").path("tidings").asText(), id);
  }
}
