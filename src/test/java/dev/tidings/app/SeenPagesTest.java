package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.audience.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Every page that readers see, in Chromium: axe-core finds nothing, nothing runs out of the window, nobody else is asked. */
class SeenPagesTest {
  @TempDir Path home;
  private ServedHouse served;
  private Tokens tokens;

  private void serve(String language) throws Exception {
    Files.createDirectories(home.resolve("subscribers"));
    Files.writeString(home.resolve("subscribers/daily.csv"), "email,name\nanne@reader.example,Anne\n");
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), """
        newsletters:
          daily: {title: The Daily, description: What the town talks about., language: %s, schedule: every day at 07:00, subscribers: [daily.csv]}
          weekly: {title: The Weekly, schedule: every monday at 09:00}""".formatted(language), "", freePort());
    served.post("harbour", "2026-01-27T10:00:00Z", "City");
    served.post("queen", "2025-12-27T11:00:00Z", "Court");
    served.write("posts/ivrit.md", "---\\ntitle: מכתב מירושלים\\ndate: 2026-01-27 12:00\\ncategory: Letters\\nlang: he\\nsource_url: https://almanack.example/letter\\ntldr: [המכתב הגיע אחרי שבוע., הרוח הייתה מזרחית.]\\n---\\nהמכתב הגיע אחרי שבוע, ואיש לא ידע למה.\\n\\n| יום | שעה |\\n| --- | --- |\\n| ראשון | שבע |\\n".replace("\\n", "\n"));
    served.write("posts/code.md", "---\ntitle: A table, some code and a very long word\ndate: 2026-01-27 13:00\ncategory: Science\nsentiment_score: 6\nsentiment_label: Calm\ntldr: [One., Two.]\n---\n## What is in it\n\n> A quotation.\n\n```\n" + "long ".repeat(60) + "\n```\n\n| a | b | c | d | e | f | g | h |\n|---|---|---|---|---|---|---|---|\n|" + " wide cell |".repeat(8) + "\n\n" + "Donaudampfschifffahrt".repeat(8) + "\n\n1. one\n2. two\n");
    await().atMost(Duration.ofSeconds(40)).until(() -> served.get("/feeds/science/atom.xml").statusCode() == 200);
    served.turnTo("2026-01-28T07:00:30Z");
    served.post("bridge", "2026-01-28T06:30:00Z", "City");
    await().atMost(Duration.ofSeconds(40)).until(() -> served.get("/editions/daily/1/").statusCode() == 200 && served.get("/search?q=bridge").body().contains("<mark>"));
    tokens = Tokens.open(home.resolve("data/keys/tokens"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void atOneWidthInTheDark() throws Exception {
    serve("en");
    try (Browser browser = Browser.open()) {
      var eye = new Onlooker(browser, "en", 360, true);
      look(browser, eye, paths());
      doors(browser, eye);
      assertThat(eye.seen()).isGreaterThanOrEqualTo(25);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"he", "en", "ja", "de", "es", "fr"})
  @Tag("slow")
  void atEachWidthInLightAndDark(String language) throws Exception {
    serve(language);
    try (Browser browser = Browser.open()) {
      int seen = 0;
      for (int width : new int[] {360, 1280})
        for (boolean dark : new boolean[] {false, true}) {
          var eye = new Onlooker(browser, language, width, dark);
          look(browser, eye, paths());
          doors(browser, eye);
          seen += eye.seen();
        }
      System.out.println("pages in " + language + ": " + seen + " looked at, 0 violations");
    }
  }

  /** There is no script in any page, so switching scripts off changes nothing that is read. */
  @Test
  void withoutScriptsEveryPageSaysTheSame() throws Exception {
    serve("en");
    try (Browser browser = Browser.open()) {
      Map<String, String> with = texts(browser);
      browser.driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
      assertThat(texts(browser)).isEqualTo(with);
      browser.driver.get(url("/u/" + tokens.token(Tokens.Purpose.UNSUBSCRIBE, 1)));
      press(browser);
      assertThat(browser.driver.findElement(By.tagName("h1")).getText()).contains("You have left");
    }
  }

  private Map<String, String> texts(Browser browser) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String path : paths()) {
      browser.driver.get(url(path));
      texts.put(path, browser.driver.findElement(By.tagName("body")).getText());
    }
    return texts;
  }

  /** Every page of site/, and what only a server shows. */
  private List<String> paths() throws IOException {
    var paths = new ArrayList<String>();
    try (Stream<Path> files = Files.walk(home.resolve("site"))) {
      files.filter(file -> file.endsWith("index.html")).map(file -> "/" + home.resolve("site").relativize(file).toString().replace("index.html", "")).sorted().forEach(paths::add);
    }
    paths.addAll(List.of("/search", "/search?q=story", "/search?q=nowhere", "/subscribe", "/link", "/no-such-page", "/u/nobodys-key-at-all",
        "/preferences/" + tokens.token(Tokens.Purpose.PREFERENCES, 1), "/u/" + tokens.token(Tokens.Purpose.UNSUBSCRIBE, 1)));
    return paths;
  }

  private void look(Browser browser, Onlooker eye, List<String> paths) {
    for (String path : paths) {
      browser.driver.get(url(path));
      eye.judge(path.replaceAll("^/(u|preferences)/.*(.)", "/$1$2"));
    }
  }

  /** Pages that come after a button: mended forms, asked, left, back, saved, moved, confirmed. */
  private void doors(Browser browser, Onlooker eye) throws Exception {
    browser.driver.get(url("/subscribe"));
    browser.driver.findElement(By.name("email")).sendKeys("anne@reader");
    browser.driver.executeScript("document.querySelector('form[method=post]').noValidate = true");
    press(browser);
    eye.judge("subscribe-mend");
    Thread.sleep(50);
    browser.driver.get(url("/link"));
    browser.driver.findElement(By.name("email")).sendKeys("anne@reader.example");
    press(browser);
    eye.judge("link-asked");
    browser.driver.get(url("/u/" + tokens.token(Tokens.Purpose.UNSUBSCRIBE, 1)));
    press(browser);
    eye.judge("left");
    press(browser);
    eye.judge("undone");
    browser.driver.get(url("/preferences/" + tokens.token(Tokens.Purpose.PREFERENCES, 1)));
    press(browser);
    eye.judge("saved");
    browser.driver.findElement(By.name("email")).sendKeys("anne@new.example");
    browser.driver.findElement(By.cssSelector("form[action$='/move'] button")).click();
    eye.judge("move-asked");
    long request = served.house().ledger().read(sql -> sql.createQuery("SELECT coalesce(max(id), 0) FROM request WHERE kind LIKE 'move%'").mapTo(Long.class).one());
    if (request > 0) {
      browser.driver.get(url("/move/" + tokens.token(Tokens.Purpose.MOVE_TO, request)));
      eye.judge("move-agree");
    }
    long joined = served.house().ledger().<Long>read(sql -> sql.createQuery("INSERT INTO request (kind, address_key, address, choices, wording, requester, asked_at) VALUES ('join', 'tom@reader.example', 'tom@reader.example', 'daily *', 'x', '127.0.0.1', ?) RETURNING id")
        .bind(0, served.house().clock().millis()).mapTo(Long.class).one());
    browser.driver.get(url("/confirm/" + tokens.token(Tokens.Purpose.CONFIRM, joined)));
    eye.judge("confirm");
    press(browser);
    eye.judge("confirmed");
  }

  /** And waits for the page that comes: with scripts switched off a click does not. */
  private static void press(Browser browser) {
    WebElement button = browser.driver.findElement(By.cssSelector("main form[method=post] button"));
    button.click();
    new WebDriverWait(browser.driver, Duration.ofSeconds(30)).until(ExpectedConditions.and(ExpectedConditions.stalenessOf(button), ExpectedConditions.presenceOfElementLocated(By.tagName("h1"))));
  }

  private String url(String path) {
    return served.address().toString().replaceAll("/$", "") + path;
  }
}
