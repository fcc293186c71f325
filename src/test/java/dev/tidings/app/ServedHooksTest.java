package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operators' door of a served house: open to whom is configured, for more octets than a reader may send, and for no more. */
class ServedHooksTest {
  private static final Instant NOW = Instant.parse("2026-03-01T07:00:00Z");
  @TempDir private Path folder;

  @Test
  void aSignedBatchIsTakenAndABoundlessOneIsNot() throws Exception {
    var maker = KeyPairGenerator.getInstance("EC");
    maker.initialize(256);
    KeyPair keys = maker.generateKeyPair();
    String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    try (var house = new ServedHouse(folder, NOW, "newsletters: {daily: {title: The Daily}}", "hooks: {sendgrid: '" + key + "'}")) {
      String event = "{\"event\": \"open\", \"email\": \"ida@reader.example\", \"sg_event_id\": \"e\", \"reason\": \"" + "x".repeat(900) + "\"},";
      String batch = "[" + event.repeat(300) + "{}]";
      HttpResponse<String> taken = post(house, keys, batch);
      assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
      assertThat(taken.body()).isEqualTo("0 told, 0 proved ours.\n");
      assertThat(post(house, keys, "[" + event.repeat(1200) + "{}]").statusCode()).isEqualTo(413);
      assertThat(send(house, "hooks/sendgrid", "[]", "1", "AAAA").statusCode()).isEqualTo(401);
      assertThat(send(house, "hooks/mailgun", "{}", "1", "AAAA").statusCode()).isEqualTo(404);
      assertThat(send(house, "link", batch, "1", "AAAA").statusCode()).isEqualTo(413);
    }
  }

  private static HttpResponse<String> post(ServedHouse house, KeyPair keys, String body) throws Exception {
    String time = String.valueOf(NOW.getEpochSecond());
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update((time + body).getBytes(StandardCharsets.UTF_8));
    return send(house, "hooks/sendgrid", body, time, Base64.getEncoder().encodeToString(signature.sign()));
  }

  private static HttpResponse<String> send(ServedHouse house, String path, String body, String time, String signature) throws Exception {
    return house.client.send(HttpRequest.newBuilder(house.address().resolve("/" + path)).header("X-Twilio-Email-Event-Webhook-Timestamp", time)
        .header("X-Twilio-Email-Event-Webhook-Signature", signature).POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
