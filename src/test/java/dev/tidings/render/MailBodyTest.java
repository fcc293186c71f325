package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A mail library of another make reads back what was written, and finds the holes where they were said to be. */
class MailBodyTest {
  private static final String[] PIECES = {
    "a", "Harbour ", " ", "  ", "\t", "=", "=3D", ".", "..", "\n", "\n\n", "\n.\n", "\nFrom the quay", "é", "港の通行料", "נמל", "🚢", "—",
    "https://dispatch.example/u/", "\ue000", "\ue001", "x".repeat(70), "<a href=\"", "\">", "\r\n", "\u00a0"
  };

  @Test
  void anyTextComesBack() throws Exception {
    for (int seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      String text = text(random);
      String html = text(random);
      MailBody body = MailPress.press(text, seed % 3 == 0 ? Optional.empty() : Optional.of(html));
      isFitForTheWire(body);
      holesAreWhereTheyShouldBe(body);
      MimeMessage mail = read(body);
      if (seed % 3 == 0) assertThat(mail.getContent()).isEqualTo(expected(text));
      else {
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo(expected(text));
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo(expected(html));
      }
    }
  }

  @Test
  void tokensOfTheSameWidthChangeNothingElse() throws Exception {
    MailBody body = MailPress.press("Leave: https://dispatch.example/u/\ue000\nend\n", Optional.empty());
    byte[] bytes = body.bytes().clone();
    byte[] token = "AbC-_0123456789012345678901234567z".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(token, 0, bytes, body.holes().get(0).offset(), Hole.WIDTH);
    Object read = read(new MailBody(body.contentType(), body.transferEncoding(), bytes, List.of())).getContent();
    assertThat(read).isEqualTo("Leave: https://dispatch.example/u/AbC-_0123456789012345678901234567z\r\nend\r\n");
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(60); i >= 0; i--) text.append(PIECES[random.nextInt(PIECES.length)]);
    return text.toString();
  }

  private static String expected(String text) {
    return Holes.filled(text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n");
  }

  private static void isFitForTheWire(MailBody body) {
    String raw = new String(body.bytes(), StandardCharsets.ISO_8859_1);
    assertThat(raw.replace("\r\n", "")).doesNotContain("\r", "\n");
    assertThat(raw.chars()).allMatch(c -> c < 127);
    assertThat(raw.split("\r\n")).allMatch(line -> line.length() <= 76 && !line.startsWith(".") && !line.startsWith("From ")
        && !line.endsWith(" ") && !line.endsWith("\t"));
  }

  private static void holesAreWhereTheyShouldBe(MailBody body) {
    String raw = new String(body.bytes(), StandardCharsets.ISO_8859_1);
    for (Hole hole : body.holes())
      assertThat(raw.substring(hole.offset(), hole.offset() + Hole.WIDTH)).isEqualTo("x".repeat(Hole.WIDTH));
  }

  private static MimeMessage read(MailBody body) throws Exception {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(("MIME-Version: 1.0\r\nContent-Type: " + body.contentType() + "\r\nContent-Transfer-Encoding: "
        + body.transferEncoding() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(body.bytes());
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes.toByteArray()));
  }
}
