package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.admin.AdminSite;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Canaries where the admin's pages could find them: no page, no answer, no file and no log says one. RELIABILITY K1 */
class AdminSecretsTest {
  private static final Map<String, String> CANARIES = Map.of("SMTP_PASSWORD", "canary-smtp-4711", "METRICS_TOKEN", "canary-metrics-4712", "POSTMARK", "hook:canary-hook-4713-0123456789abcdef", "ALARM", "https://alarm.example/canary-alarm-4714", "IMAP_PASSWORD", "canary-imap-4715");
  @TempDir Path home;

  @Test
  void noPageSaysASecret() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var shop = new Shop(home);
    shop.write("config/tidings.yml", """
        site: {title: The Harbour Sheet, url: 'https://sheet.example', zone: Europe/London, address: '3 Quay Lane, Port'}
        server: true
        serve: {port: %d, metrics_token: "${METRICS_TOKEN}"}
        hooks: {postmark: "${POSTMARK}"}
        alarm: {url: "${ALARM}"}
        newsletters: {daily: {schedule: every day at 07:00, subscribers: daily.csv}}
        mail:
          from: The Harbour Sheet <sheet@sheet.example>
          relay: {host: 127.0.0.1, port: 9, security: none, username: dispatch, password: "${SMTP_PASSWORD}"}
          bounce: {imap: {host: 127.0.0.1, port: 9, username: x, password: "${IMAP_PASSWORD}"}}
        """.formatted(port));
    shop.write("subscribers/daily.csv", "email\nada@reader.example\n");
    shop.post("posts/lamps.md", "The lamps of Rope Street are lit", "City", "2026-11-23 10:00:00");
    assertThat(run("canary words for olga\n", "admin", "add", "olga", "--role", "owner", "--stdin").waitFor(60, TimeUnit.SECONDS)).isTrue();
    Process server = run("", "serve");
    try {
      var client = HttpClient.newHttpClient();
      URI base = URI.create("http://127.0.0.1:" + port);
      await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> client.send(HttpRequest.newBuilder(base.resolve("/admin/login")).build(), HttpResponse.BodyHandlers.ofString()).statusCode() == 200);
      var login = HttpRequest.newBuilder(base.resolve("/admin/login")).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("name=olga&password=canary+words+for+olga"));
      String cookie = client.send(login.build(), HttpResponse.BodyHandlers.ofString()).headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
      int pages = 0;
      for (AdminSite.Door door : AdminSite.doors()) {
        if (door.changes()) continue;
        String path = door.path().replace("{newsletter}", "daily").replace("{number}", "1").replace("{id}", "1").replace("{part}", "source");
        HttpResponse<String> page = client.send(HttpRequest.newBuilder(base.resolve(path)).header("Cookie", cookie).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(page.body()).as(path).doesNotContain("canary").doesNotContain(cookie.substring(cookie.indexOf('=') + 1));
        if (path.endsWith("/settings")) assertThat(page.body()).contains("from the environment", "SMTP_PASSWORD", "mail.relay.password", "••••");
        pages++;
      }
      assertThat(pages).isGreaterThan(25);
    } finally {
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    try (Stream<Path> files = Files.walk(home)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      for (Path file : all) assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain("canary");
    }
  }

  private Process run(String typed, String... words) throws Exception {
    List<String> line = new java.util.ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "dev.tidings.app.Main"));
    line.addAll(List.of(words));
    var builder = new ProcessBuilder(line).directory(home.toFile()).redirectOutput(home.resolve(words[0] + ".out").toFile()).redirectError(home.resolve(words[0] + ".err").toFile());
    builder.environment().putAll(CANARIES);
    Process process = builder.start();
    process.getOutputStream().write(typed.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    return process;
  }
}
