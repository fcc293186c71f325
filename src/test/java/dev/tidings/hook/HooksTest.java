package dev.tidings.hook;

import static dev.tidings.bounce.BounceHouse.day;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.bounce.BounceHouse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each operator's requests as its documentation has them, with signatures of our own making; and the same, tampered with. */
class HooksTest {
  private static final Instant NOW = day(1);
  private static final String TOPIC = "arn:aws:sns:eu-west-1:000000000000:digests";
  private static final String CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem";
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private Path folder;
  private final List<URI> fetched = new CopyOnWriteArrayList<>();
  private BounceHouse house;
  private KeyPair curve;
  private String token;

  @BeforeEach
  void open() throws Exception {
    house = new BounceHouse(folder);
    house.send(day(0));
    token = house.leaveToken(1);
    var maker = KeyPairGenerator.getInstance("EC");
    maker.initialize(256);
    curve = maker.generateKeyPair();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Hooks hooks(byte[] pem) {
    var settings = new HookSettings.Operators(Optional.of("desk:open sesame"), Optional.of("brevo:open sesame"), Optional.of("signing-key"), Optional.of(Base64.getEncoder().encodeToString(curve.getPublic().getEncoded())), Optional.of(TOPIC));
    return new Hooks(settings, house.desk, Clock.fixed(NOW, ZoneOffset.UTC), link -> {
      fetched.add(link);
      return pem;
    });
  }

  private Hooks.Answer receive(String operator, String body, Map<String, String> headers) {
    return hooks(new byte[0]).receive(operator, name -> Optional.ofNullable(headers.get(name)), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> basic(String login) {
    return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  private String postmark(String type, String details) {
    return """
        {"RecordType": "Bounce", "ID": 42, "Type": "%s", "MessageID": "883953f4-0000-4000-8000-000000000001", "Details": "%s",
         "Email": "ida@reader.example", "Metadata": {"tidings": "%s"}}""".formatted(type, details, token);
  }

  @Test
  void postmarksHardBounceSuppressesAndTwiceIsOnce() {
    assertThat(receive("postmark", postmark("HardBounce", "smtp;550 5.1.1 no such user"), basic("desk:open sesame"))).isEqualTo(new Hooks.Answer(200, "1 told, 1 proved ours."));
    assertThat(house.standing("ida")).isEqualTo("ended bounced");
    receive("postmark", postmark("HardBounce", "smtp;550 5.1.1 no such user"), basic("desk:open sesame"));
    assertThat(house.rows("class = 'hard' AND source = 'hook postmark'")).isEqualTo(1);
  }

  @Test
  void postmarksOwnSortingCountsWhereTheServerSaidNothing() {
    receive("postmark", postmark("SpamNotification", "The message was flagged"), basic("desk:open sesame"));
    assertThat(house.standing("ida")).isEqualTo("active");
    assertThat(house.rows("class = 'sender-side'")).isEqualTo(1);
    receive("postmark", postmark("BadEmailAddress", ""), basic("desk:open sesame"));
    assertThat(house.rows("1 = 1")).as("the same ID is the same event").isEqualTo(1);
  }

  @Test
  void aWrongPasswordChangesNothing() {
    assertThat(receive("postmark", postmark("HardBounce", "550 5.1.1 no such user"), basic("desk:other")).status()).isEqualTo(401);
    assertThat(receive("postmark", postmark("HardBounce", "550 5.1.1 no such user"), Map.of()).status()).isEqualTo(401);
    assertThat(house.rows("1 = 1")).isZero();
  }

  private String brevo(String event, String reason) {
    return """
        {"event": "%s", "email": "ida@reader.example", "id": 7, "message-id": "<202611240700.1@relay.example>", "ts_event": 1795503600,
         "reason": "%s", "X-Mailin-custom": "tidings:%s"}""".formatted(event, reason, token);
  }

  @Test
  void brevoTellsOneOrManyAndTheServersWordsBeatItsSorting() {
    Map<String, String> login = basic("brevo:open sesame");
    assertThat(receive("brevo", "[" + brevo("hard_bounce", "550 5.7.1 blocked as spam") + "," + brevo("delivered", "") + "]", login)).isEqualTo(new Hooks.Answer(200, "1 told, 1 proved ours."));
    assertThat(house.standing("ida")).isEqualTo("active");
    assertThat(house.rows("class = 'sender-side' AND source = 'hook brevo'")).isEqualTo(1);
    assertThat(receive("brevo", brevo("spam", ""), basic("brevo:wrong")).status()).isEqualTo(401);
    receive("brevo", brevo("spam", ""), login);
    assertThat(house.standing("ida")).isEqualTo("ended complained");
  }

  /** Who holds the operator's key and none of our mails moves nobody. */
  @Test
  void withoutOurTokenNothingHappensToAReader() {
    token = "A".repeat(34);
    assertThat(receive("postmark", postmark("HardBounce", "550 5.1.1 no such user"), basic("desk:open sesame"))).isEqualTo(new Hooks.Answer(200, "1 told, 0 proved ours."));
    assertThat(house.standing("ida")).isEqualTo("active");
  }

  private String mailgun(String event, Instant at, String key) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature = HexFormat.of().formatHex(mac.doFinal((at.getEpochSecond() + "random").getBytes(StandardCharsets.UTF_8)));
    return "{\"signature\": {\"timestamp\": \"%d\", \"token\": \"random\", \"signature\": \"%s\"}, \"event-data\": %s}".formatted(at.getEpochSecond(), signature, event);
  }

  private String failed(String severity) {
    return """
        {"event": "failed", "id": "e1", "severity": "%s", "recipient": "ida@reader.example", "user-variables": {"tidings": "%s"},
         "delivery-status": {"code": 552, "message": "5.2.2 mailbox full"}, "message": {"headers": {"message-id": "x@dispatch.example"}}}""".formatted(severity, token);
  }

  @Test
  void mailgunsEventsAreSortedByTheServersWords() throws Exception {
    assertThat(receive("mailgun", mailgun(failed("temporary"), NOW, "signing-key"), Map.of()).status()).isEqualTo(200);
    assertThat(house.rows("kind = 'delay' AND effect = 'noted'")).isEqualTo(1);
    assertThat(receive("mailgun", mailgun(failed("permanent").replace("\"e1\"", "\"e2\""), NOW, "signing-key"), Map.of()).status()).isEqualTo(200);
    assertThat(house.rows("class = 'soft' AND effect = 'counted'")).isEqualTo(1);
    receive("mailgun", mailgun(failed("").replace("\"failed\"", "\"complained\"").replace("\"e1\"", "\"e3\""), NOW, "signing-key"), Map.of());
    assertThat(house.standing("ida")).isEqualTo("ended complained");
  }

  @Test
  void mailgunsSignatureAndTimeAreChecked() throws Exception {
    assertThat(receive("mailgun", mailgun(failed("permanent"), NOW, "other-key"), Map.of()).status()).isEqualTo(401);
    assertThat(receive("mailgun", mailgun(failed("permanent"), NOW.minus(Duration.ofHours(25)), "signing-key"), Map.of()).sentence()).contains("older than a day");
    assertThat(receive("mailgun", mailgun(failed("permanent"), NOW.plus(Duration.ofHours(1)), "signing-key"), Map.of()).sentence()).contains("future");
    assertThat(house.rows("1 = 1")).isZero();
  }

  private Hooks.Answer sendgrid(String body, String signed, Instant at) throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(curve.getPrivate());
    signature.update((at.getEpochSecond() + signed).getBytes(StandardCharsets.UTF_8));
    return receive("sendgrid", body, Map.of("X-Twilio-Email-Event-Webhook-Timestamp", "" + at.getEpochSecond(),
        "X-Twilio-Email-Event-Webhook-Signature", Base64.getEncoder().encodeToString(signature.sign())));
  }

  @Test
  void sendgridTellsManyAtOnce() throws Exception {
    String body = """
        [{"event": "bounce", "email": "ida@reader.example", "status": "5.1.1", "reason": "550 5.1.1 no such user", "sg_event_id": "a", "tidings": "%s"},
         {"event": "group_unsubscribe", "email": "jonas@reader.example", "sg_event_id": "b", "tidings": "%s"},
         {"event": "open", "email": "ida@reader.example", "sg_event_id": "c", "tidings": "%s"}]""".formatted(token, house.leaveToken(2), token);
    assertThat(sendgrid(body, body, NOW)).isEqualTo(new Hooks.Answer(200, "2 told, 2 proved ours."));
    assertThat(house.standing("ida")).isEqualTo("ended bounced");
    assertThat(house.standing("jonas")).startsWith("ended");
    assertThat(sendgrid(body, body + " ", NOW).status()).isEqualTo(401);
    assertThat(sendgrid(body, body, NOW.minus(Duration.ofDays(2))).status()).isEqualTo(401);
  }

  private record Amazon(PrivateKey secret, byte[] pem) {}

  private Amazon amazon() throws Exception {
    Path store = folder.resolve("sns.p12");
    Process made = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/keytool").toString(), "-genkeypair", "-alias", "sns", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=sns",
        "-startdate", "2026/01/01", "-validity", "3650", "-storepass", "changeit", "-keystore", store.toString()).redirectErrorStream(true).start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    return new Amazon((PrivateKey) keys.getKey("sns", "changeit".toCharArray()), keys.getCertificate("sns").getEncoded());
  }

  private ObjectNode envelope(Amazon amazon, String message) throws Exception {
    ObjectNode envelope = JSON.createObjectNode().put("Type", "Notification").put("MessageId", "m1").put("TopicArn", TOPIC).put("Message", message)
        .put("Timestamp", NOW.toString()).put("SignatureVersion", "2").put("SigningCertURL", CERTIFICATE);
    var text = new StringBuilder();
    for (String name : List.of("Message", "MessageId", "Timestamp", "TopicArn", "Type")) text.append(name).append('\n').append(envelope.get(name).asText()).append('\n');
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(amazon.secret());
    signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return envelope.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
  }

  private String event() {
    return """
        {"eventType": "Bounce", "mail": {"messageId": "0102018faa17-000000", "tags": {"tidings": ["%s"]}},
         "bounce": {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": "ida@reader.example", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 no such user"}]}}""".formatted(token);
  }

  private Hooks.Answer ses(Amazon amazon, ObjectNode envelope) {
    return hooks(amazon.pem()).receive("ses", name -> Optional.empty(), envelope.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void amazonsNotificationIsSettledAndItsOwnNameFindsTheMail() throws Exception {
    Amazon amazon = amazon();
    house.send(day(1));
    house.ledger.inTx(tx -> tx.sql().execute("INSERT INTO attempt (delivery, at, relay, outcome, code, reply) SELECT id, 0, 'ses', 'sent', 250, 'Ok 0102018faa17-000000' FROM delivery WHERE subscription = 1 AND edition = 1"));
    assertThat(ses(amazon, envelope(amazon, event()))).isEqualTo(new Hooks.Answer(200, "1 told, 1 proved ours."));
    assertThat(house.standing("ida")).isEqualTo("ended bounced");
    assertThat(house.rows("delivery = (SELECT id FROM delivery WHERE subscription = 1 AND edition = 1)")).isEqualTo(1);
    assertThat(fetched).containsExactly(URI.create(CERTIFICATE));
  }

  @Test
  void whatWasChangedAfterwardsIsRefused() throws Exception {
    Amazon amazon = amazon();
    assertThat(ses(amazon, envelope(amazon, event()).put("MessageId", "m2")).sentence()).contains("signature is wrong");
    assertThat(ses(amazon, envelope(amazon, event()).put("TopicArn", TOPIC + "x")).sentence()).contains("another topic");
    assertThat(ses(amazon, envelope(amazon, event()).put("SignatureVersion", "1")).sentence()).contains("SHA-1");
    assertThat(house.rows("1 = 1")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://sns.eu-west-1.amazonaws.com/a.pem", "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem", "https://evil.example/sns.eu-west-1.amazonaws.com/a.pem",
      "https://sns.eu-west-1.amazonaws.com@evil.example/a.pem", "https://sns.eu-west-1.amazonaws.com:8443/a.pem", "https://bucket.s3.amazonaws.com/a.pem", "file:///etc/passwd", "no link at all"})
  void noCertificateIsFetchedFromElsewhere(String link) throws Exception {
    Amazon amazon = amazon();
    assertThat(ses(amazon, envelope(amazon, event()).put("SigningCertURL", link)).status()).isEqualTo(401);
    assertThat(fetched).isEmpty();
    assertThat(house.standing("ida")).isEqualTo("active");
  }

  @Test
  void whatIsNoJsonIsOneRefusal() {
    assertThat(receive("postmark", "{", basic("desk:open sesame")).status()).isEqualTo(400);
    assertThat(receive("mailgun", "[".repeat(5000), Map.of()).status()).isEqualTo(400);
    assertThat(receive("nobody", "{}", Map.of()).status()).isEqualTo(404);
  }
}
