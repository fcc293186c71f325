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

/** Readers, posts, keys and all that is looked at on the admin's pages. */
class AdminHouseTest {
  @TempDir Path home;
  private ServedHouse served;

  @BeforeEach
  void serve() throws Exception {
    Files.createDirectories(home.resolve("subscribers"));
    Files.writeString(home.resolve("subscribers/daily.csv"), "email,name\nada@reader.example,Ada\nbo@other.example,Bo\n");
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), "newsletters: {daily: {schedule: every day at 07:00, subscribers: daily.csv}}");
    served.post("harbour", "2026-01-27T10:00:00Z", "City");
    served.write("posts/broken.md", "---\ntitle: Broken\ndate: 2026-17-12\n---\nText.\n");
    await().atMost(Duration.ofSeconds(40)).until(() -> served.house().ledger().read(sql -> sql.createQuery("SELECT count(*) FROM subscription").mapTo(Integer.class).one()) == 2);
  }

  @AfterEach
  void close() {
    served.close();
  }

  private String reader(Clerk clerk, String part) throws Exception {
    Matcher link = Pattern.compile("href=\"(/admin/subscribers/\\d+)\"").matcher(clerk.page("/admin/subscribers?q=" + part));
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  @Test
  void aReaderIsFoundExplainedLetGoAndTakenBack() throws Exception {
    Clerk owner = Clerk.signedIn(served, "olga", Role.OWNER);
    assertThat(owner.page("/admin/subscribers?q=@READER")).contains("ada@reader.example").doesNotContain("bo@other");
    assertThat(owner.page("/admin/subscribers?q=%25")).contains("No reader");
    String ada = reader(owner, "ada");
    assertThat(owner.page(ada)).contains("Ada", "daily: active", "file daily.csv", "everything", "none on record");
    assertThat(owner.page(ada + "?about=posts/harbour.md")).contains("comes with the next edition");
    assertThat(owner.after(ada + "/end", "newsletter", "daily")).contains("a…@reader.example left newsletter daily", "ended (left)");
    assertThat(owner.send(ada + "/resubscribe", "newsletter", "daily", "consent", "").body()).contains("How she asked to come back is not said");
    assertThat(owner.after(ada + "/resubscribe", "newsletter", "daily", "consent", "asked by phone")).contains("gets daily again", "asked by phone");
    assertThat(owner.after(ada + "/suppress")).contains("gets no mail any more", "Suppressed: admin (admin olga)");
    assertThat(owner.page(ada + "/forget")).contains("ada@reader.example goes from the store", "cannot be taken back");
    assertThat(owner.after(ada + "/forget")).contains("The address is forgotten", "daily.csv");
    assertThat(owner.page("/admin/subscribers?q=ada")).contains("No reader");
    assertThat(owner.get(ada).statusCode()).isEqualTo(404);
    assertThat(owner.page("/admin/log")).contains("reader forget", "reader suppress").doesNotContain("ada@reader.example");
  }

  @Test
  void anEditorAddsAReaderAndWhatWasTypedIsKept() throws Exception {
    Clerk editor = Clerk.signedIn(served, "maud", Role.EDITOR);
    HttpResponse<String> wrong = editor.send("/admin/subscribers/add", "email", "cy@", "newsletter", "daily", "consent", "met at the market");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("'cy@' is no mail address. Nobody was taken in.", "value=\"cy@\"", "value=\"met at the market\"");
    assertThat(editor.after("/admin/subscribers/add", "email", "cy@third.example", "newsletter", "daily", "consent", "met at the market")).contains("c…@third.example", "cy@third.example");
    assertThat(editor.page(reader(editor, "cy@"))).contains("met at the market", "admin resubscribe").doesNotContain("Forget");
  }

  @Test
  void anImportIsShownWithEveryBadRowBeforeAnythingIsWritten() throws Exception {
    Clerk owner = Clerk.signedIn(served, "olga", Role.OWNER);
    String csv = "email,name\ndee@reader.example,Dee\nnot an address,X\nbo@other.example,Bo\n";
    HttpResponse<String> trial = owner.send("/admin/subscribers/import", "newsletter", "daily", "csv", csv, "name", "market.csv", "step", "try");
    assertThat(trial.body()).contains("Nothing was changed yet.", "market.csv:3", "dee@reader.example,Dee", "Take them in");
    assertThat(owner.page("/admin/subscribers?q=dee")).contains("No reader");
    assertThat(owner.after("/admin/subscribers/import", "newsletter", "daily", "csv", csv, "name", "market.csv", "step", "take")).contains("market.csv: 2 rows read");
    assertThat(owner.page(reader(owner, "dee"))).contains("import market.csv");
    HttpResponse<String> export = owner.send("/admin/subscribers/export", "newsletter", "daily");
    assertThat(export.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
    assertThat(export.body()).contains("ada@reader.example", "dee@reader.example");
    assertThat(owner.page("/admin/log")).contains("The readers of daily were exported.");
    String boundary = "xyz";
    String parts = "--xyz\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n" + owner.token() + "\r\n--xyz\r\nContent-Disposition: form-data; name=\"newsletter\"\r\n\r\ndaily\r\n--xyz\r\nContent-Disposition: form-data; name=\"step\"\r\n\r\ntry\r\n"
        + "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.csv\"\r\nContent-Type: text/csv\r\n\r\nemail\n" + "reader-with-a-long-name@reader.example\n".repeat(5_000) + "\r\n--xyz--\r\n";
    HttpResponse<String> file = served.send(served.request("/admin/subscribers/import", "Cookie", owner.cookie(), "Content-Type", "multipart/form-data; boundary=" + boundary).POST(java.net.http.HttpRequest.BodyPublishers.ofString(parts)));
    assertThat(file.statusCode()).as(file.body().substring(0, Math.min(400, file.body().length()))).isEqualTo(200);
    assertThat(file.body()).contains("big.csv: ", "1 readers joined daily");
  }

  @Test
  void whatOthersWroteIsShownAsText() throws Exception {
    Clerk owner = Clerk.signedIn(served, "olga", Role.OWNER);
    String evil = "<img src=x onerror=alert(1)>";
    served.write("posts/evil.md", "---\ntitle: \"" + evil + "\"\ndate: 2026-01-27\ncategory: \"<b>City\"\ntldr: [One thing.]\n---\nText of it.\n");
    String csv = "email,name\nfay@reader.example,\"" + evil + "\"\n<script>alert(1)</script>,X\n";
    assertThat(owner.send("/admin/subscribers/import", "newsletter", "daily", "csv", csv, "name", "x\"><script>.csv", "step", "try").body()).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert").doesNotContain(evil);
    owner.after("/admin/subscribers/import", "newsletter", "daily", "csv", "email,name\nfay@reader.example,\"" + evil + "\"\n", "name", "x.csv", "step", "take");
    await().atMost(Duration.ofSeconds(30)).until(() -> owner.page("/admin/posts").contains("evil.md"));
    served.get("/feeds/all/atom.xml", "User-Agent", evil);
    int pages = 0;
    for (dev.tidings.admin.AdminSite.Door door : dev.tidings.admin.AdminSite.doors()) {
      if (door.changes() || door.path().matches(".*\\.(css|js)|.*\\{number}.*|.*\\{part}")) continue;
      String path = door.path().replace("{newsletter}", "daily").replace("{id}", "3") + "?q=" + java.net.URLEncoder.encode(evil, java.nio.charset.StandardCharsets.UTF_8) + "&words=%3Cscript%3Ealert(1)&about=%3Cscript%3Ealert(1)&by=%3Cscript%3Ealert(1)&class=%3Cscript%3Ealert(1)&reader=%3Cscript%3Ealert(1)";
      assertThat(owner.get(path).body()).as(path).doesNotContain(evil).doesNotContain("<script>alert").doesNotContain("<b>City");
      pages++;
    }
    assertThat(owner.page("/admin/subscribers")).contains("&lt;img src=x onerror=alert(1)&gt;");
    System.out.println("P5: " + pages + " pages of the admin show others' words as text");
  }

  @Test
  void everyPageOfTheHouseSaysWhatItHasOrWillHave() throws Exception {
    Clerk owner = Clerk.signedIn(served, "olga", Role.OWNER);
    await().atMost(Duration.ofSeconds(30)).until(() -> owner.page("/admin/posts").contains("broken.md"));
    assertThat(owner.page("/admin/posts")).contains("Held. ", "2026-17-12", "The harbour story", "daily: not told yet");
    assertThat(owner.page("/admin")).contains("The next 24 hours", "broken.md", "mails wait", "daily, active");
    assertThat(owner.page("/admin/bounces")).contains("Nothing came back");
    assertThat(owner.page("/admin/queue")).contains("Nothing is owed");
    assertThat(served.get("/feeds/all/atom.xml", "User-Agent", "Fetcher/1.0 (12 subscribers)").statusCode()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(owner.page("/admin/feeds")).contains("Fetcher/1.0 (… subscribers)", "<td class=\"n\">12</td>"));
    assertThat(owner.page("/admin/settings")).contains("site.title", "The Dispatch", "config/tidings.yml:1", "default");
    assertThat(owner.page("/admin/doctor")).contains("Findings");
    HttpResponse<String> none = owner.send("/admin/keys/make", "name", "shop");
    assertThat(none.body()).contains("No scope is ticked", "value=\"shop\"");
    String made = owner.send("/admin/keys/make", "name", "shop", "scope", "subscribe", "scope", "end").body();
    assertThat(made).contains("tdg_", "<span>subscribe</span><span>, end</span>");
    assertThat(owner.page("/admin/keys")).contains("shop").doesNotContain("tdg_");
    assertThat(owner.after("/admin/keys/withdraw", "name", "shop")).contains("good for nothing", "No program has a key");
  }
}
