package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.tidings.staff.ApiKeys.Scope;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs at /api/v1: each answer is what openapi.json says it is. */
class ApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> BODIES = new HashMap<>(Map.of("/subscriptions", "{\"email\":\"cy@third.example\",\"newsletter\":\"daily\",\"consent\":\"asked in the shop\"}",
      "/subscriptions/end", "{\"email\":\"bo@other.example\"}", "/suppressions", "{\"email\":\"dee@fourth.example\"}", "/runs", "{\"newsletter\":\"daily\"}"));
  @TempDir Path home;
  private ServedHouse served;
  private JsonNode document;
  private String key;

  @BeforeEach
  void serve() throws Exception {
    Files.createDirectories(home.resolve("subscribers"));
    Files.writeString(home.resolve("subscribers/daily.csv"), "email,name\nada@reader.example,Ada\nbo@other.example,Bo\n");
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), "newsletters: {daily: {schedule: every day at 07:00, subscribers: daily.csv}}");
    served.post("harbour", "2026-01-27T10:00:00Z", "City");
    await().atMost(Duration.ofSeconds(40)).until(() -> count("SELECT count(*) FROM subscription") == 2);
    await().atMost(Duration.ofSeconds(40)).until(() -> count("SELECT count(*) FROM shelf") == 1); // else it is news to who joins meanwhile
    document = JSON.readTree(served.get("/api/v1/openapi.json").body());
    key = served.house().staff().keys().make("shop", EnumSet.allOf(Scope.class), "olga").orElseThrow();
  }

  @AfterEach
  void close() {
    served.close();
  }

  private int count(String query) {
    return served.house().ledger().read(sql -> sql.createQuery(query).mapTo(Integer.class).one());
  }

  private HttpResponse<String> send(String method, String path, String body, String secret, String... headers) throws Exception {
    var request = served.request("/api/v1" + path, headers).method(method, method.equals("GET") ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    if (!secret.isEmpty()) request.header("Authorization", "Bearer " + secret);
    if (method.equals("POST") && Set.of(headers).stream().noneMatch("Content-Type"::equals)) request.header("Content-Type", "application/json");
    HttpResponse<String> answer = served.send(request);
    judge(method, path, answer);
    return answer;
  }

  /** Whether the document knows this answer. */
  private void judge(String method, String path, HttpResponse<String> answer) throws Exception {
    String template = path.replaceAll("\\?.*", "").replaceAll("/editions/\\w+/\\d+", "/editions/{newsletter}/{number}");
    JsonNode response = document.path("paths").path(template).path(method.toLowerCase(java.util.Locale.ROOT)).path("responses").path(Integer.toString(answer.statusCode()));
    assertThat(response.isMissingNode()).as(method + " " + path + " answers " + answer.statusCode() + " " + answer.body()).isFalse();
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    ObjectNode schema = response.path("content").path(type).path("schema").deepCopy();
    schema.set("components", document.path("components"));
    JsonSchema judge = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    assertThat(judge.validate(JSON.readTree(answer.body()))).as(answer.body()).isEmpty();
  }

  @Test
  void everyOperationDoesWhatTheDocumentSays() throws Exception {
    assertThat(send("POST", "/subscriptions", BODIES.get("/subscriptions"), key).statusCode()).isEqualTo(200);
    assertThat(count("SELECT count(*) FROM origin WHERE kind = 'api' AND name = 'shop'")).isEqualTo(1);
    assertThat(send("POST", "/subscriptions", "{\"email\":\"eve@fifth.example\",\"newsletter\":\"daily\"}", key).statusCode()).isEqualTo(202);
    await().atMost(Duration.ofSeconds(30)).until(() -> served.mailsTo("eve@").size() == 1);
    assertThat(send("POST", "/subscriptions/end", BODIES.get("/subscriptions/end"), key).body()).contains("\"changed\":1");
    assertThat(send("POST", "/suppressions", BODIES.get("/suppressions"), key).body()).contains("suppressed");
    JsonNode run = JSON.readTree(send("POST", "/runs", BODIES.get("/runs"), key).body());
    assertThat(run.path("editions").get(0).path("account").path("planned").asInt()).as("who joined now begins with the next new story").isEqualTo(1);
    await().atMost(Duration.ofSeconds(30)).until(() -> served.mailsTo("ada").size() == 1);
    assertThat(served.mailsTo("bo@")).isEmpty();
    assertThat(JSON.readTree(send("POST", "/runs", BODIES.get("/runs"), key).body()).path("reason").asText()).isIn("nothing-new", "already-published");
    assertThat(JSON.readTree(send("GET", "/editions/daily/1", "", key).body()).path("subject").asText()).contains("harbour");
    assertThat(JSON.readTree(send("GET", "/editions?limit=1", "", key).body()).path("next").asInt()).isEqualTo(1);
    assertThat(JSON.readTree(send("GET", "/editions?before=1", "", key).body()).path("editions")).isEmpty();
    assertThat(JSON.readTree(send("GET", "/events", "", key).body()).path("next").asInt()).isZero();
    assertThat(Clerk.signedIn(served, "olga", dev.tidings.staff.Role.OWNER).page("/admin/log")).contains("key:shop", "api runs");
  }

  @Test
  void whatIsWrongIsSaidAsAProblemAndChangesNothing() throws Exception {
    assertThat(send("POST", "/subscriptions", "{\"email\":\"cy@\",\"newsletter\":\"daily\"}", key).body()).contains("\"pointer\":\"/email\"", "'cy@' is no mail address");
    assertThat(send("POST", "/subscriptions", "{\"email\":\"cy@third.example\",\"newsletter\":\"weekly\"}", key).body()).contains("There is no newsletter 'weekly'");
    assertThat(send("POST", "/subscriptions", "{\"email\":[1]", key).statusCode()).isEqualTo(400);
    assertThat(send("POST", "/subscriptions", "email=cy@third.example", key, "Content-Type", "application/x-www-form-urlencoded").statusCode()).isEqualTo(415);
    assertThat(send("GET", "/editions?limit=1000", "", key).statusCode()).isEqualTo(400);
    assertThat(send("GET", "/editions/daily/99", "", key).statusCode()).isEqualTo(404);
    assertThat(count("SELECT count(*) FROM subscriber")).isEqualTo(2);
  }

  @Test
  void aRequestThatComesTwiceIsCarriedOutOnce() throws Exception {
    HttpResponse<String> first = send("POST", "/runs", BODIES.get("/runs"), key, "Idempotency-Key", "morning-1");
    HttpResponse<String> again = send("POST", "/runs", BODIES.get("/runs"), key, "Idempotency-Key", "morning-1");
    assertThat(again.body()).isEqualTo(first.body()).contains("\"number\":1");
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(send("POST", "/suppressions", BODIES.get("/suppressions"), key, "Idempotency-Key", "morning-1").statusCode()).isEqualTo(422);
    assertThat(count("SELECT count(*) FROM edition")).isEqualTo(1);
    served.turnTo("2026-01-29T06:30:00Z");
    assertThat(send("POST", "/suppressions", BODIES.get("/suppressions"), key, "Idempotency-Key", "morning-1").statusCode()).as("after a day").isEqualTo(200);
  }

  @Test
  void aKeyIsGoodForItsScopesOnlyAndNoKeyForNothing() throws Exception {
    String before = state();
    for (var path : document.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        String scope = operation.getValue().path("description").asText().replaceAll("^Scope (\\w+)\\..*", "$1");
        Set<Scope> others = EnumSet.complementOf(EnumSet.of(Scope.named(scope).orElseThrow()));
        String narrow = served.house().staff().keys().make("all but " + path.getKey().replaceAll("\\W", " "), others, "olga").orElseThrow();
        String method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
        String asked = path.getKey().replace("{newsletter}", "daily").replace("{number}", "1");
        String body = BODIES.getOrDefault(path.getKey(), "");
        assertThat(send(method, asked, body, narrow).statusCode()).as(path.getKey()).isEqualTo(403);
        assertThat(send(method, asked, body, "").statusCode()).isEqualTo(401);
        assertThat(send(method, asked, body, "tdg_" + "x".repeat(43)).statusCode()).isEqualTo(401);
      }
    }
    served.house().staff().keys().withdraw("shop");
    assertThat(send("POST", "/suppressions", BODIES.get("/suppressions"), key).statusCode()).isEqualTo(401);
    assertThat(state()).isEqualTo(before);
  }

  private String state() {
    return count("SELECT count(*) FROM subscriber") + " " + count("SELECT count(*) FROM suppression") + " " + count("SELECT count(*) FROM edition") + " " + count("SELECT count(*) FROM notice");
  }
}
