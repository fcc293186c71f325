package dev.tidings.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the server listens and whom it believes.
 *
 * @param host an address of this machine; loopback where a proxy stands in front
 * @param port 0 for any free one
 * @param tls empty where it is a proxy's
 * @param proxies addresses whose X-Forwarded-For is believed, as 127.0.0.1
 * @param origins other sites whose forms may sign readers up, as https://blog.example
 * @param metricsToken lets others than this machine read /metrics
 */
public record Listen(String host, int port, Optional<Tls> tls, List<String> proxies, List<String> origins, Optional<String> metricsToken) {
  /** @param keystore PKCS12 or JKS */
  public record Tls(Path keystore, String password) {
    @Override
    public String toString() {
      return keystore.toString();
    }
  }
}
