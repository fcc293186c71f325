package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive's search: by words, in any script, kept up with the folder, and harmless whatever is asked. */
class SearchTest {
  @TempDir Path home;
  private ServedHouse served;

  @BeforeEach
  void serve() throws Exception {
    served = new ServedHouse(home, Instant.parse("2026-11-24T06:00:00Z"), "newsletters:\n  daily: {title: The Daily, schedule: every day at 07:00, subscribers: [daily.csv]}");
    served.write("subscribers/daily.csv", "email\nanne@reader.example\n");
    served.post("harbour", "2026-11-23T10:00:00Z", "City");
    served.write("posts/umlaut.md", "---\ntitle: Die Brücke\ndate: 2026-11-23\n---\nDas Zollamt öffnet <b>früher</b>. `</script>` & \"so\".\n");
    served.write("posts/japan.md", "---\ntitle: 港の便り\ndate: 2026-11-23\ntldr: [港の通行料は一週間の行列の末に廃止された。]\n---\n港の通行料は一週間の行列の末に廃止された。\n");
    await().atMost(Duration.ofSeconds(60)).until(() -> search("廃止").contains("港の便り"));
  }

  @AfterEach
  void close() {
    served.close();
  }

  private String search(String question) throws Exception {
    var answer = served.get("/search?q=" + URLEncoder.encode(question, StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(question).isEqualTo(200);
    return answer.body();
  }

  @Test
  void wordsAreFoundInAnyScriptAndShownAsTheyStand() throws Exception {
    assertThat(search("harbour")).contains("The harbour story").contains("<mark>harbour</mark>").contains("https://dispatch.example/posts/").contains("1 found");
    assertThat(search("brucke")).as("without its dots").contains("Die Brücke");
    assertThat(search("zolla")).as("its beginning").contains("<mark>Zollamt</mark>");
    assertThat(search("通行料")).contains("港の便り").contains("<mark>通行料</mark>").doesNotContain("通 行");
    assertThat(search("script früher")).contains("&lt;/<mark>script</mark>&gt;").doesNotContain("</script>");
    assertThat(search("nowhere")).contains("Nothing found for “nowhere”.");
    assertThat(served.get("/search").body()).contains("name=\"q\"").doesNotContain("Nothing found");
  }

  @Test
  void whatIsAskedIsNeverPartOfTheQuery() throws Exception {
    for (String odd : new String[] {"\"", "harbour\" OR \"x", "title:harbour", "NEAR(a b)", "*", "a*b^c", "-harbour", "'; DROP TABLE search; --", "(((((", "\u0001\u0002", "<script>alert(1)</script>", "x".repeat(5_000), "a ".repeat(2_000)})
      assertThat(search(odd)).doesNotContain("<script").doesNotContain("alert(1)<");
    assertThat(search("harbour")).contains("The harbour story");
  }

  @Test
  void itKeepsUpWithEditionsAndTheFolder() throws Exception {
    served.turnTo("2026-11-24T07:00:20Z");
    served.post("bridge", "2026-11-24T06:10:00Z", "City");
    await().atMost(Duration.ofSeconds(60)).until(() -> search("bridge").contains("/editions/daily/1/"));
    Files.delete(home.resolve("posts/umlaut.md"));
    await().atMost(Duration.ofSeconds(60)).until(() -> !search("Zollamt").contains("href=\"https://dispatch.example/posts/"));
    served.write("posts/japan.md", "---\ntitle: 港の便り\ndate: 2026-11-23\ntldr: [雨がやんだ。]\n---\n雨がやんだ。\n");
    await().atMost(Duration.ofSeconds(60)).until(() -> search("雨").contains("港の便り"));
  }
}
