package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.admin.AdminSite;
import dev.tidings.staff.Role;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** Every page of the admin in a browser: fits the screen, has no mistake that axe finds, and works by keyboard and without scripts. */
@Tag("slow")
class AdminLooksTest {
  @TempDir Path home;
  private ServedHouse served;

  @BeforeEach
  void serve() throws Exception {
    Files.createDirectories(home.resolve("subscribers"));
    var list = new StringBuilder("email,name\n");
    for (int i = 0; i < 60; i++) list.append("reader").append(i).append("@mail").append(i % 7).append(".example,Reader ").append(i).append('\n');
    Files.writeString(home.resolve("subscribers/daily.csv"), list);
    served = new ServedHouse(home, Instant.parse("2026-03-27T06:00:00Z"), "newsletters: {daily: {title: The Daily Dispatch, schedule: every day at 07:00, subscribers: daily.csv}, weekly: {title: The Week in the Port, schedule: 'fridays at 18:30 in America/New_York'}}");
    served.post("harbour", "2026-03-26T10:00:00Z", "City");
    served.post("bridge", "2026-03-26T11:00:00Z", "Court");
    served.write("posts/broken.md", "---\ntitle: Broken\ndate: 2026-17-12\n---\nText.\n");
    await().atMost(Duration.ofSeconds(40)).until(() -> count("SELECT count(*) FROM subscription") == 60);
    served.turnAndWakeAt("2026-03-27T07:00:10Z");
    await().atMost(Duration.ofSeconds(60)).until(() -> served.relay.getReceivedMessages().length == 60);
    served.turnTo("2026-03-27T12:00:10Z");
    served.post("candles", "2026-03-27T10:00:00Z", "City");
    served.post("swans", "2026-03-27T11:00:00Z", "Court");
    served.post("ferry", "2026-03-27T11:30:00Z", "City");
    await().atMost(Duration.ofSeconds(40)).until(() -> count("SELECT count(*) FROM post") == 5);
  }

  @AfterEach
  void close() {
    served.close();
  }

  private int count(String query) {
    return served.house().ledger().read(sql -> sql.createQuery(query).mapTo(Integer.class).one());
  }

  private String url(String path) {
    return served.address().toString().replaceAll("/$", "") + path;
  }

  private void signIn(ChromeDriver driver) {
    served.house().staff().accounts().add("olga", Role.OWNER, Optional.empty(), Clerk.PASSWORD);
    driver.get(url("/admin/timetable"));
    WebElement name = driver.findElement(By.id("name"));
    name.sendKeys("olga", Keys.TAB, Clerk.PASSWORD, Keys.ENTER); // by keyboard only
    await().atMost(Duration.ofSeconds(20)).until(() -> driver.getCurrentUrl().endsWith("/admin/timetable"));
  }

  private static List<String> pages() {
    var pages = new ArrayList<String>();
    for (AdminSite.Door door : AdminSite.doors())
      if (!door.changes() && !door.path().matches(".*\\.(css|js)|.*\\{part}|.*/login|.*/next"))
        pages.add(door.path().replace("{newsletter}", "daily").replace("{number}", "1").replace("{id}", "1"));
    return pages;
  }

