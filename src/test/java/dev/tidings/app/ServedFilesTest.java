package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.TreeMap;
import java.util.Map;
import java.util.List;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** checklists: feeds over HTTP. */
class ServedFilesTest {
  private static final String FEED = "/feeds/all/atom.xml";
  @TempDir Path home;
  private ServedHouse served;

  @BeforeEach
  void serve() throws Exception {
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), "newsletters: {daily: {schedule: every day at 07:00}}");
    served.post("harbour", "2026-01-27T10:00:00Z", "City");
    await().atMost(Duration.ofSeconds(40)).until(() -> Files.exists(home.resolve("site" + FEED)) && served.get(FEED).body().contains("harbour"));
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void aFeedHasAStrongTagPerCodingAndAnswers304() throws Exception {
    HttpResponse<String> plain = served.get(FEED);
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(header(plain, "Content-Type")).isEqualTo("application/atom+xml; charset=utf-8");
    assertThat(header(plain, "Cache-Control")).isEqualTo("public, max-age=3600");
    assertThat(header(plain, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(plain, "Vary")).contains("Accept-Encoding").contains("Accept");
    String tag = header(plain, "ETag");
    assertThat(tag).matches("\"[A-Za-z0-9_.]+\"");
    HttpResponse<byte[]> packed = served.client.send(served.request(FEED, "Accept-Encoding", "gzip").build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    String packedTag = packed.headers().firstValue("ETag").orElse("");
    assertThat(packedTag).startsWith("\"").isNotEqualTo(tag);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes()).asString().isEqualTo(plain.body());
    HttpResponse<String> again = served.get(FEED, "If-None-Match", tag, "If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(header(again, "ETag")).isEqualTo(tag);
    assertThat(header(again, "Cache-Control")).isEqualTo("public, max-age=3600");
    assertThat(served.get(FEED, "If-None-Match", packedTag, "Accept-Encoding", "gzip").statusCode()).isEqualTo(304);
    assertThat(served.get(FEED, "If-None-Match", "\"other\"", "If-Modified-Since", header(plain, "Last-Modified")).statusCode()).isEqualTo(200);
    assertThat(served.get(FEED, "If-Modified-Since", header(plain, "Last-Modified")).statusCode()).isEqualTo(304);
  }

  /** The first answer comes from the disk, by Jetty; the next ones come from memory, by ourselves. */
  @Test
  void anAnswerFromMemoryIsTheOneFromTheDisk() throws Exception {
    for (String coding : List.of("identity", "gzip", "gzip, deflate, br")) {
      Thread.sleep(600); // what is in memory is looked at again on the disk
      Map<String, List<String>> disk = said(FEED, "Accept-Encoding", coding);
      assertThat(disk.get("vary")).as(coding).containsExactly("Accept-Encoding, Accept");
      assertThat(said(FEED, "Accept-Encoding", coding)).as(coding).isEqualTo(disk);
      String tag = disk.getOrDefault("etag", List.of("")).get(0);
      Map<String, List<String>> memory = said(FEED, "Accept-Encoding", coding, "If-None-Match", tag);
      Thread.sleep(600);
      Map<String, List<String>> unchanged = said(FEED, "Accept-Encoding", coding, "If-None-Match", tag);
      assertThat(memory.get("vary")).containsExactly("Accept-Encoding, Accept");
      assertThat(without(memory, "content-length")).as(coding).isEqualTo(without(unchanged, "content-length"));
    }
  }

  @Test
  void headHasTheHeadersOfGetAndNothingElse() throws Exception {
    served.get(FEED);
    HttpResponse<String> head = served.client.send(served.request(FEED).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(head.body()).isEmpty();
    assertThat(without(head.headers().map(), "date")).isEqualTo(said(FEED));
  }

  /** Status aside: the headers, without the time. */
  private Map<String, List<String>> said(String path, String... headers) throws Exception {
    HttpResponse<byte[]> answer = served.client.send(served.request(path, headers).build(), HttpResponse.BodyHandlers.ofByteArray());
    return without(answer.headers().map(), "date");
  }

  private static Map<String, List<String>> without(Map<String, List<String>> headers, String name) {
    Map<String, List<String>> rest = new TreeMap<>(headers);
    rest.remove(name);
    return rest;
  }

  @Test
  void brIsOfferedFirstWithATagOfItsOwn() throws Exception {
    String plain = served.get(FEED).body();
    HttpResponse<byte[]> packed = served.client.send(served.request(FEED, "Accept-Encoding", "gzip, deflate, br").build(), HttpResponse.BodyHandlers.ofByteArray());
    Assumptions.assumeTrue(com.aayushatharva.brotli4j.Brotli4jLoader.isAvailable(), "skipped: br cannot be made on this machine");
    assertThat(packed.headers().firstValue("Content-Encoding")).contains("br");
    assertThat(packed.headers().firstValue("Vary").orElse("")).contains("Accept-Encoding");
    assertThat(new org.brotli.dec.BrotliInputStream(new ByteArrayInputStream(packed.body())).readAllBytes()).asString().isEqualTo(plain);
    String tag = packed.headers().firstValue("ETag").orElse("");
    String gzip = header(served.get(FEED, "Accept-Encoding", "gzip, br;q=0"), "ETag");
    assertThat(tag).startsWith("\"").isNotEqualTo(gzip).isNotEqualTo(header(served.get(FEED), "ETag"));
    assertThat(served.get(FEED, "If-None-Match", tag, "Accept-Encoding", "br").statusCode()).isEqualTo(304);
    HttpResponse<String> kept = served.get(FEED, "If-None-Match", tag, "Accept-Encoding", "gzip");
    assertThat(kept.statusCode()).as("what was kept in another coding is still good").isEqualTo(304);
    assertThat(header(kept, "ETag")).as("and is named").isEqualTo(tag);
  }

  @Test
  void headHasTheSameHeadersAndABrowserGetsPlainXml() throws Exception {
    HttpResponse<String> head = served.send(served.request(FEED).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo(header(served.get(FEED), "Content-Length"));
    HttpResponse<String> person = served.get(FEED, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    assertThat(header(person, "Content-Type")).isEqualTo("application/xml; charset=utf-8");
    assertThat(header(person, "ETag")).isNotEqualTo(header(head, "ETag"));
    assertThat(header(served.get("/feeds/all/feed.json"), "Content-Type")).isEqualTo("application/feed+json");
    assertThat(header(served.get("/feeds/all/rss.xml"), "Content-Type")).isEqualTo("application/rss+xml; charset=utf-8");
  }

  @Test
  void aChangedPostIsInItsFeedsWithinFiveSecondsAndInNoOther() throws Exception {
    served.post("court", "2026-01-27T11:00:00Z", "Court");
    await().atMost(Duration.ofSeconds(5)).until(() -> served.get("/feeds/court/atom.xml").statusCode() == 200 && served.get(FEED).body().contains("court"));
    String city = header(served.get("/feeds/city/atom.xml"), "ETag");
    String all = header(served.get(FEED), "ETag");
    String person = header(served.get(FEED, "Accept", "text/html", "Accept-Encoding", "gzip"), "ETag");
    assertThat(person).as("the whole digest").hasSizeGreaterThan(30);
    Files.writeString(home.resolve("posts/court.md"), Files.readString(home.resolve("posts/court.md")).replace("told", "told again"));
    await().atMost(Duration.ofSeconds(5)).until(() -> served.get("/feeds/court/atom.xml").body().contains("told again"));
    assertThat(header(served.get("/feeds/city/atom.xml"), "ETag")).isEqualTo(city);
    await().atMost(Duration.ofSeconds(5)).until(() -> !header(served.get(FEED), "ETag").equals(all)); // files are put in place one by one
    assertThat(served.get(FEED, "Accept", "text/html", "Accept-Encoding", "gzip", "If-None-Match", person).statusCode()).as("a browser sees the change, too").isEqualTo(200);
  }

  @Test
  void nothingOutsideTheSiteIsThere() throws Exception {
    Files.writeString(home.resolve("secret.txt"), "canary");
    Files.createSymbolicLink(home.resolve("site/link.txt"), home.resolve("secret.txt"));
    for (String path : new String[] {"/.tidings-manifest", "/link.txt", "/%2e%2e/secret.txt", "/feeds/..%2f..%2fsecret.txt", "/feeds/%2e%2e/%2e%2e/secret.txt",
        "/..;/secret.txt", "/%c0%ae%c0%ae/secret.txt", "/feeds/all/atom.xml/x", "/feeds/all/atom.xml%00.html", "//secret.txt", "/feeds\\..\\..\\secret.txt".replace("\\", "%5c")}) {
      HttpResponse<String> answer = served.get(path);
      assertThat(answer.statusCode()).as(path).isBetween(400, 404);
      assertThat(answer.body()).as(path).doesNotContain("canary").doesNotContain("at org.");
    }
    HttpResponse<String> problem = served.get("/nothing", "Accept", "application/json");
    assertThat(header(problem, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(problem.body()).contains("\"status\":404");
  }

  @Test
  void pagesCarrySafeHeadersAndFoldersTheirIndex() throws Exception {
    HttpResponse<String> front = served.get("/", "X-Forwarded-Host", "evil.example", "Forwarded", "host=evil.example");
    assertThat(front.statusCode()).isEqualTo(200);
    assertThat(front.body()).contains("The Dispatch").doesNotContain("evil.example");
    assertThat(header(front, "Content-Security-Policy")).contains("default-src 'none'").doesNotContain("unsafe");
    assertThat(header(front, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(front.headers().firstValue("Server")).isEmpty();
    HttpResponse<String> folder = served.get("/feeds?x=1");
    assertThat(folder.statusCode()).isBetween(301, 302);
    assertThat(header(folder, "Location")).startsWith("/feeds/");
    assertThat(served.get("/robots.txt").body()).contains("Disallow: /preferences/").contains("Sitemap: https://dispatch.example/sitemap.xml");
    assertThat(served.get("/sitemap.xml").body()).contains("<loc>https://dispatch.example/feeds/</loc>").contains("harbour");
    assertThat(served.get("/metrics").body()).contains("tidings_waiting 0");
    assertThat(served.get("/metrics", "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(404);
    assertThat(served.get("/health").body()).contains("\"well\":true").contains("2026-01-28T07:00:00Z");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
