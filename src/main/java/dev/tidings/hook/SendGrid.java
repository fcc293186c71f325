package dev.tidings.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bounce.Told;
import dev.tidings.bounce.Told.Failed;
import dev.tidings.bounce.Told.What;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** SendGrid signs time and body by ECDSA, and tells many events at once. */
record SendGrid(String key) implements Operator {
  @Override
  public List<Told> read(Request request) throws Unproved {
    String time = request.head("X-Twilio-Email-Event-Webhook-Timestamp");
    if (!signed(request, time)) throw new Unproved(401, "its signature does not fit the verification key");
    request.requireFresh(Request.seconds(time));
    var told = new ArrayList<Told>();
    for (JsonNode event : request.json()) what(event).ifPresent(what -> told.add(told(event, what)));
    return told;
  }

  private boolean signed(Request request, String time) throws Unproved {
    try {
      var open = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(key.replaceAll("-----[A-Z ]+-----", ""))));
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(open);
      signature.update(time.getBytes(StandardCharsets.UTF_8));
      signature.update(request.body());
      return signature.verify(Base64.getDecoder().decode(request.head("X-Twilio-Email-Event-Webhook-Signature")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Unproved(401, "its signature cannot be checked (" + e.getMessage() + ")");
    }
  }

  private static Optional<What> what(JsonNode event) {
    return switch (event.path("event").asText()) {
      case "bounce" -> Optional.of(What.FAILED);
      case "deferred" -> Optional.of(What.DELAYED);
      case "spamreport" -> Optional.of(What.COMPLAINED);
      case "unsubscribe", "group_unsubscribe" -> Optional.of(What.LEFT);
      default -> Optional.empty();
    };
  }

  private static Told told(JsonNode event, What what) {
    String id = event.path("sg_message_id").asText();
    int dot = id.indexOf('.');
    var failed = new Failed(event.path("email").asText(), event.path("status").asText(), event.path("reason").asText(event.path("response").asText()));
    return new Told(event.path("sg_event_id").asText(), what, failed, event.path("tidings").asText(), dot < 0 ? id : id.substring(0, dot));
  }
}
