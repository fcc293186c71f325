package dev.tidings.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is renewed in place, and files that are none. */
class KeystoreTest {
  @TempDir Path folder;

  @Test
  void aRenewedCertificateIsUsedAndABrokenOneIsNot() throws Exception {
    Path store = made("tls", "first.example");
    var keystore = new Keystore(new Listen.Tls(store, "changeit"));
    var server = new Server();
    var connector = new ServerConnector(server, 1, 1, new SslConnectionFactory(keystore.context(), "http/1.1"), new HttpConnectionFactory());
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
    try {
      assertThat(subject(connector.getLocalPort())).isEqualTo("CN=first.example");
      Files.writeString(store, "half of a file");
      Files.setLastModifiedTime(store, FileTime.from(Instant.EPOCH));
      keystore.renew();
      assertThat(subject(connector.getLocalPort())).isEqualTo("CN=first.example");
      Files.copy(made("next", "second.example"), store, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      keystore.renew();
      assertThat(subject(connector.getLocalPort())).isEqualTo("CN=second.example");
    } finally {
      server.stop();
    }
  }

  @Test
  void whatCannotBeUsedIsNamedWithTheWayOut() throws Exception {
    Path store = made("tls", "first.example");
    assertThatThrownBy(() -> new Keystore(new Listen.Tls(store, "wrong!"))).hasMessageContaining("tls.p12: the password does not open it. Nothing is served. Check serve.tls.keystore");
    assertThatThrownBy(() -> new Keystore(new Listen.Tls(folder.resolve("none.p12"), "changeit"))).hasMessageContaining("there is no such file");
    Path garbage = Files.writeString(folder.resolve("notes.p12"), "this is no keystore");
    assertThatThrownBy(() -> new Keystore(new Listen.Tls(garbage, "changeit"))).hasMessageContaining("the keystore cannot be used");
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    Path nothing = folder.resolve("empty.p12");
    try (var out = Files.newOutputStream(nothing)) {
      empty.store(out, "changeit".toCharArray());
    }
    assertThatThrownBy(() -> new Keystore(new Listen.Tls(nothing, "changeit"))).hasMessageContaining("it holds no private key");
  }

  private Path made(String name, String host) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin/keytool");
    Process made = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "own", "-keyalg", "EC", "-dname", "CN=" + host, "-storetype", "PKCS12",
        "-validity", "90", "-storepass", "changeit", "-keystore", store.toString()).redirectErrorStream(true).start();
    try (InputStream said = made.getInputStream()) {
      String words = new String(said.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(made.waitFor()).as(words).isZero();
    }
    return store;
  }

  private static String subject(int port) throws Exception {
    SSLContext any = SSLContext.getInstance("TLS");
    any.init(null, new TrustManager[] {new Credulous()}, null);
    try (SSLSocket socket = (SSLSocket) any.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName();
    }
  }

  private static final class Credulous implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
