package dev.tidings.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tidings.store.Database;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A webhook of the admin's on loopback, and a database that things happen in. */
class OutboxTest {
  private static final byte[] SECRET = "a secret of just thirty-two bytes".getBytes(StandardCharsets.UTF_8);
  private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
  @TempDir private Path folder;
  private Database database;
  private HttpServer server;
  private volatile int status = 204;
  private final List<Told> told = new CopyOnWriteArrayList<>();

  private record Told(String id, String time, String signature, String body) {}

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var head = exchange.getRequestHeaders();
      told.add(new Told(head.getFirst("webhook-id"), head.getFirst("webhook-timestamp"), head.getFirst("webhook-signature"), body));
      if (status == 302) exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    server.start();
    database = Database.open(folder.resolve("tidings.db"));
  }

  @AfterEach
  void close() {
    server.stop(0);
    database.close();
  }

  private Webhook webhook(List<String> kinds) {
    return new Webhook("crm", URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/in"), new Webhook.Secret(SECRET), kinds, false);
  }

  private Outbox outbox(Instant now, List<String> kinds) {
    return new Outbox(database, Clock.fixed(now, ZoneOffset.UTC), List.of(webhook(kinds)));
  }

  private Outbox listening() {
    Outbox outbox = outbox(NOW, Webhook.KINDS);
    outbox.listen();
    return outbox;
  }

  private void sql(String... statements) {
    database.inTx(tx -> {
      for (String one : statements) tx.sql().execute(one);
      return 0;
    });
  }

  private void readers() {
    sql("INSERT INTO subscriber (id, address_key, address, domain, created_at) VALUES (1, 'ida@reader.example', 'Ida@reader.example', 'reader.example', 0)",
        "INSERT INTO subscription (id, subscriber, newsletter, status, cursor, since) VALUES (7, 1, 'daily', 'active', 0, 0)");
  }

  private long owed() {
    return count("outbox WHERE state = 'owed'");
  }

  private long count(String of) {
    return database.read(handle -> handle.createQuery("SELECT count(*) FROM " + of).mapTo(Long.class).one());
  }

  @Test
  void whatHappensIsToldInItsOrderAndSigned() throws Exception {
    Outbox outbox = listening();
    readers();
    sql("INSERT INTO edition (id, newsletter, number, local, zone, upper, subject, language, published_at, expires_at, stories, planned)"
            + " VALUES (3, 'daily', 12, '2026-11-24T07:00', 'Europe/London', 9, 'Lamps', 'en', 1795503600000, 1795590000000, 2, 1)",
        "INSERT INTO delivery (id, edition, variant, subscriber, subscription, since, state, due_at, at) VALUES (5, 3, 1, 1, 7, 0, 'sent', 0, 0)",
        "INSERT INTO attempt (delivery, at, relay, outcome, code, enhanced, reply) VALUES (5, 1795503601000, 'relay', 'sent', 250, '2.0.0', 'ok')",
        "INSERT INTO attempt (delivery, at, relay, outcome, code) VALUES (-1, 1795503601000, 'relay', 'sent', 250)",
        "INSERT INTO bounce (message, kind, class, reason, rule, effect, subscription, source, at) VALUES ('d', 'bounce', 'hard', 'user-unknown', 'r', 'suppressed', 7, 'box', 1795503602000)",
        "UPDATE subscription SET status = 'ended', ended_why = 'left' WHERE id = 7",
        "UPDATE edition SET closed_at = 1795503609000, account = '{\"sent\":1}' WHERE id = 3");
    assertThat(outbox.tell()).isEmpty();
    assertThat(told.stream().map(one -> one.body().replaceAll("\"timestamp\":\"[^\"]*\",", ""))).containsExactly(
        "{\"type\":\"subscriber.joined\",\"data\":{\"address\":\"Ida@reader.example\",\"newsletter\":\"daily\"}}",
        "{\"type\":\"edition.published\",\"data\":{\"newsletter\":\"daily\",\"number\":12,\"subject\":\"Lamps\",\"stories\":2,\"planned\":1,\"account\":\"{\\\"sent\\\":1}\"}}",
        "{\"type\":\"subscriber.bounced\",\"data\":{\"address\":\"Ida@reader.example\",\"newsletter\":\"daily\",\"reason\":\"user-unknown\",\"class\":\"hard\"}}",
        "{\"type\":\"subscriber.left\",\"data\":{\"address\":\"Ida@reader.example\",\"newsletter\":\"daily\",\"reason\":\"left\"}}",
        "{\"type\":\"edition.closed\",\"data\":{\"newsletter\":\"daily\",\"number\":12,\"subject\":\"Lamps\",\"stories\":2,\"planned\":1,\"account\":\"{\\\"sent\\\":1}\"}}",
        "{\"type\":\"mail.sent\",\"data\":{\"address\":\"Ida@reader.example\",\"newsletter\":\"daily\",\"number\":12,\"relay\":\"relay\",\"code\":250,\"enhanced\":\"2.0.0\",\"reply\":\"ok\"}}");
    for (Told one : told) assertThat(one.signature()).isEqualTo("v1," + hmac(one.id() + "." + one.time() + "." + one.body()));
    assertThat(told.stream().map(Told::id).distinct()).hasSize(6);
    assertThat(told).allMatch(one -> one.time().equals(String.valueOf(NOW.getEpochSecond())));
    assertThat(owed()).isZero();
    assertThat(outbox.tell()).isEmpty();
    assertThat(told).as("told once").hasSize(6);
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsNotTakenIsToldAgainLaterByTheSameIdAlsoAfterAKill() {
    status = 503;
    listening();
    readers();
    assertThat(outbox(NOW, Webhook.KINDS).tell()).singleElement().asString().contains("webhooks.crm: crm (127.0.0.1) did not take event msg_h1_", "it answers 503", "2026-11-24T07:00:05Z");
    assertThat(outbox(NOW.plusSeconds(2), Webhook.KINDS).tell()).as("not before its pause is over").isEmpty();
    database.close();
    database = Database.open(folder.resolve("tidings.db"));
    status = 200;
    assertThat(outbox(NOW.plusSeconds(6), Webhook.KINDS).tell()).isEmpty();
    assertThat(told).hasSize(2).extracting(Told::id).containsOnly(told.get(0).id());
    assertThat(owed()).isZero();
  }

  @Test
  void afterTenTriesInFourDaysItIsGivenUpAndTheNextIsTold() {
    status = 302;
    listening();
    readers();
    Instant now = NOW;
    for (int i = 0; i < 9; i++) {
      assertThat(outbox(now, Webhook.KINDS).tell()).singleElement().asString().contains("it answers 302");
      now = now.plus(Duration.ofHours(25));
    }
    sql("UPDATE subscription SET status = 'ended', ended_why = 'left' WHERE id = 7");
    assertThat(outbox(now, Webhook.KINDS).tell()).singleElement().asString().contains("It is given up");
    status = 200;
    assertThat(outbox(now, Webhook.KINDS).tell()).isEmpty();
    assertThat(told.get(told.size() - 1).body()).contains("subscriber.left");
    assertThat(owed()).isZero();
  }

  @Test
  void nothingIsNotedForNobodyAndOnlyWhatIsWanted() {
    readers();
    outbox(NOW, List.of("subscriber.left")).listen();
    sql("INSERT INTO attempt (delivery, at, relay, outcome) VALUES (5, 1, 'relay', 'sent')", "UPDATE subscription SET status = 'ended', ended_why = 'removed' WHERE id = 7",
        "UPDATE subscription SET status = 'active' WHERE id = 7");
    outbox(NOW, List.of("subscriber.left")).tell();
    assertThat(told).singleElement().satisfies(one -> assertThat(one.body()).contains("subscriber.left", "removed"));
    new Outbox(database, Clock.fixed(NOW, ZoneOffset.UTC), List.of()).listen();
    sql("UPDATE subscription SET status = 'ended', ended_why = 'left' WHERE id = 7");
    assertThat(count("happening")).isZero();
  }

  @Test
  void placesThatNobodyMeansAreNotCalled() {
    var secret = new Webhook.Secret(SECRET);
    for (String url : List.of("https://169.254.169.254/latest", "https://10.0.0.1/", "https://192.168.1.1/", "https://100.64.0.1/", "https://[fd00::1]/", "https://0.0.0.0/"))
      assertThat(new WebhookCall().tell(new Webhook("crm", URI.create(url), secret, Webhook.KINDS, false), "msg_1", "{}", NOW)).as(url).get().asString().containsPattern("never called|private network");
    assertThat(new WebhookCall().tell(new Webhook("crm", URI.create("https://169.254.169.254/"), secret, Webhook.KINDS, true), "msg_1", "{}", NOW)).get().asString().contains("never called");
    assertThat(Webhook.unfit(URI.create("http://crm.example/"))).isPresent();
    assertThat(Webhook.unfit(URI.create("https://me:you@crm.example/"))).isPresent();
    assertThat(Webhook.unfit(URI.create("http://127.0.0.1:9/"))).isEmpty();
    assertThat(Webhook.Secret.bytes("whsec_" + Base64.getEncoder().encodeToString(SECRET))).isPresent();
    assertThat(Webhook.Secret.bytes("whsec_c2hvcnQ=")).isEmpty();
    assertThat(new Webhook("crm", URI.create("https://crm.example/"), secret, List.of(), false).toString()).doesNotContain("secret of");
  }
}
