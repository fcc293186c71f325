package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tidings.cli.Opener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A WebSub hub on loopback, and who tells it what. */
class HubTest {
  private static final String SITE = "https://dispatch.example/feeds/";
  @TempDir Path home;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private volatile int answer = 202;
  private HttpServer hub;
  private volatile Work meanwhile = () -> {};

  private interface Work {
    void run() throws IOException;
  }

  @BeforeEach
  void open() throws IOException {
    hub = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    hub.createContext("/", exchange -> {
      String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
      if (answer == 202) told.add(exchange.getRequestMethod() + " " + URLDecoder.decode(form, StandardCharsets.UTF_8));
      meanwhile.run();
      exchange.sendResponseHeaders(answer, -1);
      exchange.close();
    });
    hub.start();
  }

  @AfterEach
  void close() {
    hub.stop(0);
  }

  private Shop furnished() throws IOException {
    Shop shop = Shop.furnished(home, 1);
    shop.write("config/tidings.yml", """
        site: {title: The Dispatch, url: 'https://dispatch.example', zone: UTC, address: 3 Quay Lane}
        newsletters: {daily: {schedule: every day at 07:00}}
        feeds: {hub: '%s'}
        mail: {from: The Dispatch <digest@dispatch.example>, relay: {host: 127.0.0.1, port: 1, security: none}}
        """.formatted(address()));
    shop.post("posts/ferry.md", "The ferry", "City", "2026-01-27 13:00:00");
    return shop;
  }

  private String address() {
    return "http://127.0.0.1:" + hub.getAddress().getPort() + "/";
  }

  @Test
  void serveTellsOfChangedFeedsOnlyAndEachFeedNamesItsHub() throws Exception {
    try (var served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), "newsletters: {daily: {schedule: every day at 07:00}}", "feeds: {hub: '" + address() + "'}")) {
      served.post("harbour", "2026-01-27T10:00:00Z", "City");
      await().atMost(Duration.ofSeconds(20)).during(Duration.ofSeconds(1)).until(() -> told.stream().filter(form -> form.contains("city")).count() == 3);
      told.clear();
      served.post("concert", "2026-01-27T11:00:00Z", "Music");
      await().atMost(Duration.ofSeconds(20)).until(() -> told.size() >= 6);
      assertThat(told).contains("POST hub.mode=publish&hub.url=" + SITE + "all/rss.xml", "POST hub.mode=publish&hub.url=" + SITE + "music/feed.json").doesNotHaveDuplicates()
          .noneMatch(form -> form.contains("/city/"));
      HttpResponse<String> feed = served.get("/feeds/all/atom.xml", "X-Forwarded-Host", "elsewhere.example");
      assertThat(feed.headers().firstValue("Link")).contains("<" + address() + ">; rel=\"hub\", <" + SITE + "all/atom.xml>; rel=\"self\"");
      assertThat(served.get("/").headers().firstValue("Link")).isEmpty();
      assertThat(served.get("/feeds/nothing/atom.xml").headers().firstValue("Link")).isEmpty();
    }
  }

  @Test
  void whatChangesWhileTheHubIsToldIsToldAgain() throws Exception {
    Shop shop = furnished();
    try (var house = OpenHouse.open(home, at("2026-01-28T06:00:00Z"), Opener.Purpose.WORK)) {
      house.digestRun().feedsOnly();
      meanwhile = () -> {
        meanwhile = () -> {};
        shop.post("posts/lamp.md", "The lamp", "City", "2026-01-27 14:00:00");
        house.digestRun().feedsOnly();
      };
      house.hub().tell();
      told.clear();
      house.hub().tell();
      assertThat(told).hasSize(6).contains("POST hub.mode=publish&hub.url=" + SITE + "all/atom.xml");
    }
  }

  @Test
  void aHubThatIsAwayFailsNothingAndIsToldLater() throws Exception {
    furnished();
    answer = 500;
    try (var house = OpenHouse.open(home, at("2026-01-28T06:00:00Z"), Opener.Purpose.WORK)) {
      assertThat(house.digestRun().feedsOnly().feeds().changed()).contains(SITE + "all/atom.xml", SITE + "city/rss.xml");
      assertThat(house.hub().tell().orElse("")).contains("it answers 500").contains(SITE);
      answer = 202;
      assertThat(house.hub().tell()).as("not at once").isEmpty();
      assertThat(told).isEmpty();
    }
    try (var house = OpenHouse.open(home, at("2026-01-28T06:06:00Z"), Opener.Purpose.WORK)) {
      assertThat(house.digestRun().feedsOnly().feeds().changed()).isEmpty();
      assertThat(house.hub().tell()).isEmpty();
      assertThat(told).hasSize(6).contains("POST hub.mode=publish&hub.url=" + SITE + "all/feed.json");
      assertThat(house.hub().tell()).isEmpty();
      assertThat(told).as("once").hasSize(6);
    }
  }

  @Test
  void aHubThatHangsOrIsSlowCostsARoundFiveSecondsInAll() throws Exception {
    furnished();
    for (int slow : new int[] {20_000, 2_000}) {
      meanwhile = () -> {
        try {
          Thread.sleep(slow);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      };
      told.clear();
      try (var house = OpenHouse.open(home, at(slow > 10_000 ? "2026-01-28T06:00:00Z" : "2026-01-28T07:00:00Z"), Opener.Purpose.WORK)) {
        house.digestRun().feedsOnly();
        long began = System.nanoTime();
        assertThat(house.hub().tell().orElse("")).contains("the hub is told again in 5 minutes");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
      } finally {
        hub.stop(0);
        open();
      }
      furnished();
    }
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), java.time.ZoneOffset.UTC);
  }
}
