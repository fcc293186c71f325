package dev.tidings.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/** Asks for one feed, conditionally, through at most five redirects, each of them looked at before it is followed. */
final class FeedCall {
  static final int LARGEST = 5 * 1024 * 1024;
  private static final int REDIRECTS = 5;
  private static final int OK = 200;
  private static final int NOT_MODIFIED_304 = 304;
  private static final int GONE_410 = 410;
  private static final int TOO_MANY_429 = 429;
  private static final int UNAVAILABLE_503 = 503;
  private final Duration patience;
  private final HttpClient client;

  /** @param patience for one answer, its body included */
  FeedCall(Duration patience) {
    this.patience = patience;
    this.client = HttpClient.newBuilder().connectTimeout(patience).followRedirects(HttpClient.Redirect.NEVER).build();
  }

  /** What to send back so that an unchanged feed is not sent again. RFC 9110 13 */
  record Validators(Optional<String> etag, Optional<String> modified) {}

  /** @param body empty where nothing has changed · @param moved where it is for good now */
  record Answer(Optional<byte[]> body, String type, Validators validators, Optional<URI> moved) {}

  Answer get(FollowedFeed feed, Validators known) throws Unreadable {
    var gate = new Gate(feed);
    URI url = feed.url();
    boolean permanent = true;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      Optional<String> forbidden = gate.forbids(url);
      if (forbidden.isPresent()) throw new Unreadable((hop == 0 ? "" : "it redirects, and ") + forbidden.get());
      HttpResponse<byte[]> answer = ask(url, known);
      int status = answer.statusCode();
      Optional<String> location = answer.headers().firstValue("Location");
      if (status / 100 == 3 && status != NOT_MODIFIED_304 && location.isPresent()) {
        permanent &= status == 301 || status == 308;
        url = next(url, location.get());
        continue;
      }
      Optional<URI> moved = permanent && hop > 0 ? Optional.of(url) : Optional.empty();
      if (status == NOT_MODIFIED_304) return new Answer(Optional.empty(), "", known, moved);
      if (status != OK) throw refused(status, answer);
      var validators = new Validators(answer.headers().firstValue("ETag"), answer.headers().firstValue("Last-Modified"));
      return new Answer(Optional.of(plain(answer)), answer.headers().firstValue("Content-Type").orElse(""), validators, moved);
    }
    throw new Unreadable("it redirects more than " + REDIRECTS + " times");
  }

  private static URI next(URI from, String location) throws Unreadable {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new Unreadable("it redirects to what is no address");
    }
  }

  private static Unreadable refused(int status, HttpResponse<byte[]> answer) {
    if (status == GONE_410) return new Unreadable("it answers 410: it is gone for good. Take it out of the configuration; its posts stay");
    boolean later = status == TOO_MANY_429 || status == UNAVAILABLE_503;
    long after = later ? answer.headers().firstValue("Retry-After").filter(text -> text.matches("\\d{1,6}")).map(Long::parseLong).orElse(0L) : 0;
    return new Unreadable("it answers " + status, after);
  }

  private HttpResponse<byte[]> ask(URI url, Validators known) throws Unreadable {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(patience).header("User-Agent", "Tidings (feed reader)").header("Accept-Encoding", "gzip")
        .header("Accept", "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.8, */*;q=0.1");
    known.etag().ifPresent(etag -> request.header("If-None-Match", etag));
    known.modified().ifPresent(moment -> request.header("If-Modified-Since", moment));
    CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request.build(), info -> new Bounded(LARGEST));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS); // the request's own time ends with the headers
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new Unreadable("it takes longer than " + patience.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      throw new Unreadable("it cannot be had (" + Optional.ofNullable(cause.getMessage()).filter(text -> !text.isBlank()).orElse(cause.getClass().getSimpleName()) + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreadable("the program is stopping");
    }
  }

  private static byte[] plain(HttpResponse<byte[]> answer) throws Unreadable {
    String coding = answer.headers().firstValue("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
    if (!coding.equals("gzip")) return answer.body();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      byte[] all = in.readNBytes(LARGEST + 1);
      if (all.length > LARGEST) throw new Unreadable("it is larger than 5 MB");
      return all;
    } catch (IOException e) {
      throw new Unreadable("its gzip is broken");
    }
  }
}
