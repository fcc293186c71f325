package dev.tidings.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The demo's page on loopback. A GET changes nothing; a button is a POST with the page's token and answers with a redirect. A request
 * under another host's name is refused, so that no page elsewhere can reach it by a name that resolves here.
 */
public final class DemoServer implements AutoCloseable {
  private static final Pattern MAIL = Pattern.compile("/mail/(\\d{1,9})(/html)?");
  private static final String PAGE = "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final String MAIL_ITSELF =
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
  private static final String SITE = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'none'; frame-ancestors 'none'";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.of("html", HTML, "css", CSS, "json", "application/feed+json",
          "rss.xml", "application/rss+xml; charset=utf-8", "atom.xml", "application/atom+xml; charset=utf-8", "xml", "text/xml; charset=utf-8",
          "txt", "text/plain; charset=utf-8");

  private final Demo demo;
  private final HttpServer server;
  private final ExecutorService workers = Executors.newFixedThreadPool(4);
  private final String token;
  private final DemoPage page;

  /** @param port 0 for any free one */
  public DemoServer(Demo demo, int port) throws IOException {
    this.demo = demo;
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    this.token = HexFormat.of().formatHex(random);
    this.page = new DemoPage(demo, token);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(workers);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<String> host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"));
      int port = server.getAddress().getPort();
      if (host.filter(name -> name.equals("127.0.0.1:" + port) || name.equals("localhost:" + port)).isEmpty())
        reply(exchange, 403, "text/plain", "This page answers to " + address() + " only.", PAGE);
      else if (exchange.getRequestMethod().equals("POST")) press(exchange);
      else if (exchange.getRequestMethod().equals("GET")) show(exchange);
      else reply(exchange, 405, "text/plain", "GET shows, POST presses a button.", PAGE);
    }
  }

  private void show(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Matcher mail = MAIL.matcher(path);
    if (path.equals("/")) html(exchange, page.draw(0, "html"));
    else if (path.equals("/demo.css")) reply(exchange, 200, CSS, style(), PAGE);
    else if (path.startsWith("/site/")) file(exchange, path.substring("/site/".length()));
    else if (mail.matches() && mail.group(2) != null) frame(exchange, Integer.parseInt(mail.group(1)));
    else if (mail.matches()) html(exchange, page.draw(Integer.parseInt(mail.group(1)), kind(exchange)));
    else reply(exchange, 404, "text/plain", "There is no page " + path + ". Begin at " + address(), PAGE);
  }

  private void press(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readNBytes(1000), StandardCharsets.UTF_8);
    Optional<Runnable> deed = deed(exchange.getRequestURI().getPath());
    if (!form.equals("token=" + token)) reply(exchange, 403, "text/plain", "The page is of an earlier start. Load it again.", PAGE);
    else if (deed.isEmpty()) reply(exchange, 404, "text/plain", "There is no such button.", PAGE);
    else {
      try {
        deed.get().run();
      } catch (RuntimeException e) {
        demo.say("That did not work: " + e.getMessage());
      }
      exchange.getResponseHeaders().set("Location", "/");
      exchange.sendResponseHeaders(303, -1);
    }
  }

  private Optional<Runnable> deed(String path) {
    return switch (path) {
      case "/do/morning" -> Optional.of(demo::nextMorning);
      case "/do/late" -> Optional.of(demo::latePost);
      case "/do/edit" -> Optional.of(demo::editStory);
      case "/do/break" -> Optional.of(demo::breakRelay);
      case "/do/mend" -> Optional.of(demo::mendRelay);
      default -> Optional.empty();
    };
  }

  private static String kind(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    return query != null && (query.equals("as=text") || query.equals("as=source")) ? query.substring(3) : "html";
  }

  /** Links of the mail lead into the local copy of the site, so that they work here. The mail's own bytes are under Source. */
  private void frame(HttpExchange exchange, int number) throws IOException {
    Optional<String> html = demo.letters().stream().filter(letter -> letter.number() == number).findFirst().flatMap(Letter::html);
    if (html.isEmpty()) reply(exchange, 404, "text/plain", "This mail has no HTML part.", PAGE);
    else reply(exchange, 200, HTML, local(html.get()).replaceFirst("(?i)<head>", "<head><base target=\"_blank\">"), MAIL_ITSELF);
  }

  private String local(String html) {
    String site = demo.report().siteUrl();
    return site.isEmpty() ? html : html.replace("\"" + site + "/", "\"/site/");
  }

  private void file(HttpExchange exchange, String path) throws IOException {
    Path root = demo.site().toRealPath();
    Path file = root.resolve(path).normalize();
    if (file.startsWith(root) && Files.isDirectory(file)) file = file.resolve("index.html");
    if (!file.startsWith(root) || !Files.isRegularFile(file)) {
      reply(exchange, 404, "text/plain", "There is no file " + path + " in the site.", PAGE);
      return;
    }
    String name = file.getFileName().toString();
    String type = TYPES.getOrDefault(name, TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream"));
    if (name.endsWith(".html")) reply(exchange, 200, type, local(Files.readString(file)), SITE);
    else reply(exchange, 200, type, Files.readAllBytes(file), SITE);
  }

  private void html(HttpExchange exchange, String text) throws IOException {
    reply(exchange, 200, HTML, text, PAGE);
  }

  private static void reply(HttpExchange exchange, int status, String type, String text, String policy) throws IOException {
    reply(exchange, status, type, text.getBytes(StandardCharsets.UTF_8), policy);
  }

  private static void reply(HttpExchange exchange, int status, String type, byte[] body, String policy) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) exchange.getResponseBody().write(body);
  }

  private static String style() throws IOException {
    try (InputStream in = DemoServer.class.getResourceAsStream("demo.css")) {
      if (in == null) throw new IllegalStateException("demo.css is not in the jar");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdown();
  }
}