  @Test
  void everyPageFitsAndAxeFindsNothing() throws Exception {
    String axe;
    try (InputStream in = getClass().getResourceAsStream("/axe.min.js")) {
      org.junit.jupiter.api.Assumptions.assumeTrue(in != null, "skipped: axe-core is not among the test's libraries");
      axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    int judged = 0;
    var wrong = new ArrayList<String>();
    try (Browser browser = Browser.open()) {
      signIn(browser.driver);
      for (int width : List.of(360, 1280)) {
        for (String scheme : List.of("light", "dark")) {
          browser.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 500));
          browser.driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
          for (String page : pages()) {
            open(browser.driver, page);
            String name = page.replace("/admin", "").replaceAll("\\W", "-") + "-" + width + "-" + scheme;
            if (Boolean.getBoolean("shots")) shoot(browser.driver, name);
            long wide = ((Number) browser.driver.executeScript("return document.documentElement.scrollWidth")).longValue();
            if (wide > width) wrong.add(name + " is " + wide + " wide");
            browser.driver.executeScript(axe);
            @SuppressWarnings("unchecked")
            var found = (List<Map<String, Object>>) browser.driver.executeAsyncScript("const done = arguments[0]; axe.run(document, {iframes: false}).then(r => done(r.violations.map(v => ({id: v.id, nodes: v.nodes.slice(0, 3).map(n => n.html).join(' | ')}))))");
            found.forEach(one -> wrong.add(name + ": " + one.get("id") + " " + one.get("nodes")));
            judged++;
          }
        }
      }
    }
    System.out.println("axe: " + judged + " pages judged, " + wrong.size() + " findings");
    assertThat(wrong).isEmpty();
  }

  private void open(ChromeDriver driver, String page) {
    driver.get(url(page));
    await().atMost(Duration.ofSeconds(30)).until(() -> !driver.getPageSource().contains("Look again</a>")); // htmx takes what was still worked out
  }

  private static void shoot(ChromeDriver driver, String name) throws Exception {
    Path folder = Files.createDirectories(Path.of("target/shots"));
    long height = ((Number) driver.executeScript("return Math.min(2400, document.documentElement.scrollHeight)")).longValue();
    var shot = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", Map.of("x", 0, "y", 0, "width", driver.executeScript("return innerWidth"), "height", height, "scale", 1)));
    Files.write(folder.resolve("admin" + name + ".png"), java.util.Base64.getDecoder().decode((String) shot.get("data")));
  }

  @Test
  void theMailStandsInItsFrames() {
    try (Browser browser = Browser.open()) {
      signIn(browser.driver);
      open(browser.driver, "/admin/next/daily");
      browser.driver.switchTo().frame(0);
      await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(browser.driver.findElement(By.tagName("body")).getText()).contains("The ferry story"));
    }
  }

  /** The main journey with scripts switched off: hold, drop, rename, release. */
  @Test
  void theMorningsWorkIsDoneByKeyboardAndWithoutScripts() throws Exception {
    try (Browser browser = Browser.open()) {
      ChromeDriver driver = browser.driver;
      driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
      signIn(driver);
      press(driver, "[aria-label='Hold daily 2026-03-28T07:00']");
      assertThat(driver.findElement(By.cssSelector(".said")).getText()).contains("is held until");
      driver.get(url("/admin/next/daily"));
      for (int i = 0; i < 50 && driver.getPageSource().contains("Look again</a>"); i++) driver.navigate().refresh();
      press(driver, "[aria-label='Drop The ferry story']");
      assertThat(driver.findElement(By.cssSelector(".said")).getText()).contains("'The ferry story'");
      for (int i = 0; i < 50 && driver.getPageSource().contains("Look again</a>"); i++) driver.navigate().refresh();
      WebElement subject = driver.findElement(By.id("subject"));
      subject.clear();
      subject.sendKeys("Swans on the river", Keys.TAB, Keys.ENTER);
      assertThat(driver.findElement(By.cssSelector(".said")).getText()).contains("Swans on the river");
      driver.get(url("/admin/timetable"));
      press(driver, "[aria-label='Release daily 2026-03-28T07:00']");
      assertThat(driver.findElement(By.cssSelector(".said")).getText()).contains("goes out at its time");
    }
    served.turnAndWakeAt("2026-03-28T07:00:10Z");
    await().atMost(Duration.ofSeconds(60)).until(() -> served.relay.getReceivedMessages().length == 120);
    assertThat(served.mailsTo("reader7@").get(1).getSubject()).isEqualTo("Swans on the river");
  }

  private static void press(ChromeDriver driver, String css) {
    WebElement button = driver.findElement(By.cssSelector(css));
    button.sendKeys(Keys.ENTER);
  }
}
