package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMessage;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader's months with a newsletter, by a plain HTTP client and a mailbox. */
class ReadersJourneyTest {
  private static final String ANNE = "anne@reader.example";
  @TempDir Path home;
  private ServedHouse served;

  @BeforeEach
  void serve() throws Exception {
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), """
        newsletters:
          daily: {title: The Daily, categories: [City, Court], schedule: every day at 07:00}
          weekly: {title: The Weekly, schedule: every monday at 09:00}""");
    served.post("harbour", "2026-01-27T10:00:00Z", "City");
    await().atMost(Duration.ofSeconds(40)).until(() -> served.get("/feeds/all/atom.xml").body().contains("harbour"));
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void signUpConfirmReadLeaveInOneClickAndNothingComesAnyMore() throws Exception {
    join("newsletter=daily");
    String confirm = path(mail(ANNE, 1), "confirm/");
    assertThat(served.get(confirm).body()).contains("The Daily").contains("Yes, send it to me");
    assertThat(standing()).as("a GET changes nothing").isEmpty();
    assertThat(served.post(confirm, "").body()).contains("You are in");
    assertThat(standing()).containsExactly("daily active *");

    slot("2026-01-28T07:00:30Z", "bridge");
    MimeMessage digest = mail(ANNE, 2);
    assertThat(text(digest)).contains("The harbour story");
    assertThat(digest.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
    String leave = path(digest.getHeader("List-Unsubscribe")[0], "u/");
    assertThat(served.get(leave).body()).contains("Leave The Daily?").contains("a…e@reader.example");
    assertThat(standing()).containsExactly("daily active *");
    served.post(leave, "List-Unsubscribe=One-Click");
    assertThat(served.post(leave + "/undo", "").body()).contains("You get The Daily again");
    assertThat(standing()).containsExactly("daily active *");
    HttpResponse<String> left = served.post(leave, "List-Unsubscribe=One-Click");
    assertThat(left.statusCode()).isEqualTo(200);
    assertThat(left.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(served.post(leave, "List-Unsubscribe=One-Click").statusCode()).as("twice is once").isEqualTo(200);
    assertThat(standing()).containsExactly("daily ended *");

    slot("2026-01-29T07:00:30Z", "market");
    await().atMost(Duration.ofSeconds(20)).until(() -> served.get("/editions/daily/2/").statusCode() == 200);
    assertThat(served.mailsTo(ANNE)).hasSize(2);
    assertThat(served.post(confirm, "").body()).as("an old link takes nobody in again").contains("You are in");
    assertThat(standing()).containsExactly("daily ended *");
  }

  @Test
  void choicesChangeWhatTheNextMailHolds() throws Exception {
    join("newsletter=daily");
    served.post(path(mail(ANNE, 1), "confirm/"), "");
    served.post("court", "2026-01-28T06:10:00Z", "Court");
    slot("2026-01-28T07:00:30Z", "bridge");
    String preferences = path(text(mail(ANNE, 2)), "preferences/");
    assertThat(served.get(preferences).body()).contains(ANNE).contains("The Weekly");
    HttpResponse<String> saved = served.post(preferences, "newsletter=daily&newsletter=weekly&topic=daily/court&format=text&rhythm-daily=each&language=de");
    assertThat(saved.body()).contains("Saved.");
    assertThat(standing()).containsExactly("daily active court", "weekly active *");
    served.post("gallows", "2026-01-28T12:00:00Z", "Court");
    slot("2026-01-29T07:00:30Z", "market");
    MimeMessage next = mail(ANNE, 3);
    assertThat(next.getContentType()).startsWith("text/plain");
    assertThat(next.getHeader("Content-Language")).containsExactly("de");
    assertThat(text(next)).contains("gallows").doesNotContain("market").doesNotContain("bridge");

    assertThat(served.post(preferences, "newsletter=daily&topic=daily/court&format=text&until=2026-02-02").statusCode()).isEqualTo(200);
    assertThat(standing()).containsExactly("daily paused court", "weekly ended *");
    served.post("queen", "2026-01-29T12:00:00Z", "Court");
    slot("2026-01-30T07:00:30Z", "fair");
    await().atMost(Duration.ofSeconds(20)).until(() -> served.get("/editions/daily/3/").statusCode() == 200);
    assertThat(served.mailsTo(ANNE)).hasSize(3);
    served.post("king", "2026-02-01T12:00:00Z", "Court");
    slot("2026-02-02T07:00:30Z", "frost");
    assertThat(text(mail(ANNE, 4))).as("what she missed comes in one mail").contains("queen").contains("king");

    String data = served.get(preferences + "/data").body();
    assertThat(data).contains(ANNE).contains("\"confirmed\"").contains("127.0.0.1");
    assertThat(served.post(preferences + "/forget", "").statusCode()).isEqualTo(422);
    assertThat(served.post(preferences + "/forget", "sure=yes").body()).contains("You are forgotten");
    assertThat(served.get(preferences).statusCode()).isEqualTo(404);
    assertThat(served.house().ledger().<Integer>read(sql -> sql.createQuery("SELECT count(*) FROM subscriber WHERE address LIKE 'anne%'").mapTo(Integer.class).one())).isZero();
  }

  @Test
  void anAddressMovesOnceBothEndsAgree() throws Exception {
    join("newsletter=daily");
    served.post(path(mail(ANNE, 1), "confirm/"), "");
    served.turnTo("2026-01-29T06:30:00Z");
    served.post("/link", "email=" + ANNE);
    String preferences = path(text(mail(ANNE, 2)), "preferences/");
    served.post(preferences + "/move", "email=anne@new.example");
    String old = path(mail(ANNE, 3), "move/");
    String fresh = path(mail("anne@new.example", 1), "move/");
    assertThat(text(served.mailsTo(ANNE).get(2))).doesNotContain("new.example");
    assertThat(served.get(fresh).body()).contains("anne@new.example");
    assertThat(served.post(fresh, "").body()).contains("One of two");
    assertThat(addresses()).containsExactly(ANNE);
    assertThat(served.post(old, "").body()).contains("The address is changed");
    assertThat(addresses()).containsExactly("anne@new.example");
    served.post("/link", "email=nobody@reader.example");
    served.post("/link", "email=" + ANNE);
    Thread.sleep(2_000);
    assertThat(served.mailsTo("nobody@reader.example")).isEmpty();
    assertThat(served.mailsTo(ANNE)).hasSize(3);
  }

  @Test
  void theFormSaysWhatToMendAndKeepsWhatWasTyped() throws Exception {
    String ticket = ticket();
    served.turnTo("2026-01-28T06:00:10Z");
    HttpResponse<String> bad = served.post("/subscribe", "email=anne&newsletter=daily&topic=daily/city&ticket=" + ticket);
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(bad.body()).contains("has no @").contains("value=\"anne\"").containsPattern("value=\"daily/city\" checked");
    assertThat(served.post("/subscribe", "email=" + ANNE + "&ticket=" + ticket).body()).contains("Choose at least one newsletter");
    assertThat(served.post("/subscribe", "email=" + ANNE + "&newsletter=daily").body()).contains("once more");
    assertThat(served.post("/subscribe", "email=" + ANNE + "&newsletter=daily&website=x&ticket=" + ticket).body()).contains("Look into your mail");
    HttpResponse<String> json = served.send(served.request("/subscribe").header("Content-Type", "application/json").header("Accept", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"tom@reader.example\",\"newsletters\":[\"daily\"],\"topics\":[\"daily/city\"]}")));
    assertThat(json.statusCode()).isEqualTo(202);
    assertThat(path(mail("tom@reader.example", 1), "confirm/")).startsWith("/confirm/");
    assertThat(served.mailsTo(ANNE)).isEmpty();
    HttpResponse<String> foreign = served.post("/subscribe", "email=" + ANNE + "&newsletter=daily", "Origin", "https://evil.example");
    assertThat(foreign.statusCode()).isEqualTo(403);
  }

  private String ticket() throws Exception {
    Matcher ticket = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"").matcher(served.get("/subscribe").body());
    assertThat(ticket.find()).isTrue();
    return ticket.group(1);
  }

  private void join(String choice) throws Exception {
    String ticket = ticket();
    served.turnTo("2026-01-28T06:00:10Z");
    assertThat(served.post("/subscribe", "email=" + URLEncoder.encode(ANNE, StandardCharsets.UTF_8) + "&" + choice + "&ticket=" + ticket).body()).contains("Look into your mail");
  }

  /** The clock is turned, and a post appears. */
  private void slot(String moment, String name) throws Exception {
    served.turnTo(moment);
    served.post(name, Instant.parse(moment).minusSeconds(20).toString(), "City");
  }

  private MimeMessage mail(String address, int number) {
    await().atMost(Duration.ofSeconds(30)).until(() -> served.mailsTo(address).size() >= number);
    return served.mailsTo(address).get(number - 1);
  }

  private static String text(MimeMessage mail) throws Exception {
    Object content = mail.getContent();
    return content instanceof jakarta.mail.Multipart parts ? String.valueOf(parts.getBodyPart(0).getContent()) : String.valueOf(content);
  }

  private static String path(MimeMessage mail, String below) throws Exception {
    return path(text(mail), below);
  }

  private static String path(String text, String below) {
    Matcher link = Pattern.compile("https://dispatch\\.example(/" + below + "[A-Za-z0-9_-]+)").matcher(text);
    assertThat(link.find()).as(text).isTrue();
    return link.group(1);
  }

  private List<String> standing() {
    return served.house().ledger().read(sql -> sql.createQuery("SELECT newsletter || ' ' || status || ' ' || categories FROM subscription ORDER BY newsletter").mapTo(String.class).list());
  }

  private List<String> addresses() {
    return served.house().ledger().read(sql -> sql.createQuery("SELECT address FROM subscriber ORDER BY address").mapTo(String.class).list());
  }
}
