package dev.tidings.hook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What lies behind a link in a notification. Only Amazon's own hosts are asked, by https, without redirects, for little and not for long. */
interface AmazonWeb {
  byte[] get(URI link) throws IOException;

  /** {@code sns.eu-west-1.amazonaws.com} and its like, in China too; no user, no port, no name that only begins so. */
  static boolean isAmazons(URI link) {
    String host = link.getHost();
    return "https".equals(link.getScheme()) && host != null && link.getUserInfo() == null && link.getPort() < 0 && host.matches("sns\\.[a-z0-9-]{3,32}\\.amazonaws\\.com(\\.cn)?");
  }

  /** Over the network. */
  final class Real implements AmazonWeb {
    private static final int MOST = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public byte[] get(URI link) throws IOException {
      if (!isAmazons(link)) throw new IOException("it is no address of Amazon's");
      HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER).build();
      try {
        HttpResponse<InputStream> answer = client.send(HttpRequest.newBuilder(link).timeout(PATIENCE).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
          if (answer.statusCode() != 200) throw new IOException("it answers " + answer.statusCode());
          return in.readNBytes(MOST);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("stopped", e);
      }
    }
  }
}
