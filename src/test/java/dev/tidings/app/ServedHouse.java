package dev.tidings.app;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tidings.cli.House;
import dev.tidings.cli.Opener;
import dev.tidings.cli.Serving;
import dev.tidings.store.TestStore;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** A house that is served, with a clock to turn, a relay to look into, and a plain HTTP client. */
final class ServedHouse implements AutoCloseable {
  final Path home;
  final GreenMail relay = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final TurnedClock clock;
  private final House house;
  private final Serving serving;

  ServedHouse(Path home, Instant now, String newsletters) throws IOException {
    this(home, now, newsletters, "");
  }

  /** @param further lines of the configuration */
  ServedHouse(Path home, Instant now, String newsletters, String further) throws IOException {
    this(home, now, newsletters, further, 0);
  }

  /** @param port where a browser finds the site under its own name; 0 for any, and a name that leads nowhere */
  ServedHouse(Path home, Instant now, String newsletters, String further, int port) throws IOException {
    this.home = home;
    relay.start();
    write("config/tidings.yml", """
        site: {title: The Dispatch, url: '%s', zone: Europe/London, address: '1 Quay Street, Port'}
        server: true
        %s
        mail:
          from: The Dispatch <digest@dispatch.example>
          relay: {host: 127.0.0.1, port: %d, security: none}
        %s
        """.formatted(port == 0 ? "https://dispatch.example" : "http://127.0.0.1:" + port, newsletters, relay.getSmtp().getPort(), further) + TestStore.line(home));
    Files.createDirectories(home.resolve("posts"));
    this.clock = new TurnedClock(now);
    this.house = OpenHouse.open(home, clock, Opener.Purpose.WORK);
    this.serving = house.serve(OptionalInt.of(port));
  }

  URI address() {
    return serving.address();
  }

  House house() {
    return house;
  }

  void write(String path, String text) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void post(String name, String date, String category) throws IOException {
    write("posts/" + name + ".md", "---\ntitle: The %s story\ndate: %s\ncategory: %s\ntldr: [One thing happened., It matters here., More comes.]\n---\n%s\n"
        .formatted(name, date, category, "The whole story of " + name + ", told at some length. ".repeat(20)));
  }

  void turnTo(String moment) {
    clock.now = Instant.parse(moment);
  }

  /** The same, and the house looks at once instead of within a minute. */
  void turnAndWakeAt(String moment) throws IOException {
    turnTo(moment);
    write("posts/nudge.txt", moment + "\n");
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).GET());
  }

  HttpResponse<String> post(String path, String form, String... headers) throws Exception {
    return send(request(path, headers).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(address().toString().replaceAll("/$", "") + path)).timeout(Duration.ofSeconds(10));
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  List<MimeMessage> mailsTo(String address) {
    return Arrays.stream(relay.getReceivedMessages()).filter(mail -> isTo(mail, address)).toList();
  }

  private static boolean isTo(MimeMessage mail, String address) {
    try {
      return mail.getAllRecipients()[0].toString().contains(address);
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException("a mail without a reader", e);
    }
  }

  @Override
  public void close() {
    serving.close();
    house.close();
    relay.stop();
  }
}
