package dev.tidings.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.tidings.config.Settings;
import dev.tidings.config.SettingsException;
import dev.tidings.config.SettingsLoader;
import dev.tidings.doctor.Finding.Level;
import dev.tidings.mail.RelaySettings;
import dev.tidings.mail.RelaySettings.Security;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relay, box, door and machine, each with a real server on loopback; nothing of it is changed. */
class DoctorTest {
  private static final SSLSocketFactory TRUSTING = new DummySSLSocketFactory();
  @TempDir private Path folder;

  private static GreenMail greenMail(String... protocols) {
    ServerSetup[] setups = java.util.Arrays.stream(protocols).map(protocol -> new ServerSetup(0, "127.0.0.1", protocol)).toArray(ServerSetup[]::new);
    var greenMail = new GreenMail(setups);
    greenMail.start();
    return greenMail;
  }

  /** A certificate for this address. */
  private Path certificate() throws IOException, InterruptedException {
    Path store = folder.resolve("relay.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin/keytool");
    Process made = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "relay", "-keyalg", "EC", "-dname", "CN=relay", "-ext", "san=ip:127.0.0.1",
        "-validity", "90", "-storepass", "changeit", "-keystore", store.toString()).redirectErrorStream(true).start();
    assertThat(made.waitFor()).as(new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isZero();
    return store;
  }

  private static List<Finding> relay(int port, Security security, Instant now, RelaySettings.Login... login) {
    var line = new RelaySettings.Line(1, "dispatch.example", Duration.ofSeconds(5));
    return new RelayExam(new RelaySettings("relay", "127.0.0.1", port, security, List.of(login).stream().findFirst(), line), TRUSTING, now).look().findings();
  }

  @Test
  void aRelayShowsItsCertificateAndWhatItOffers() throws Exception {
    GreenMail greenMail = greenMail(ServerSetup.PROTOCOL_SMTP);
    greenMail.setUser("pepys@dispatch.example", "pepys", "right");
    try (var front = new TlsFront(certificate(), greenMail.getSmtp().getPort())) {
      int port = front.port();
      var login = new RelaySettings.Login("pepys", "right");
      Instant now = Instant.parse("2020-01-01T00:00:00Z");
      List<Finding> seen = relay(port, Security.TLS, now, login);
      assertThat(seen).extracting(Finding::check).containsExactly("relay", "tls", "ehlo");
      assertThat(seen.get(0).message()).contains("accepts the login pepys").doesNotContain("right");
      assertThat(seen.get(1).message()).contains("TLSv1.").contains("certificate good until");
      String end = seen.get(1).message().replaceAll(".*until (\\S+) .*", "$1");
      assertThat(relay(port, Security.TLS, Instant.parse(end + "T00:00:00Z").minus(Duration.ofDays(3)), login).get(1).level()).isEqualTo(Level.WARN);
      assertThat(relay(port, Security.TLS, Instant.parse(end + "T00:00:00Z").plus(Duration.ofDays(3)), login).get(1).level()).isEqualTo(Level.FAIL);
      assertThat(relay(port, Security.TLS, now, new RelaySettings.Login("pepys", "wrong")).get(0).message()).contains("does not accept the login");
      assertThat(greenMail.getReceivedMessages()).isEmpty();
    } finally {
      greenMail.stop();
    }
  }

  @Test
  void aRelayThatIsNotThereIsOneFailure() throws IOException {
    int port;
    try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    assertThat(relay(port, Security.NONE, Instant.EPOCH)).singleElement().satisfies(finding -> {
      assertThat(finding.level()).isEqualTo(Level.FAIL);
      assertThat(finding.message()).contains("cannot be reached").contains("stays queued");
    });
  }

