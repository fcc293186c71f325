package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.staff.Role;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What editors do on the pages: slots, editions, the next edition. */
class AdminPagesTest {
  @TempDir Path home;
  private ServedHouse served;

  @BeforeEach
  void serve() throws Exception {
    Files.createDirectories(home.resolve("subscribers"));
    Files.writeString(home.resolve("subscribers/daily.csv"), "email\nada@reader.example\nbo@reader.example\n");
    served = new ServedHouse(home, Instant.parse("2026-03-27T06:00:00Z"), "newsletters: {daily: {schedule: every day at 07:00, subscribers: daily.csv}, weekly: {title: The Week}}");
    served.post("harbour", "2026-03-26T10:00:00Z", "City");
    served.post("bridge", "2026-03-26T11:00:00Z", "Court");
    served.post("candles", "2026-03-26T12:00:00Z", "City");
    await().atMost(Duration.ofSeconds(40)).until(() -> served.house().ledger().read(sql -> sql.createQuery("SELECT count(*) FROM post").mapTo(Integer.class).one()) == 3);
  }

  @AfterEach
  void close() {
    served.close();
  }

  private static String[] slot(String word, String seen) {
    return new String[] {"newsletter", "daily", "local", "2026-03-28T07:00", "zone", "Europe/London", "seen", seen, "word", word};
  }

  @Test
  void slotsAreShownInBothZonesAndADayOnWhichClocksChangeIsMarked() throws Exception {
    Clerk editor = Clerk.signedIn(served, "maud", Role.EDITOR);
    editor.after("/admin/account/zone", "zone", "Asia/Tokyo");
    assertThat(editor.page("/admin/timetable")).contains("Sat 28 Mar 07:00", "Sat 28 Mar 16:00", "Sun 29 Mar 07:00", "Sun 29 Mar 15:00", "Clocks in Europe/London go forward by 1 h at 01:00", "By hand only.");
    assertThat(editor.page("/admin/timetable/schedule/daily?words=mondays+at+18:30%0Aevery+day+at+7:00+in+America/New_York"))
        .contains("schedule: [mondays at 18:30, every day at 7:00 in America/New_York]", "Mon 30 Mar 2026 18:30 Europe/London");
    assertThat(editor.page("/admin/timetable/schedule/daily?words=every+day+at+25:00")).contains("cannot be read", "every day at 25:00");
  }

