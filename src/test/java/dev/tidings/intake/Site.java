package dev.tidings.intake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Another site, on loopback: what it answers by path, and what it was asked. */
public final class Site implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Handler> pages = new ConcurrentHashMap<>();
  public final List<String> asked = java.util.Collections.synchronizedList(new ArrayList<>());

  /** Answers one request. */
  public interface Handler {
    void answer(HttpExchange exchange) throws IOException;
  }

  public Site() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool(task -> {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      return thread;
    }));
    server.createContext("/", exchange -> {
      asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getOrDefault("If-None-Match", List.of("")).get(0));
      pages.getOrDefault(exchange.getRequestURI().getPath(), one -> status(one, 404, "")).answer(exchange);
    });
    server.start();
  }

  public static void status(HttpExchange exchange, int status, String body) throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  public Site page(String path, String type, String body) {
    return on(path, exchange -> {
      String etag = "\"" + body.hashCode() + "\"";
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("ETag", etag);
      status(exchange, etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match")) ? 304 : 200, etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match")) ? "" : body);
    });
  }

  public Site redirect(String path, int status, String to) {
    return on(path, exchange -> {
      exchange.getResponseHeaders().set("Location", to);
      status(exchange, status, "");
    });
  }

  public Site on(String path, Handler handler) {
    pages.put(path, handler);
    return this;
  }

  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
