package dev.tidings.feed;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Tells a WebSub hub that a feed has changed. It holds nothing secret: which feed, and nothing else. */
public final class HubCall {
  private final URI hub;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).build();

  public HubCall(URI hub) {
    this.hub = hub;
  }

  /** @param topic the feed's own address · @param patience for the whole answer · @return why the hub did not take it; empty where it did */
  public Optional<String> changed(String topic, Duration patience) {
    String form = "hub.mode=publish&hub.url=" + URLEncoder.encode(topic, StandardCharsets.UTF_8);
    HttpRequest request = HttpRequest.newBuilder(hub).timeout(patience).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)).build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? Optional.empty() : Optional.of("it answers " + status);
    } catch (IOException e) {
      return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("stopped");
    }
  }
}