  @Test
  void aWordOnASlotHoldsAndAStalePagesWordDoesNot() throws Exception {
    Clerk editor = Clerk.signedIn(served, "maud", Role.EDITOR);
    assertThat(editor.after("/admin/timetable/slot", slot("hold", "planned"))).contains("is held until", ">held<");
    HttpResponse<String> stale = editor.send("/admin/timetable/slot", slot("skip", "planned"));
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body()).contains("is held by now; it was planned when you looked. Nothing was changed.");
    assertThat(editor.after("/admin/timetable/slot", slot("reset", "held"))).contains("is as the schedule has it");
    assertThat(editor.after("/admin/timetable/pause", "newsletter", "daily")).contains("daily is paused");
    assertThat(editor.send("/admin/timetable/pause", "newsletter", "daily").body()).contains("paused already");
    assertThat(editor.after("/admin/timetable/resume", "newsletter", "daily")).contains("daily goes on");
    assertThat(Clerk.signedIn(served, "olga", Role.OWNER).page("/admin/log")).contains("slot hold", "slot reset", "newsletter pause");
  }

  @Test
  void anEditorDropsPostponesLeadsAndNamesWhatGoesOut() throws Exception {
    Clerk editor = Clerk.signedIn(served, "maud", Role.EDITOR);
    String page = editor.page("/admin/next/daily");
    assertThat(page).contains("The harbour story", "The bridge story", "The candles story", "readers get it");
    String stale = version(page);
    page = decide(editor, page, "lead", "bridge");
    assertThat(page.indexOf("The bridge story")).isLessThan(page.indexOf("The candles story"));
    HttpResponse<String> late = editor.send("/admin/next/daily/decide", "seen", stale, "local", "2026-03-27T07:00", "what", "subject", "text", "Mine, not yours");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("Somebody has decided about this edition since you looked", "Mine, not yours");
    page = decide(editor, page, "postpone", "candles");
    assertThat(page).contains("Postponed to the edition after this one");
    page = decide(editor, page, "drop", "harbour");
    page = decide(editor, page, "keep", "harbour");
    page = decide(editor, page, "drop", "harbour");
    page = editor.after("/admin/next/daily/decide", "seen", version(page), "local", "2026-03-27T07:00", "what", "subject", "text", "The bridge, at last");
    editor.after("/admin/next/daily/decide", "seen", version(page), "local", "2026-03-27T07:00", "what", "preheader", "text", "Only one thing today");
    assertThat(editor.page("/admin/next/daily/mail/html")).contains("The bridge story", "Only one thing today").doesNotContain("candles").doesNotContain("harbour");
    var headers = editor.get("/admin/next/daily/mail/html").headers();
    assertThat(headers.allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
    assertThat(headers.allValues("Content-Security-Policy")).singleElement().asString().contains("sandbox", "frame-ancestors 'self'");
    assertThat(editor.page("/admin/next/daily/mail/source")).contains("Subject: The bridge, at last", "reader@preview.invalid");

    served.turnAndWakeAt("2026-03-27T07:00:30Z");
    await().atMost(Duration.ofSeconds(60)).until(() -> served.mailsTo("ada").size() == 1);
    assertThat(served.mailsTo("ada").get(0).getSubject()).isEqualTo("The bridge, at last");
    assertThat(editor.page("/admin/editions")).contains("daily/1", "The bridge, at last");
    await().atMost(Duration.ofSeconds(20)).until(() -> editor.page("/admin/editions/daily/1").contains(">over<"));
    String edition = editor.page("/admin/editions/daily/1");
    assertThat(edition).contains("Nobody failed", "reader.example", "Mails accepted by the relay").doesNotContain("Cancel …");
    assertThat(editor.page("/admin/editions/daily/1/mail/html")).contains("The bridge story");
    await().atMost(Duration.ofSeconds(20)).until(() -> editor.page("/admin/next/daily").contains("28 Mar")); // a draft is shown for some seconds
    page = editor.page("/admin/next/daily");
    assertThat(page).as("what was postponed comes next; what was dropped does not").contains("The candles story").doesNotContain("The harbour story").doesNotContain("The bridge, at last");
    served.turnAndWakeAt("2026-03-28T07:00:30Z");
    await().atMost(Duration.ofSeconds(60)).until(() -> served.mailsTo("ada").size() == 2);
    assertThat(served.mailsTo("ada").get(1).getSubject()).contains("candles");
  }

  @Test
  void sendingNowAsksFirstAndTakesWhatWasDecidedForTheNextEdition() throws Exception {
    Clerk editor = Clerk.signedIn(served, "maud", Role.EDITOR);
    String page = decide(editor, editor.page("/admin/next/daily"), "drop", "harbour");
    editor.after("/admin/next/daily/decide", "seen", version(page), "local", "2026-03-27T07:00", "what", "subject", "text", "Early today");
    assertThat(editor.page("/admin/timetable/run/daily")).contains("Early today", "goes to 2 readers at once", "cannot be taken back");
    assertThat(editor.after("/admin/timetable/run", "newsletter", "daily")).contains("1 edition published");
    await().atMost(Duration.ofSeconds(30)).until(() -> served.mailsTo("bo").size() == 1);
    assertThat(served.mailsTo("bo").get(0).getSubject()).isEqualTo("Early today");
    served.post("swans", "2026-03-27T05:30:00Z", "City");
    await().atMost(Duration.ofSeconds(30)).until(() -> editor.page("/admin/next/daily").contains("The swans story"));
    assertThat(editor.page("/admin/next/daily")).doesNotContain("Early today").doesNotContain("The harbour story");
    assertThat(editor.after("/admin/next/daily/test", "address", "me@desk.example")).contains("on its way to m…@desk.example");
    await().atMost(Duration.ofSeconds(30)).until(() -> served.mailsTo("me@desk").size() == 1);
    assertThat(editor.send("/admin/next/daily/test", "address", "no address").body()).contains("'no address' is no mail address");
  }

  private static String version(String page) {
    return found("name=\"seen\" value=\"([0-9a-f]+)\"><input type=\"hidden\" name=\"local\"", page);
  }

  private static String decide(Clerk editor, String page, String what, String post) throws Exception {
    String story = found("(?s)The " + post + " story</h3>.*?name=\"story\" value=\"([^\"]+)\"", page);
    return editor.after("/admin/next/daily/decide", "seen", version(page), "local", "2026-03-27T07:00", "what", what, "story", story);
  }

  private static String found(String pattern, String page) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    assertThat(matcher.find()).as(pattern + "\n" + page).isTrue();
    return matcher.group(1);
  }
}
