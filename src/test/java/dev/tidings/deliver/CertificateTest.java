package dev.tidings.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.mail.Opened;
import dev.tidings.mail.Relay;
import dev.tidings.mail.RelaySettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** N7: a relay whose certificate is known here, and yet not good: nothing is said to it. */
class CertificateTest {
  @TempDir static Path folder;

  @BeforeAll
  static void makeTheAuthority() throws Exception {
    keytool("-genkeypair", "-alias", "authority", "-keyalg", "EC", "-dname", "CN=authority", "-ext", "bc:c", "-keystore", "ca.p12");
    keytool("-exportcert", "-alias", "authority", "-file", "ca.pem", "-keystore", "ca.p12");
  }

  /** Speaks TLS only, and notes whether it is told anything behind the handshake. */
  private static final class TlsRelay implements AutoCloseable {
    private final SSLServerSocket server;
    private final AtomicLong heard = new AtomicLong();

    TlsRelay(SSLContext context) throws IOException {
      server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
      var thread = new Thread(this::accept);
      thread.setDaemon(true);
      thread.start();
    }

    private void accept() {
      while (!server.isClosed()) {
        try (var socket = (SSLSocket) server.accept()) {
          socket.startHandshake();
          socket.getOutputStream().write("220 relay.example ready\r\n".getBytes(StandardCharsets.US_ASCII));
          InputStream in = socket.getInputStream();
          if (in.read() >= 0) heard.incrementAndGet();
        } catch (IOException e) {
          continue; // they hung up, as they should, or the test is over
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static void keytool(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", "changeit"));
    assertThat(new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start().waitFor()).as(command.toString()).isZero();
  }

  /** A certificate by an authority of its own; the store holds both. */
  private KeyStore certificate(String... kind) throws Exception {
    Files.deleteIfExists(folder.resolve("relay.p12"));
    keytool("-genkeypair", "-alias", "relay", "-keyalg", "EC", "-dname", "CN=relay", "-keystore", "relay.p12");
    keytool("-certreq", "-alias", "relay", "-file", "request.pem", "-keystore", "relay.p12");
    var sign = new ArrayList<>(List.of("-gencert", "-alias", "authority", "-infile", "request.pem", "-outfile", "relay.pem", "-keystore", "ca.p12"));
    sign.addAll(List.of(kind));
    keytool(sign.toArray(String[]::new));
    keytool("-importcert", "-noprompt", "-alias", "authority", "-file", "ca.pem", "-keystore", "relay.p12");
    keytool("-importcert", "-noprompt", "-alias", "relay", "-file", "relay.pem", "-keystore", "relay.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("relay.p12"))) {
      store.load(in, "changeit".toCharArray());
    }
    return store;
  }

  private static SSLContext server(KeyStore store) throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Trusts the relay's authority. */
  private static SSLContext client(KeyStore store) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", store.getCertificate("authority"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private Opened opened(KeyStore store, AtomicLong heard) throws Exception {
    try (var relay = new TlsRelay(server(store))) {
      var settings = new RelaySettings("relay", "127.0.0.1", relay.server.getLocalPort(), RelaySettings.Security.TLS,
          Optional.of(new RelaySettings.Login("pepys", "canary-password")), new RelaySettings.Line(1, "dispatch.example", Duration.ofSeconds(5)));
      Opened opened = new Relay(settings, client(store).getSocketFactory()).open();
      heard.set(relay.heard.get());
      return opened;
    }
  }

  @Test
  void aGoodOneIsSpokenTo() throws Exception {
    var heard = new AtomicLong();
    opened(certificate("-ext", "san=ip:127.0.0.1", "-validity", "5"), heard);
    assertThat(heard.get()).as("EHLO at least").isPositive();
  }

  @Test
  void anExpiredOneHearsNothing() throws Exception {
    var heard = new AtomicLong();
    Opened opened = opened(certificate("-ext", "san=ip:127.0.0.1", "-startdate", "-20d", "-validity", "5"), heard);
    assertThat(opened).isInstanceOfSatisfying(Opened.Closed.class, closed -> assertThat(closed.message())
        .contains("No mail and no password was sent").contains("has expired").doesNotContain("canary"));
    assertThat(heard.get()).isZero();
  }

  @Test
  void oneForAnotherNameHearsNothing() throws Exception {
    var heard = new AtomicLong();
    Opened opened = opened(certificate("-ext", "san=dns:mail.elsewhere.example", "-validity", "5"), heard);
    assertThat(opened).isInstanceOfSatisfying(Opened.Closed.class, closed -> assertThat(closed.message())
        .contains("No mail and no password was sent").contains("127.0.0.1").doesNotContain("canary"));
    assertThat(heard.get()).isZero();
  }
}
