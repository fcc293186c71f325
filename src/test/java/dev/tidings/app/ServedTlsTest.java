package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** serve with a certificate of its own. The password is a word that every environment holds. */
class ServedTlsTest {
  private static final String WORD = System.getenv("PATH");
  @TempDir Path home;

  @Test
  void pagesAndFeedsComeByTlsAndOnlyByTls() throws Exception {
    KeyStore keys = keys(home.resolve("tls.p12"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (var served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), "newsletters: {daily: {schedule: every day at 07:00}}",
        "serve: {tls: {keystore: tls.p12, password: \"${PATH}\"}}")) {
      URI address = served.address();
      assertThat(address.getScheme()).isEqualTo("https");
      HttpClient client = HttpClient.newBuilder().sslContext(context).connectTimeout(Duration.ofSeconds(5)).build();
      HttpResponse<String> form = client.send(HttpRequest.newBuilder(address.resolve("/subscribe")).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(form.statusCode()).isEqualTo(200);
      assertThat(form.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
      assertThat(form.body()).contains("name=\"email\"").doesNotContain("https://127.0.0.1");
      try (Socket plain = new Socket("127.0.0.1", address.getPort())) {
        plain.setSoTimeout(5_000);
        plain.getOutputStream().write("GET /subscribe HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)).doesNotContain("name=\"email\"");
      }
    }
  }

  @Test
  void aKeystoreWithoutAPasswordOrWithItInTheFileStopsTheStart() throws Exception {
    keys(home.resolve("tls.p12"));
    String newsletter = "newsletters: {daily: {schedule: every day at 07:00}}";
    assertThatThrownBy(() -> new ServedHouse(home, Instant.EPOCH, newsletter, "serve: {tls: {keystore: tls.p12}}").close())
        .hasMessageContaining("serve.tls.keystore: its password is missing. Add password:");
    assertThatThrownBy(() -> new ServedHouse(home, Instant.EPOCH, newsletter, "serve: {tls: {keystore: tls.p12, password: changeit}}").close())
        .hasMessageContaining("a secret stands in the file.").hasMessageNotContaining("changeit");
    assertThatThrownBy(() -> new ServedHouse(home, Instant.EPOCH, newsletter, "serve: {tls: {keystore: no.p12, password: \"${PATH}\"}}").close())
        .hasMessageContaining("there is no file").hasMessageContaining("Name a PKCS12 or JKS file.");
  }

  private static KeyStore keys(Path store) throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin/keytool");
    Process made = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "own", "-keyalg", "EC", "-dname", "CN=own", "-ext", "san=ip:127.0.0.1", "-storetype", "PKCS12",
        "-validity", "90", "-storepass", WORD, "-keystore", store.toString()).redirectErrorStream(true).start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, WORD.toCharArray());
    }
    return keys;
  }
}
