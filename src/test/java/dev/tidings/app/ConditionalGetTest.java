package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rometools.fetcher.FetcherEvent;
import com.rometools.fetcher.impl.HashMapFeedInfoCache;
import com.rometools.fetcher.impl.HttpURLFeedFetcher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three clients poll: the second time each is told that nothing is new, and after a change only where there is something. */
class ConditionalGetTest {
  private static final List<String> FEEDS = List.of("all", "city", "court").stream()
      .flatMap(topic -> List.of("atom.xml", "rss.xml", "feed.json").stream().map(file -> "/feeds/" + topic + "/" + file)).toList();
  @TempDir Path home;
  private ServedHouse served;

  @BeforeEach
  void serve() throws Exception {
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), "newsletters: {daily: {schedule: every day at 07:00}}");
    served.post("harbour", "2026-01-27T10:00:00Z", "City");
    served.post("queen", "2026-01-27T11:00:00Z", "Court");
    await().atMost(Duration.ofSeconds(40)).until(() -> served.get("/feeds/court/feed.json").statusCode() == 200 && served.get("/feeds/all/atom.xml").body().contains("harbour"));
    Thread.sleep(600); // what was looked at before the last post is looked at again
  }

  @AfterEach
  void close() {
    served.close();
  }

  /** One poll of one feed. */
  private interface Client {
    int poll(String feed) throws Exception;
  }

  @Test
  void javasOwnClient() throws Exception {
    Map<String, String> tags = new TreeMap<>();
    polled(feed -> {
      HttpResponse<String> answer = tags.containsKey(feed) ? served.get(feed, "If-None-Match", tags.get(feed), "Accept-Encoding", "gzip") : served.get(feed, "Accept-Encoding", "gzip");
      answer.headers().firstValue("ETag").ifPresent(tag -> tags.put(feed, tag));
      return answer.statusCode();
    });
  }

  @Test
  void curlWithAFileOfTags() throws Exception {
    Assumptions.assumeTrue(isThere("curl"), "skipped: there is no curl on the PATH");
    polled(feed -> {
      String tags = home.resolve("etag" + feed.replace('/', '-')).toString();
      Process curl = new ProcessBuilder("curl", "-s", "--compressed", "--max-time", "10", "-o", "/dev/null", "-w", "%{http_code}", "--etag-compare", tags, "--etag-save", tags, url(feed)).start();
      String status = new String(curl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(curl.waitFor()).isZero();
      return Integer.parseInt(status);
    });
  }

  @Test
  void aFeedReadersLibrary() throws Exception {
    var fetcher = new HttpURLFeedFetcher(new HashMapFeedInfoCache());
    var events = new ArrayList<String>();
    fetcher.addFetcherEventListener(event -> events.add(event.getEventType()));
    polled(feed -> {
      if (feed.endsWith(".json")) return -1; // it knows RSS and Atom
      events.clear();
      fetcher.retrieveFeed(URI.create(url(feed)).toURL());
      return events.contains(FetcherEvent.EVENT_TYPE_FEED_UNCHANGED) ? 304 : 200;
    });
  }

  private void polled(Client client) throws Exception {
    assertThat(statuses(client)).containsOnlyKeys(200);
    for (int poll = 2; poll <= 4; poll++) assertThat(statuses(client)).as("poll " + poll).containsOnlyKeys(304);
    Path queen = home.resolve("posts/queen.md");
    Files.writeString(queen, Files.readString(queen).replace("told", "told again"));
    await().atMost(Duration.ofSeconds(10)).until(() -> served.get("/feeds/court/rss.xml").body().contains("told again") && served.get("/feeds/all/feed.json").body().contains("told again"));
    Thread.sleep(600);
    Map<Integer, List<String>> after = statuses(client);
    assertThat(after.get(200)).allMatch(feed -> feed.startsWith("/feeds/all/") || feed.startsWith("/feeds/court/")).hasSizeGreaterThanOrEqualTo(4);
    assertThat(after.get(304)).isNotEmpty().allMatch(feed -> feed.startsWith("/feeds/city/"));
    assertThat(statuses(client)).containsOnlyKeys(304);
  }

  private static Map<Integer, List<String>> statuses(Client client) throws Exception {
    Map<String, Integer> all = new TreeMap<>();
    for (String feed : FEEDS) all.put(feed, client.poll(feed));
    return all.entrySet().stream().filter(one -> one.getValue() > 0).collect(Collectors.groupingBy(Map.Entry::getValue, TreeMap::new, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
  }

  private String url(String feed) {
    return served.address().toString().replaceAll("/$", "") + feed;
  }

  private static boolean isThere(String program) {
    try {
      return new ProcessBuilder(program, "--version").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
