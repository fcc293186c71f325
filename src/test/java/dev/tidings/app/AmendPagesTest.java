package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.staff.Role;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

/** Correcting and withdrawing on the pages: shown first, done by one form, once. */
class AmendPagesTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  @TempDir Path home;
  private ServedHouse served;
  private Clerk editor;

  @BeforeEach
  void serve() throws Exception {
    Files.createDirectories(home.resolve("subscribers"));
    Files.writeString(home.resolve("subscribers/daily.csv"), "email\nada@reader.example\n");
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), "newsletters: {daily: {schedule: every day at 07:00, subscribers: daily.csv}}");
    served.post("harbour", "2026-01-27T10:00:00Z", "City");
    served.post("lamps", "2026-01-27T11:00:00Z", "City");
    await().atMost(SOON).until(() -> count("SELECT count(*) FROM subscription") == 1);
    served.turnAndWakeAt("2026-01-28T07:00:10Z");
    await().atMost(SOON).until(() -> served.mailsTo("ada").size() == 1 && count("SELECT count(*) FROM edition WHERE closed_at IS NOT NULL") == 1);
    editor = Clerk.signedIn(served, "edda", Role.EDITOR);
  }

  @AfterEach
  void close() {
    served.close();
  }

  private int count(String query) {
    return served.house().ledger().read(sql -> sql.createQuery(query).mapTo(Integer.class).one());
  }

  @Test
  void aCorrectionIsShownAndSentOnce() throws Exception {
    assertThat(editor.page("/admin/editions/daily/1")).contains("/admin/editions/daily/1/correct");
    assertThat(editor.page("/admin/editions/daily/1/correct")).contains("Nothing says what was wrong").doesNotContain("Mail it to");
    String words = "The harbour is *closed*.";
    String shown = editor.page("/admin/editions/daily/1/correct?words=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
    assertThat(shown).contains("Correction: ", "The harbour is closed.", "Mail it to 1 reader");
    assertThat(served.mailsTo("ada")).hasSize(1);
    Matcher seen = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"").matcher(shown);
    assertThat(seen.find()).isTrue();
    assertThat(editor.send("/admin/editions/daily/1/correct", "words", words + " And more.", "seen", seen.group(1)).statusCode()).as("not what was looked at").isEqualTo(409);
    assertThat(editor.after("/admin/editions/daily/1/correct", "words", words, "seen", seen.group(1))).contains("daily/2 goes to 1 reader.");
    await().atMost(SOON).until(() -> served.mailsTo("ada").size() == 2);
    HttpResponse<String> again = editor.send("/admin/editions/daily/1/correct", "words", words, "seen", seen.group(1));
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("Nothing was sent");
    assertThat(count("SELECT count(*) FROM audit WHERE who = 'edda' AND what = 'correct'")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM delivery")).isEqualTo(2);
  }

  @Test
  void aPostIsWithdrawnAfterAQuestion() throws Exception {
    Matcher link = Pattern.compile("href=\"(/admin/posts/ask-withdraw\\?post=[^\"]+)\" aria-label=\"Withdraw The harbour story\"").matcher(editor.page("/admin/posts"));
    assertThat(link.find()).isTrue();
    assertThat(editor.page(link.group(1))).contains("It would come to this", "daily/1", "Withdraw it");
    assertThat(Files.exists(home.resolve("site/posts/2026/harbour/index.html"))).isTrue();
    String key = link.group(1).replaceAll(".*=", "");
    assertThat(editor.after("/admin/posts/withdraw", "post", key)).contains("is withdrawn from feeds, pages and newsletters", "withdrawn");
    assertThat(Files.exists(home.resolve("site/posts/2026/harbour/index.html"))).isFalse();
    assertThat(editor.page("/admin/editions/daily/1/mail/text")).contains("A story that stood here was withdrawn.", "The lamps story").doesNotContain("harbour");
    assertThat(count("SELECT count(*) FROM audit WHERE who = 'edda' AND what = 'withdraw'")).isEqualTo(1);
    assertThat(editor.send("/admin/posts/withdraw", "post", "nothing").statusCode()).isEqualTo(409);
  }
}
