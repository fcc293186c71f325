package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.report.Explain;
import dev.tidings.staff.ApiKeys.Scope;
import dev.tidings.staff.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When mail comes, as the reader chooses it on her page, and the admin or a program on her word. */
class RhythmPagesTest {
  @TempDir Path home;
  private ServedHouse served;

  @BeforeEach
  void serve() throws Exception {
    Files.createDirectories(home.resolve("subscribers"));
    Files.writeString(home.resolve("subscribers/daily.csv"), "email\nada@reader.example\n");
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), """
        newsletters:
          daily: {title: The Daily, schedule: every day at 07:00, subscribers: daily.csv}
          sheet: {title: The Sheet, schedule: every day at 08:00 and 18:00, subscribers: daily.csv, readers_may: [daily, zone]}
          weekly: {title: The Weekly, schedule: every monday at 09:00}""");
    served.post("harbour", "2026-01-27T10:00:00Z", "City");
    await().atMost(Duration.ofSeconds(40)).until(() -> standing().size() == 2);
  }

  @AfterEach
  void close() {
    served.close();
  }

  private List<String> standing() {
    return served.house().ledger().read(sql -> sql.createQuery("SELECT newsletter || ' ' || status || ' ' || rhythm || ' ' || coalesce(send_after, '') || ' ' || coalesce(zone, '') FROM subscription u"
        + " JOIN subscriber s ON s.id = u.subscriber WHERE u.status <> 'ended' ORDER BY newsletter").mapTo(String.class).list());
  }

  private String preferences() throws Exception {
    served.post("/link", "email=ada@reader.example");
    await().atMost(Duration.ofSeconds(30)).until(() -> !served.mailsTo("ada").isEmpty());
    Object content = served.mailsTo("ada").get(0).getContent();
    String text = content instanceof jakarta.mail.Multipart parts ? String.valueOf(parts.getBodyPart(0).getContent()) : String.valueOf(content);
    Matcher link = Pattern.compile("https://dispatch\\.example(/preferences/[A-Za-z0-9_-]+)").matcher(text);
    assertThat(link.find()).as(text).isTrue();
    return link.group(1);
  }

  @Test
  void herPageOffersWhatEachNewsletterAllows() throws Exception {
    String page = preferences();
    String body = served.get(page).body();
    String daily = body.substring(body.indexOf("rhythm-daily"), body.indexOf("rhythm-sheet"));
    String sheet = body.substring(body.indexOf("rhythm-sheet"), body.indexOf("rhythm-weekly"));
    String weekly = body.substring(body.indexOf("rhythm-weekly"), body.indexOf("name=\"format\""));
    assertThat(daily).contains("Once a week: Monday", "Once a month, from day 15 on", "hour-daily").doesNotContain("Once a day");
    assertThat(sheet).contains("Once a day").doesNotContain("Once a week").doesNotContain("hour-sheet");
    assertThat(weekly).contains("Once a month").doesNotContain("Once a week:");

    String wish = "newsletter=daily&newsletter=sheet&rhythm-daily=weekly+FRI&hour-daily=08:30&rhythm-sheet=weekly+FRI&hour-sheet=09:00&format=html&zone=";
    HttpResponse<String> wrong = served.post(page, wish + "Mars/Olympus&until=2026-01-01");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("This time zone is not known", "value=\"Mars/Olympus\"", "value=\"2026-01-01\"", "not in the past");
    assertThat(standing()).containsExactly("daily active each  ", "sheet active each  ");
    assertThat(served.post(page, wish + "Asia/Tokyo").body()).contains("Saved.").containsPattern("value=\"weekly FRI\" selected").contains("value=\"08:30\"", "value=\"Asia/Tokyo\"");
    assertThat(standing()).as("what the sheet does not offer is not taken").containsExactly("daily active weekly FRI 08:30 Asia/Tokyo", "sheet active each  Asia/Tokyo");
    assertThat(served.get(page + "/data").body()).contains("\"not_before\":\"08:30\"", "\"zone\":\"Asia/Tokyo\"");

    Files.writeString(home.resolve("subscribers/daily.csv"), "email,rhythm,send_after,zone\nada@reader.example,monthly 1,,Europe/Rome\nbo@reader.example,weekly tue,,\n");
    served.post("bridge", "2026-01-28T06:00:00Z", "City");
    await().atMost(Duration.ofSeconds(40)).until(() -> standing().size() == 4);
    assertThat(standing()).as("what she chose beats a list; a list says no more than the newsletter offers")
        .containsExactlyInAnyOrder("daily active weekly FRI 08:30 Asia/Tokyo", "sheet active each  Asia/Tokyo", "daily active weekly TUE  ", "sheet active each  ");
  }

  @Test
  void theAdminAndAProgramChangeItOnHerWordAndExplainSaysIt() throws Exception {
    Clerk editor = Clerk.signedIn(served, "maud", Role.EDITOR);
    assertThat(editor.page("/admin/subscribers/1")).contains("each edition", "Save for daily");
    HttpResponse<String> wrong = editor.send("/admin/subscribers/1/rhythm", "newsletter", "daily", "rhythm", "weekly MON", "hour", "25:00", "zone", "", "until", "");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("'25:00' is not a time of day", "Nothing was changed.").containsPattern("value=\"weekly MON\" selected");
    assertThat(editor.send("/admin/subscribers/1/rhythm", "newsletter", "sheet", "rhythm", "weekly MON", "hour", "", "zone", "", "until", "").body())
        .contains("'weekly MON' is not among what its readers may choose (readers_may). Nothing was changed.");
    assertThat(editor.after("/admin/subscribers/1/rhythm", "newsletter", "daily", "rhythm", "weekly FRI", "hour", "08:30", "zone", "Asia/Tokyo", "until", ""))
        .contains("gets daily weekly FRI, not before 08:30, Asia/Tokyo");
    assertThat(standing()).contains("daily active weekly FRI 08:30 Asia/Tokyo");
    served.turnAndWakeAt("2026-01-28T07:00:30Z");
    await().atMost(Duration.ofSeconds(40)).until(() -> served.house().ledger().<Integer>read(sql -> sql.createQuery("SELECT count(*) FROM edition").mapTo(Integer.class).one()) == 0);
    assertThat(explain(Optional.empty())).anySatisfy(said -> assertThat(said).contains("She gets weekly FRI, not before 08:30, Asia/Tokyo."));

    String key = served.house().staff().keys().make("shop", EnumSet.allOf(Scope.class), "olga").orElseThrow();
    assertThat(api(key, "{\"email\":\"ada@reader.example\",\"newsletter\":\"daily\",\"rhythm\":\"hourly\"}")).contains("'hourly' is not a rhythm", "\"pointer\":\"/rhythm\"");
    assertThat(api(key, "{\"email\":\"ada@reader.example\",\"newsletter\":\"daily\",\"rhythm\":\"monthly 15\",\"paused_until\":\"2026-02-10\"}")).contains("\"outcome\":\"changed\"");
    assertThat(standing()).contains("daily paused monthly 15  ");
    assertThat(explain(Optional.empty())).anySatisfy(said -> assertThat(said).contains("paused by the reader until 2026-02-10T00:00:00Z"));
    assertThat(editor.page("/admin/subscribers/1")).contains("No mail until", "value=\"2026-02-10\"");
  }

  @Test
  void whoIsAwayIsCaughtUpByOneMailAndToldNothingTwice() throws Exception {
    String page = preferences();
    assertThat(served.post(page, "newsletter=daily&until=2026-02-02").body()).contains("Saved.", "value=\"2026-02-02\"");
    assertThat(served.post(page + "/catch-up", "").body()).as("no edition yet").contains("You have missed nothing");
    edition("2026-01-28T07:00:30Z", "bridge", 1);
    edition("2026-01-29T07:00:30Z", "market", 2);
    assertThat(served.mailsTo("ada")).as("she pauses").hasSize(1);
    assertThat(served.get(page + "/catch-up").statusCode()).as("no GET changes anything").isIn(404, 405);
    assertThat(served.post(page + "/catch-up", "").body()).contains("It is on its way");
    assertThat(text(2)).contains("best of what you missed of The Daily", "harbour", "bridge", "market");
    assertThat(served.mailsTo("ada").get(1).getSubject()).isEqualTo("What you missed: The Daily");
    assertThat(served.post(page + "/catch-up", "").body()).contains("You have missed nothing");
    assertThat(standing()).as("the pause goes on").containsExactly("daily paused each  ");
    edition("2026-01-30T07:00:30Z", "frost", 3);
    Clerk editor = Clerk.signedIn(served, "maud", Role.EDITOR);
    assertThat(editor.after("/admin/subscribers/1/catch-up")).contains("one mail with the best of what she missed");
    assertThat(text(3)).contains("frost").doesNotContain("market");
    edition("2026-02-02T07:00:30Z", "fair", 4);
    assertThat(text(4)).as("the pause is over").contains("fair").doesNotContain("frost").doesNotContain("market");
    assertThat(served.mailsTo("ada")).hasSize(4);
  }

  private void edition(String moment, String story, int number) throws Exception {
    served.turnTo(moment);
    served.post(story, Instant.parse(moment).minusSeconds(20).toString(), "City");
    await().atMost(Duration.ofSeconds(60)).until(() -> served.get("/editions/daily/" + number + "/").statusCode() == 200);
  }

  private String text(int mail) throws Exception {
    await().atMost(Duration.ofSeconds(60)).until(() -> served.mailsTo("ada").size() >= mail);
    Object content = served.mailsTo("ada").get(mail - 1).getContent();
    return content instanceof jakarta.mail.Multipart parts ? String.valueOf(parts.getBodyPart(0).getContent()) : String.valueOf(content);
  }

  private String api(String key, String body) throws Exception {
    return served.send(served.request("/api/v1/subscriptions/rhythm", "Authorization", "Bearer " + key, "Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body))).body();
  }

  private List<String> explain(Optional<String> matter) {
    return Explain.ask(served.house().ledger(), "ada@reader.example", matter).stream().map(Explain.Answer::sentence).toList();
  }
}
