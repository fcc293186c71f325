package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.audience.Tokens;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers try. */
class ServedSafetyTest {
  @TempDir Path home;
  private ServedHouse served;

  @BeforeEach
  void serve() throws Exception {
    var list = new StringBuilder("email\n");
    for (int i = 0; i < 1_000; i++) list.append("reader").append(i).append("@mail").append(i % 7).append(".example\n");
    java.nio.file.Files.createDirectories(home.resolve("subscribers"));
    java.nio.file.Files.writeString(home.resolve("subscribers/daily.csv"), list);
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), "newsletters: {daily: {schedule: every day at 07:00, subscribers: daily.csv}}",
        "serve: {proxies: 127.0.0.1, origins: 'https://blog.example'}");
    served.post("harbour", "2026-01-27T10:00:00Z", "City");
    await().atMost(Duration.ofSeconds(40)).until(() -> count("SELECT count(*) FROM subscription") == 1_000);
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  @Tag("slow")
  void everyLinkOfAThousandMailsFollowedByAScannerChangesNothing() throws Exception {
    served.turnTo("2026-01-28T07:00:10Z");
    served.post("bridge", "2026-01-28T06:30:00Z", "City");
    await().atMost(Duration.ofSeconds(120)).until(() -> served.relay.getReceivedMessages().length == 1_000);
    String before = state();
    int followed = 0;
    for (MimeMessage mail : served.relay.getReceivedMessages()) {
      for (String link : links(mail)) {
        assertThat(served.get(link, "Purpose", "prefetch").statusCode()).as(link).isLessThan(500);
        assertThat(served.send(served.request(link).method("HEAD", HttpRequest.BodyPublishers.noBody())).statusCode()).isLessThan(500);
        followed++;
      }
    }
    assertThat(followed).isGreaterThanOrEqualTo(2_000);
    assertThat(state()).isEqualTo(before);
    System.out.println("H1: " + followed + " links of 1,000 mails, GET and HEAD each: 0 changes");
  }

  private static List<String> links(MimeMessage mail) throws Exception {
    Matcher link = Pattern.compile("https://dispatch\\.example(/(?:u|preferences)/[A-Za-z0-9_-]+)")
        .matcher(mail.getHeader("List-Unsubscribe")[0] + " " + ((jakarta.mail.Multipart) mail.getContent()).getBodyPart(0).getContent());
    var links = new java.util.LinkedHashSet<String>();
    while (link.find()) links.add(link.group(1));
    return List.copyOf(links);
  }

  @Test
  void aTokenIsGoodForItsPurposeOnlyAndGuessingIsSlow() throws Exception {
    Tokens tokens = Tokens.open(home.resolve("data/keys/tokens"));
    String before = state();
    for (Tokens.Purpose purpose : Tokens.Purpose.values())
      for (String door : List.of("u", "preferences", "confirm", "move")) {
        boolean itsOwn = door.equals("u") && purpose == Tokens.Purpose.UNSUBSCRIBE || door.equals("preferences") && purpose == Tokens.Purpose.PREFERENCES;
        if (itsOwn) continue;
        HttpResponse<String> answer = served.get("/" + door + "/" + tokens.token(purpose, 1), "X-Forwarded-For", "10." + purpose.ordinal() + ".1.1");
        assertThat(answer.statusCode()).as(door + " with " + purpose).isEqualTo(404);
        assertThat(served.post("/" + door + "/" + tokens.token(purpose, 1), "", "X-Forwarded-For", "10." + purpose.ordinal() + ".1.1").statusCode()).isEqualTo(404);
      }
    assertThat(state()).isEqualTo(before);
    int last = 0;
    for (int i = 0; i < 22; i++) last = served.get("/u/" + "x".repeat(33) + (char) ('a' + i), "X-Forwarded-For", "192.0.2.7").statusCode();
    assertThat(last).isEqualTo(429);
    assertThat(served.get("/u/" + tokens.token(Tokens.Purpose.UNSUBSCRIBE, 1), "X-Forwarded-For", "198.51.100.1").statusCode()).as("others are not held up").isEqualTo(200);
    var random = new Random(1);
    var guess = new byte[25];
    for (int i = 0; i < 1_000_000; i++) {
      random.nextBytes(guess);
      guess[0] = 1;
      String token = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(guess);
      assertThat(tokens.verify(token, Tokens.Purpose.UNSUBSCRIBE)).isEmpty();
    }
  }

  @Test
  void aThousandSignUpsForOneAddressAreOneMail() throws Exception {
    for (int i = 0; i < 1_000; i++) assertThat(join("victim@reader.example", "10." + i / 250 + "." + i % 250 + ".1")).isEqualTo(202);
    assertThat(join("reader1@mail1.example", "10.9.9.9")).as("the same answer for a known one").isEqualTo(202);
    await().atMost(Duration.ofSeconds(20)).until(() -> !served.mailsTo("victim").isEmpty());
    Thread.sleep(1_500);
    assertThat(served.mailsTo("victim")).hasSize(1);
    int refused = 0;
    for (int i = 0; i < 40; i++) if (join("one" + i + "@reader.example", "203.0.113." + i) == 429) refused++;
    assertThat(refused).as("of 40 from one network").isEqualTo(10);
    served.turnTo("2026-02-05T06:00:00Z");
    join("other@reader.example", "10.8.8.8");
    assertThat(count("SELECT count(*) FROM request WHERE address LIKE 'victim%'")).as("forgotten after seven days").isZero();
    assertThat(count("SELECT count(*) FROM subscriber WHERE address LIKE 'victim%'")).isZero();
  }

  private int join(String address, String from) throws Exception {
    return served.send(served.request("/subscribe", "X-Forwarded-For", from).header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"" + address + "\"}"))).statusCode();
  }

  @Test
  void noLinkIsBuiltFromARequestAndNoDoorLeadsElsewhere() throws Exception {
    for (String path : List.of("/", "/feeds", "/subscribe", "/nothing", "/link", "/feeds/all/atom.xml", "//evil.example/%2e%2e")) {
      String answer = raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: gopher\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).startsWith("HTTP/1.1 ").doesNotContain("Location: http").doesNotContain("gopher");
      if (!path.contains("evil")) assertThat(answer).as(path).doesNotContain("evil.example");
    }
    HttpResponse<String> preflight = served.send(served.request("/subscribe").header("Origin", "https://blog.example").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains("https://blog.example");
    assertThat(served.send(served.request("/subscribe").header("Origin", "https://evil.example").method("OPTIONS", HttpRequest.BodyPublishers.noBody())).statusCode()).isEqualTo(403);
  }

  @Test
  void tooMuchIsRefusedEarlyAndSlowClientsHoldNobodyUp() throws Exception {
    assertThat(raw("POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 104857600\r\n\r\n")).startsWith("HTTP/1.1 413");
    assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX-Big: " + "a".repeat(1_000_000) + "\r\n\r\n")).startsWith("HTTP/1.1 431");
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 500; i++) {
        var socket = new Socket(served.address().getHost(), served.address().getPort());
        socket.getOutputStream().write((i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: " : "POST /subscribe HTTP/1.1\r\nHost: x\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nemail=").getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        long began = System.nanoTime();
        assertThat(served.get("/subscribe").statusCode()).isEqualTo(200);
        best = Math.min(best, System.nanoTime() - began);
      }
      assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(500));
      System.out.println("H10: with 500 slow clients a page took " + best / 1_000_000 + " ms");
    } finally {
      for (Socket socket : slow) socket.close();
    }
  }

  @Test
  void oddRequestsGetNoServerErrorAndChangeNothing() throws Exception {
    var random = new Random(7);
    String before = state();
    String[] paths = {"/", "/subscribe", "/confirm/", "/u/", "/preferences/", "/link", "/move/", "/feeds/", "/editions/", "/health", "/metrics", "/search?q=", "/forms.css", "/opml.xml"};
    String[] odd = {"'", "\"><script>alert(1)</script>", "%00", "%0d%0aSet-Cookie:x=1", "../../../etc/passwd", "..%2f..%2f", "${1234*4321}", "__${1234*4321}__", "{{1234*4321}}", "%ff%fe", "a".repeat(3000),
        "' OR 1=1 --", "\u202e", "%E2%80%AE", ";jsessionid=1", "%2e%2e/", "*", "NEAR(\"", "\\\\host\\share", "?a[]=1&a=2", "#x"};
    String[] methods = {"GET", "GET", "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "QUERY"};
    int requests = Integer.getInteger("fuzz.requests", 2_000);
    for (int i = 0; i < requests; i++) {
      String target = paths[random.nextInt(paths.length)] + odd[random.nextInt(odd.length)] + (random.nextInt(4) == 0 ? odd[random.nextInt(odd.length)] : "");
      String answer = raw(methods[random.nextInt(methods.length)] + " " + target.replace(" ", "+") + " HTTP/1.1\r\nHost: x\r\nAccept: " + odd[random.nextInt(odd.length)].replace("\u202e", "")
          + "\r\nConnection: close\r\n\r\n");
      if (answer.isEmpty()) continue;
      assertThat(answer).as(target).doesNotStartWith("HTTP/1.1 5").doesNotContain("\tat ").doesNotContain("Exception").doesNotContain("<script>").doesNotContain("5332114");
      // A page may say what was asked; the head may not, nor may it break a line of the page.
      assertThat(answer.substring(0, Math.max(answer.indexOf("\r\n\r\n"), 0))).as(target).doesNotContain("Set-Cookie");
      assertThat(answer.lines()).as(target).noneMatch(line -> line.startsWith("Set-Cookie"));
    }
    assertThat(state()).isEqualTo(before);
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(served.address().getHost(), served.address().getPort())) {
      socket.setSoTimeout(30_000);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException refusedEarly) {
        // its answer may have come already
      }
      InputStream in = socket.getInputStream();
      var answer = new StringBuilder();
      var buffer = new byte[8_192];
      try {
        for (int read = in.read(buffer); read > 0 && answer.length() < 100_000; read = in.read(buffer)) {
          answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
          if (!request.contains("close") && answer.indexOf("\r\n\r\n") > 0) break;
        }
      } catch (IOException closed) {
        // what came before counts
      }
      return answer.toString();
    }
  }

  private String state() {
    return served.house().ledger().read(sql -> sql.createQuery("SELECT string_agg(id || status || categories || format || coalesce(CAST(paused_until AS TEXT), '') || coalesce(ended_why, ''), ',' ORDER BY id)"
        + " FROM subscription").mapTo(String.class).one()) + count("SELECT count(*) FROM request") + count("SELECT count(*) FROM suppression")
        + count("SELECT count(*) FROM notice");
  }

  private int count(String query) {
    return served.house().ledger().read(sql -> sql.createQuery(query).mapTo(Integer.class).one());
  }
}
