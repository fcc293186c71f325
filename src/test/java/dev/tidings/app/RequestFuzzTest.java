package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.audience.Tokens;
import dev.tidings.audience.Tokens.Purpose;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H6 for the readers' site, by its whole route table, and requests that no form of ours sends. */
class RequestFuzzTest {
  private static final List<String> ODD = List.of("", " ", "'", "\"", "' OR 1=1 --", "1; DROP TABLE subscriber", "<script>alert(1)</script>", "{{7*191}}", "${7*191}", "[[${7*191}]]", "__${7*191}__",
      "../../../etc/passwd", "..%2f..%2fdata/tidings.db", "%00", "%c0%ae", "%", "%zz", "\u0000\u0001", "\u202e\u2066", "\ud83d\ude00", "a".repeat(3_000), "%0d%0aX-Evil: 1", "()&;|`id`", "-1", "99999999999999999999",
      "null", "true", "[]", "{\"a\":[[[[[[", "*", "(&(uid=*))", "http://evil.example/", "//evil.example", "file:///etc/passwd", "\\\\evil\\x", "x@y", "a@b.example,c@d.example", "\"<a@b>c\"@evil.example", "daily/city", "9999-99-99", "2026-02-30");
  private static final List<String> FIELDS = List.of("email", "newsletter", "topic", "ticket", "website", "format", "language", "until", "rhythm-daily", "sure", "q", "_method", "List-Unsubscribe");
  private static final List<String> TYPES = List.of("application/x-www-form-urlencoded", "application/json", "text/plain", "multipart/form-data; boundary=x", "application/xml", "", "application/x-www-form-urlencoded; charset=nonsense");
  @TempDir Path home;
  private ServedHouse served;
  private Tokens tokens;
  private int from;

