package dev.tidings.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoServerTest {
  private final HttpClient browser = HttpClient.newHttpClient();
  @TempDir Path folder;
  private Demo demo;
  private DemoServer server;

  @BeforeEach
  void open() throws IOException {
    demo = Demo.sample(new StandInNewsroom(), folder, Clock.fixed(Instant.parse("2026-03-10T15:00:00Z"), ZoneOffset.UTC));
    server = new DemoServer(demo, 0);
  }

  @AfterEach
  void close() {
    server.close();
    demo.close();
  }

  @Test
  void theFirstMorningIsInTheInboxWhenThePageOpens() throws Exception {
    String page = get("/").body();
    assertThat(page).contains("Inbox: 2 mails", "hester@southwark.example", "2 sent", "month 17", "feeds/all/rss.xml");
    assertThat(page).contains("Bridge carts to keep left &lt;b&gt;").doesNotContain("left <b>");
  }

  @Test
  void aMailIsShownAsHtmlInASandboxAsTextAndAsSource() throws Exception {
    assertThat(get("/mail/1").body()).contains("sandbox='allow-popups");
    HttpResponse<String> frame = get("/mail/1/html");
    assertThat(frame.body()).contains("href=\"/site/posts/a/\"");
    assertThat(frame.headers().firstValue("Content-Security-Policy").orElse("")).startsWith("sandbox ").contains("default-src 'none'");
    assertThat(get("/mail/1?as=text").body()).contains("the text part");
    assertThat(get("/mail/1?as=source").body()).contains("multipart/alternative");
  }

  @Test
  void aBrokenRelayDefersAndAMendedOneDelivers() throws Exception {
    assertThat(press("break", token()).statusCode()).isEqualTo(303);
    press("morning", token());
    assertThat(get("/").body()).contains("Inbox: 2 mails", "2 deferred");
    press("mend", token());
    assertThat(get("/").body()).contains("Inbox: 4 mails");
  }

  @Test
  void buttonsNeedThePagesToken() throws Exception {
    assertThat(press("break", "guessed").statusCode()).isEqualTo(403);
    assertThat(get("/do/break").statusCode()).isEqualTo(404);
    assertThat(demo.state().relayListens()).isTrue();
  }

  @Test
  void feedsHaveTheirTypesAndNothingOutsideTheSiteIsServed() throws Exception {
    assertThat(get("/site/feeds/all/rss.xml").headers().firstValue("Content-Type")).contains("application/rss+xml; charset=utf-8");
    assertThat(get("/site/").body()).contains("/site/feeds/");
    assertThat(get("/site/%2e%2e/config/tidings.yml").statusCode()).isEqualTo(404);
  }

  @Test
  void anotherHostsNameIsRefused() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: dispatch.example\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 403");
    }
  }

  private String token() throws Exception {
    Matcher token = Pattern.compile("name=token value='(\\w+)'").matcher(get("/").body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return browser.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> press(String deed, String token) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(at("/do/" + deed)).POST(BodyPublishers.ofString("token=" + token)).build();
    return browser.send(request, BodyHandlers.ofString());
  }

  private URI at(String path) {
    return server.address().resolve(path);
  }
}