  @Test
  void secretsThatOthersMayReadAreAFailure() throws IOException {
    var exam = new HouseExam(folder, Instant.parse("2026-03-01T07:00:00Z"));
    assertThat(exam.secrets()).singleElement().extracting(Finding::level).isEqualTo(Level.OK);
    Path keys = Files.createDirectories(folder.resolve("data/keys"));
    Files.createFile(keys.resolve("tokens"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    assertThat(exam.secrets()).singleElement().extracting(Finding::level).isEqualTo(Level.OK);
    Files.setPosixFilePermissions(keys.resolve("tokens"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(exam.secrets()).singleElement().satisfies(finding -> {
      assertThat(finding.level()).isEqualTo(Level.FAIL);
      assertThat(finding.message()).contains("rw-r--r--").contains("chmod 600");
      assertThat(finding.subject()).isEqualTo("data/keys/tokens");
    });
    assertThat(exam.disk().message()).contains("MB free");
    assertThat(new HouseExam(folder, Instant.parse("2051-01-01T00:00:00Z")).zones().level()).isEqualTo(Level.WARN);
  }

  /** RFC 8058 3: https, and no redirect. */
  @Test
  void theDoorMustAnswerAsMailProgramsNeedIt() throws IOException {
    assertThat(door(200, true, Duration.ZERO).get(0).message()).contains("not by https");
    assertThat(door(301, true, Duration.ZERO).get(0).message()).contains("redirects (301)");
    assertThat(door(502, true, Duration.ZERO).get(0).message()).contains("mark mails as spam");
    assertThat(door(200, false, Duration.ZERO).get(0).level()).isEqualTo(Level.OK);
    assertThat(door(404, false, Duration.ZERO).get(0).level()).isEqualTo(Level.WARN);
    assertThat(door(200, false, Duration.ZERO).get(1).level()).isEqualTo(Level.OK);
    assertThat(door(200, false, Duration.ofMinutes(7)).get(1).message()).contains("7 minutes apart").contains("NTP");
  }

  private static List<Finding> door(int status, boolean server, Duration off) throws IOException {
    HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", exchange -> {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    http.start();
    try {
      var site = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
      return new DoorExam(site, server, Clock.offset(Clock.systemUTC(), off)).look();
    } finally {
      http.stop(0);
    }
  }

  @Test
  void theWholeHouseIsExaminedAndAllIsWell() throws IOException, SettingsException {
    GreenMail greenMail = greenMail(ServerSetup.PROTOCOL_SMTP, ServerSetup.PROTOCOL_IMAP);
    greenMail.setUser("bounces@bounce.dispatch.example", "bounces", "secret");
    try (var dns = new ScriptedDns()) {
      Settings settings = settings(greenMail);
      dns.with("bounce.dispatch.example", "TXT", "v=spf1 ip4:127.0.0.1 -all").with("bounce.dispatch.example", "MX", "10 mx.dispatch.example.")
          .with("dispatch.example", "MX", "10 mx.dispatch.example.").with("mx.dispatch.example", "A", "192.0.2.7")
          .with("_dmarc.dispatch.example", "TXT", "v=DMARC1; p=none; rua=mailto:d@dispatch.example");
      List<Finding> findings = new Doctor(settings, Clock.fixed(Instant.parse("2026-03-01T07:00:00Z"), ZoneOffset.UTC), dns.dns(), TRUSTING).examine();
      Map<String, Level> levels = findings.stream().collect(Collectors.toMap(Finding::check, Finding::level, (one, two) -> one.compareTo(two) > 0 ? one : two));
      assertThat(levels).containsEntry("keys", Level.OK).containsEntry("relay", Level.OK).containsEntry("spf", Level.OK).containsEntry("mx", Level.OK)
          .containsEntry("dmarc", Level.OK).containsEntry("box", Level.OK).containsEntry("dkim", Level.WARN).containsEntry("door", Level.FAIL);
      assertThat(findings.stream().map(Finding::message)).noneMatch(message -> message.contains("secret"));
      greenMail.setUser("bounces@bounce.dispatch.example", "bounces", "other");
      assertThat(new Doctor(settings, Clock.systemUTC(), dns.dns(), TRUSTING).examine()).filteredOn(finding -> finding.check().equals("box"))
          .singleElement().satisfies(box -> assertThat(box.message()).contains("refuses name or password").contains("Nothing was deleted"));
    } finally {
      greenMail.stop();
    }
  }

  private Settings settings(GreenMail greenMail) throws IOException, SettingsException {
    Files.createDirectories(folder.resolve("config"));
    Files.createDirectories(folder.resolve("posts"));
    Files.writeString(folder.resolve("config/tidings.yml"), """
        site: {title: The Dispatch, url: "http://127.0.0.1:1/", address: 1 Lamp Row}
        newsletters: {daily: {title: The Daily, schedule: every day at 07:00}}
        mail:
          from: The Dispatch <digest@dispatch.example>
          relay: {host: 127.0.0.1, port: %d, security: none}
          bounce:
            address: bounces@bounce.dispatch.example
            imap: {host: 127.0.0.1, port: %d, security: none, username: bounces, password: "${BOX}"}
        """.formatted(greenMail.getSmtp().getPort(), greenMail.getImap().getPort()));
    return SettingsLoader.load(folder, Map.of("BOX", "secret"));
  }

  @Test
  void aSilentResolverDoesNotHoldItUp() throws IOException {
    try (var server = new ScriptedDns()) {
      server.silent();
      long start = System.nanoTime();
      Finding finding = new SenderExam(server.dns(), new SenderExam.Sending("dispatch.example", "a:mx", false, List.of())).spf(java.util.Set.of());
      assertThat(finding.level()).isEqualTo(Level.WARN);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }
}