  @BeforeEach
  void serve() throws Exception {
    Files.createDirectories(home.resolve("subscribers"));
    Files.writeString(home.resolve("subscribers/daily.csv"), "email\nanne@reader.example\ntom@reader.example\n");
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), "newsletters: {daily: {schedule: every day at 07:00, subscribers: daily.csv, categories: [City, Court]}}", "serve: {proxies: 127.0.0.1}");
    served.post("harbour", "2026-01-27T10:00:00Z", "City");
    await().atMost(Duration.ofSeconds(40)).until(() -> served.get("/feeds/city/atom.xml").statusCode() == 200 && count("subscription") == 2);
    tokens = Tokens.open(home.resolve("data/keys/tokens"));
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void noRouteChangesAnythingByAnotherMethodOriginOrKey() throws Exception {
    String before = state();
    int asked = 0;
    for (String route : routes()) {
      String path = route.substring(route.indexOf(' ') + 1).replace("{operator}", "postmark").replace("{act}", "hold").replace("{story}", "none");
      for (Purpose purpose : Purpose.values()) {
        String with = path.replace("{token}", tokens.token(purpose, 1));
        for (String method : List.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"))
          asked += answered(method, with, "email=new@reader.example&newsletter=daily&sure=yes", "application/x-www-form-urlencoded");
        boolean itsOwn = path.startsWith("/u/") && purpose == Purpose.UNSUBSCRIBE || path.startsWith("/preferences/") && purpose == Purpose.PREFERENCES;
        if (route.startsWith("POST") && path.contains("{token}") && !itsOwn) asked += answered("POST", with, "sure=yes", "application/x-www-form-urlencoded");
        if (!path.contains("{token}")) break;
      }
      if (!route.startsWith("POST")) continue;
      HttpResponse<String> foreign = served.send(served.request(path.replace("{token}", "a".repeat(34)), "X-Forwarded-For", network(), "Origin", "https://evil.example")
          .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("email=new@reader.example&newsletter=daily&sure=yes")));
      assertThat(foreign.statusCode()).as(route + " from another site").isBetween(400, 499);
      asked++;
    }
    assertThat(state()).isEqualTo(before);
    System.out.println("H6, readers' site: " + routes().size() + " routes, " + asked + " requests by other methods, keys and origins: 0 changes");
  }

  @Test
  void aThousandOddRequests() throws Exception {
    fuzz(1_000, 7);
  }

  @Test
  @Tag("slow")
  void twentyThousandOddRequests() throws Exception {
    fuzz(20_000, 1666);
  }

  private void fuzz(int requests, long seed) throws Exception {
    var random = new Random(seed);
    Map<Integer, Integer> statuses = new TreeMap<>();
    String before = state();
    for (int i = 0; i < requests; i++) {
      String route = pick(random, routes());
      boolean post = route.startsWith("POST");
      String answer = raw(request(random, route, post));
      int status = answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
      statuses.merge(status, 1, Integer::sum);
      assertThat(status).as(answer).isNotZero().isLessThan(500);
      assertThat(answer).doesNotContain("\tat ", "Exception", "1337", "root:x:", "SQLite", "X-Evil: 1\r\n").as("a link built from a request").doesNotContain("Location: http");
      assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).doesNotContain("<script>alert(1)");
      if (!post && i % 200 == 0) assertThat(readers()).as("by " + route).isEqualTo(before.lines().findFirst().orElse(""));
    }
    assertThat(readers()).as("nobody left, nobody was changed").isEqualTo(before.lines().findFirst().orElse(""));
    System.out.println("request fuzz: " + requests + " requests, answers " + statuses + ", readers changed: 0");
  }

  /** A request line, headers and a body; a key in the path is never one of ours that fits. */
  private String request(Random random, String route, boolean post) {
    String method = random.nextInt(10) < 7 ? route.substring(0, route.indexOf(' ')) : pick(random, List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "FOO"));
    String path = route.substring(route.indexOf(' ') + 1).replace("{token}", key(random)).replace("{operator}", pick(random, List.of("postmark", "ses", "x", inPath(pick(random, ODD))))).replace("{act}", pick(random, List.of("hold", "send", "x"))).replace("{story}", "none");
    if (random.nextInt(4) == 0) path = path + pick(random, List.of("/", "//", ";x=1", "/..", "/%2e%2e/", "?", "#x", "/" + inPath(pick(random, ODD))));
    if (random.nextInt(2) == 0) path = path + "?" + pick(random, FIELDS) + "=" + inPath(pick(random, ODD));
    var body = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) body.append(pick(random, FIELDS)).append('=').append(pick(random, ODD).replace("\n", "")).append('&');
    if (random.nextInt(3) == 0) body.insert(0, pick(random, List.of("{", "[", "--x\r\n", "{\"email\":\"a@b.example\",\"newsletters\":[\"", "\u0000")));
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + pick(random, List.of("dispatch.example", "evil.example", "127.0.0.1", "")) + "\r\nConnection: close\r\nX-Forwarded-For: " + network() + "\r\n");
    String type = pick(random, TYPES);
    if (!type.isEmpty()) head.append("Content-Type: ").append(type).append("\r\n");
    head.append("Accept: ").append(pick(random, List.of("text/html", "application/json", "*/*", "application/problem+json", "x"))).append("\r\n");
    if (random.nextInt(3) == 0) head.append(pick(random, List.of("Origin: https://evil.example", "Origin: null", "Cookie: a=b", "Range: bytes=5-1", "Range: bytes=0-1,3-4", "If-None-Match: *", "If-Modified-Since: x", "Accept-Encoding: zz;q=9, br", "Expect: 100-continue",
        "X-Forwarded-Host: evil.example", "Authorization: Bearer x", "X-HTTP-Method-Override: POST"))).append("\r\n");
    return head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n").append(body).toString();
  }

  private String key(Random random) {
    Purpose purpose = pick(random, List.of(Purpose.FORM, Purpose.BOUNCE));
    return random.nextBoolean() ? inPath(pick(random, ODD)) : tokens.token(purpose, random.nextInt(3));
  }

  /** As it would travel: nothing that ends the request line. */
  private static String inPath(String odd) {
    var out = new StringBuilder();
    for (byte one : odd.getBytes(StandardCharsets.UTF_8)) {
      if (one <= ' ' || one == 127) out.append("%%%02x".formatted(one & 0xff));
      else out.append((char) (one & 0xff));
    }
    return out.toString();
  }

  private int answered(String method, String path, String body, String type) throws IOException {
    String answer = raw(method + " " + path + " HTTP/1.1\r\nHost: dispatch.example\r\nConnection: close\r\nX-Forwarded-For: " + network() + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    assertThat(answer).as(method + " " + path).startsWith("HTTP/1.1 ");
    assertThat(Integer.parseInt(answer.substring(9, 12))).as(method + " " + path).isLessThan(500);
    return 1;
  }

  /** So that limits for one network do not hide what lies behind them. */
  private String network() {
    from++;
    return "10." + from / 60_000 % 250 + "." + from / 250 % 240 + ".1";
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(served.address().getHost(), served.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> routes() throws IOException {
    try (var in = RequestFuzzTest.class.getResourceAsStream("/routes.txt")) {
      var routes = new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      routes.addAll(List.of("GET /", "GET /feeds/all/atom.xml", "GET /posts/2026/harbour/", "GET /style.css"));
      return routes;
    }
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String readers() {
    return served.house().ledger().read(sql -> sql.createQuery("SELECT group_concat(u.id || u.status || u.categories || u.format || u.rhythm || coalesce(u.paused_until, '') || s.address || coalesce(s.language, ''))"
        + " FROM (SELECT * FROM subscription ORDER BY id) u JOIN subscriber s ON s.id = u.subscriber").mapTo(String.class).one());
  }

  private String state() {
    return readers() + "\n" + count("request") + " " + count("suppression") + " " + count("notice");
  }

  private int count(String table) {
    return served.house().ledger().<Integer>read(sql -> sql.createQuery("SELECT count(*) FROM " + table).mapTo(Integer.class).one());
  }
}
