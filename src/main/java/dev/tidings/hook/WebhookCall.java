package dev.tidings.hook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells one event, signed with HMAC-SHA256 over its id, the time and the body (Standard Webhooks 1.0). No redirect is followed, what is
 * answered is not read, and no address is called that only this machine's own network could mean, unless the admin says so.
 */
final class WebhookCall {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int REDIRECTED = 300;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER).build();

  /** @return why it was not taken; empty where it was */
  Optional<String> tell(Webhook to, String id, String body, Instant now) {
    try {
      Optional<String> forbidden = forbidden(to);
      if (forbidden.isPresent()) return forbidden;
      HttpRequest request = HttpRequest.newBuilder(to.url()).timeout(PATIENCE)
          .header("Content-Type", "application/json").header("User-Agent", "Tidings")
          .header("webhook-id", id).header("webhook-timestamp", String.valueOf(now.getEpochSecond())).header("webhook-signature", signature(to, id, body, now))
          .POST(HttpRequest.BodyPublishers.ofString(body)).build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status >= OK && status < REDIRECTED ? Optional.empty() : Optional.of("it answers " + status);
    } catch (IOException e) {
      return Optional.of(e.getMessage() == null || e.getMessage().isBlank() ? e.getClass().getSimpleName() : e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("stopped");
    }
  }

  static String signature(Webhook to, String id, String body, Instant now) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(to.secret().octets(), "HmacSHA256"));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal((id + "." + now.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }

  /** Loopback is meant where it is written; a name that leads there, or to a cloud's own data (169.254), is not. */
  private static Optional<String> forbidden(Webhook to) throws UnknownHostException {
    boolean written = to.url().getHost().equals("localhost") || to.url().getHost().matches("127\\.[\\d.]+|\\[::1]");
    for (InetAddress address : InetAddress.getAllByName(to.url().getHost())) {
      if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) return Optional.of("its address " + address.getHostAddress() + " is never called");
      if (address.isLoopbackAddress() && !written) return Optional.of("its name leads to this machine; write 127.0.0.1 if that is meant");
      if (isPrivate(address) && !to.mayBePrivate()) return Optional.of("its address " + address.getHostAddress() + " is in a private network; set private: true if that is meant");
    }
    return Optional.empty();
  }

  /** RFC 1918, and fc00::/7 of RFC 4193, and 100.64.0.0/10 of RFC 6598. */
  private static boolean isPrivate(InetAddress address) {
    byte[] octets = address.getAddress();
    boolean unique = octets.length == 16 && (octets[0] & 0xfe) == 0xfc;
    boolean shared = octets.length == 4 && (octets[0] & 0xff) == 100 && (octets[1] & 0xc0) == 64;
    return address.isSiteLocalAddress() || unique || shared;
  }
}
