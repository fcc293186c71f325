package dev.tidings.web;

import java.util.List;
import java.util.Optional;

/**
 * Where the server listens and whom it believes.
 *
 * @param host an address of this machine; loopback where a proxy stands in front
 * @param port 0 for any free one
 * @param proxies addresses whose X-Forwarded-For is believed, as 127.0.0.1
 * @param origins other sites whose forms may sign readers up, as https://blog.example
 * @param metricsToken lets others than this machine read /metrics
 */
public record Listen(String host, int port, List<String> proxies, List<String> origins, Optional<String> metricsToken) {}
