package dev.tidings.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.post.PostProblem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedIntakeTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void open() throws Exception {
    site = new Site();
  }

  @AfterEach
  void close() {
    site.close();
  }

  private List<PostProblem> fetch(URI url, Instant now) {
    return new FeedIntake(folder, List.of(new FollowedFeed("far", url, Optional.of("Far"), Duration.ofMinutes(30), false)), Duration.ofSeconds(2)).fetch(now);
  }

  private List<String> posts() throws IOException {
    if (!Files.isDirectory(folder.resolve("far"))) return List.of();
    try (var files = Files.list(folder.resolve("far"))) {
      return files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")).sorted().toList();
    }
  }

  static String rss(String... items) {
    return "<rss version=\"2.0\"><channel><title>t</title><link>https://far.example/</link><description>d</description>" + String.join("", items) + "</channel></rss>";
  }

  static String item(String id, String title, String date) {
    return "<item><guid isPermaLink=\"false\">%s</guid><title>%s</title><link>https://far.example/%s</link>%s<description>&lt;p onclick='x()'&gt;About %s &lt;script&gt;alert(1)&lt;/script&gt;{{ secret }}&lt;/p&gt;&#10;&#10;    &lt;a href='/rel'&gt;more&lt;/a&gt;</description></item>"
        .formatted(id, title, id, date.isEmpty() ? "" : "<pubDate>" + date + "</pubDate>", title);
  }

  @Test
  void whatIsNewBecomesAPostAndAnArchiveDoesNot() throws Exception {
    site.page("/feed", "application/rss+xml", rss(item("2", "Fresh: &quot;a&quot; # b", "Tue, 24 Nov 2026 09:00:00 GMT"), item("1", "Ancient", "Mon, 01 Jun 2026 09:00:00 GMT"), item("0", "Undated then", "")));
    assertThat(fetch(site.at("/feed"), NOW)).isEmpty();
    assertThat(posts()).hasSize(1);
    String post = Files.readString(folder.resolve("far").resolve(posts().get(0)));
    assertThat(post).contains("title: \"Fresh: \\\"a\\\" # b\"", "date: \"2026-11-24T09:00:00Z\"", "categories: [\"Far\"]", "source_url: \"https://far.example/2\"", "href=\"https://far.example/rel\"")
        .doesNotContain("script", "onclick", "{{");
    assertThat(post.split("---\n\n")[1].strip().lines()).as("one block").hasSize(1);
    site.page("/feed", "application/rss+xml", rss(item("3", "Undated now", ""), item("2", "Fresh, renamed", "Tue, 24 Nov 2026 09:00:00 GMT"), item("0", "Undated then", ""), item("9", "Backdated", "Sun, 01 Nov 2026 09:00:00 GMT")));
    assertThat(fetch(site.at("/feed"), NOW.plusSeconds(3_600))).isEmpty();
    assertThat(posts()).hasSize(2).anyMatch(name -> name.startsWith("2026-11-24-undated-now-")).anyMatch(name -> name.startsWith("2026-11-24-fresh-a-b-"));
    String undated = posts().stream().filter(name -> name.contains("undated")).findFirst().orElseThrow();
    String was = Files.readString(folder.resolve("far").resolve(undated));
    site.page("/feed", "application/rss+xml", rss(item("3", "Undated now", "")));
    fetch(site.at("/feed"), NOW.plusSeconds(90_000));
    assertThat(Files.readString(folder.resolve("far").resolve(undated))).as("its date is that of its first sight").isEqualTo(was);
  }

  @Test
  void anUnchangedFeedIsNotSentAgainAndNotAskedTooOften() throws Exception {
    site.page("/feed", "application/rss+xml", rss(item("2", "Fresh", "Tue, 24 Nov 2026 09:00:00 GMT")));
    fetch(site.at("/feed"), NOW);
    fetch(site.at("/feed"), NOW.plusSeconds(600));
    assertThat(site.asked).hasSize(1);
    assertThat(fetch(site.at("/feed"), NOW.plusSeconds(1_801))).isEmpty();
    assertThat(site.asked).hasSize(2).element(1).asString().contains("\"");
    assertThat(posts()).hasSize(1);
  }

  @Test
  void redirectsAreFollowedAndAMoveIsSaid() throws Exception {
    site.page("/new", "application/rss+xml", rss(item("2", "Fresh", "Tue, 24 Nov 2026 09:00:00 GMT"))).redirect("/old", 301, "/new").redirect("/round", 302, "/round");
    assertThat(fetch(site.at("/old"), NOW)).singleElement().satisfies(said -> assertThat(said.message()).contains("has moved to " + site.at("/new"), "Write that address"));
    assertThat(posts()).hasSize(1);
    assertThat(fetch(site.at("/round"), NOW.plusSeconds(7_200))).singleElement().satisfies(said -> assertThat(said.message()).contains("more than 5 times"));
  }

  /** A site must not make this machine ask its own network. */
  @Test
  void redirectsToPrivateAddressesAreRefused() {
    site.redirect("/cloud", 302, "http://169.254.169.254/latest/meta-data/").redirect("/router", 302, "http://10.0.0.1/").redirect("/file", 302, "file:///etc/passwd").redirect("/v6", 302, "http://[fd00::1]/");
    assertThat(fetch(site.at("/cloud"), NOW).get(0).message()).contains("it redirects, and 169.254.169.254", "never called");
    for (String path : List.of("/router", "/v6"))
      assertThat(fetch(site.at(path), NOW.plusSeconds(path.equals("/v6") ? 900_000L : 200_000L))).singleElement().satisfies(said -> assertThat(said.message()).contains("it redirects, and", "set private: true"));
    assertThat(fetch(site.at("/file"), NOW.plusSeconds(9_000_000))).singleElement().satisfies(said -> assertThat(said.message()).contains("no address of the web"));
    var outside = new FollowedFeed("out", URI.create("https://93.184.216.34/feed"), Optional.empty(), Duration.ofMinutes(30), false);
    assertThat(new Gate(outside).forbids(URI.create("https://127.0.0.1/"))).get().asString().contains("set private: true");
    assertThat(new Gate(outside).forbids(URI.create("https://[::ffff:127.0.0.1]/"))).isPresent();
    assertThat(new Gate(outside).forbids(URI.create("http://93.184.216.34/"))).get().asString().contains("from https to http");
    assertThat(new Gate(new FollowedFeed("in", URI.create("https://93.184.216.34/"), Optional.empty(), Duration.ofMinutes(30), true)).forbids(URI.create("https://192.168.1.1/"))).isEmpty();
  }

  @Test
  void troubleBacksOffAndPostsStay() throws Exception {
    site.page("/feed", "application/rss+xml", rss(item("2", "Fresh", "Tue, 24 Nov 2026 09:00:00 GMT")));
    fetch(site.at("/feed"), NOW);
    site.on("/feed", exchange -> {
      exchange.getResponseHeaders().set("Retry-After", "7200");
      Site.status(exchange, 503, "");
    });
    assertThat(fetch(site.at("/feed"), NOW.plusSeconds(1_801))).singleElement().satisfies(said -> {
      assertThat(said.severity()).isEqualTo(PostProblem.Severity.WARNING);
      assertThat(said.message()).contains("it answers 503", "asked again after 2026-11-24T14:30:00Z");
    });
    assertThat(fetch(site.at("/feed"), NOW.plusSeconds(5_000))).as("not asked").isEmpty();
    site.on("/feed", exchange -> Site.status(exchange, 410, ""));
    fetch(site.at("/feed"), NOW.plusSeconds(9_100));
    assertThat(fetch(site.at("/feed"), NOW.plusSeconds(100_000))).singleElement().satisfies(said -> {
      assertThat(said.severity()).as("the third time").isEqualTo(PostProblem.Severity.ERROR);
      assertThat(said.message()).contains("gone for good");
    });
    assertThat(posts()).hasSize(1);
  }

  @Test
  void sizeAndTimeAreBounded() {
    site.on("/huge", exchange -> {
      exchange.sendResponseHeaders(200, 0);
      try {
        for (int i = 0; i < 100; i++) exchange.getResponseBody().write(new byte[1 << 20]);
      } catch (IOException hungUp) {
        exchange.close();
      }
    }).on("/slow", exchange -> {
      exchange.sendResponseHeaders(200, 0);
      try {
        for (int i = 0; i < 100; i++) {
          exchange.getResponseBody().write('<');
          exchange.getResponseBody().flush();
          Thread.sleep(100);
        }
      } catch (IOException | InterruptedException hungUp) {
        exchange.close();
      }
    });
    assertThat(fetch(site.at("/huge"), NOW)).singleElement().satisfies(said -> assertThat(said.message()).contains("larger than 5 MB"));
    long start = System.nanoTime();
    assertThat(fetch(site.at("/slow"), NOW.plusSeconds(90_000))).singleElement().satisfies(said -> assertThat(said.message()).contains("longer than 2 seconds"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
  }
}
