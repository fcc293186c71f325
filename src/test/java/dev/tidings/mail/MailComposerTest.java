package dev.tidings.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.queue.Sheet;
import dev.tidings.render.Hole;
import dev.tidings.render.Look;
import dev.tidings.render.MailBody;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailComposerTest {
  private static final String TOKEN_HOLE = "x".repeat(Hole.WIDTH);
  private static final Instant DATE = Instant.parse("2026-11-24T07:00:03Z");

  private static MailComposer composer(String from, boolean server) {
    var relay = new RelaySettings("r", "127.0.0.1", 25, RelaySettings.Security.NONE, Optional.empty(), new RelaySettings.Line(1, "h.example", Duration.ofMinutes(5)));
    return new MailComposer(new MailSettings(from, Optional.of("Rédaction <desk@dispatch.example>"), Optional.of("leave@dispatch.example"), relay, Duration.ofDays(1)),
        new Look("t", URI.create("https://dispatch.example/"), "a", Look.Brand.DEFAULT, new Look.Doors(server, Optional.empty(), "g", "b"), Map.of()),
        List.of(), (kind, subscription) -> String.format("%c%033d", kind.name().charAt(0), subscription), "key");
  }

  private static Sheet sheet(String subject) {
    String body = ".dot\r\nhello " + TOKEN_HOLE + "\r\n";
    return new Sheet(Optional.of(new Sheet.EditionName("daily", 12, "2026-11-24T07:00")), subject, "en",
        new MailBody("multipart/alternative; boundary=\"b\"", "7bit", body.getBytes(StandardCharsets.US_ASCII), List.of(new Hole(body.indexOf("xxx"), Hole.Kind.UNSUBSCRIBE))));
  }

  private static Addressing to(String name) {
    return new Addressing("delivery/7/1", "reader@one.example", name, 7, DATE);
  }

  private static String compose(String subject, String name, boolean server) {
    return new String(composer("The London Dispatch <digest@dispatch.example>", server).compose(sheet(subject), to(name)), StandardCharsets.ISO_8859_1);
  }

  @Test
  void withoutAServerLeavingGoesByMailAndWithOneByOneClick() {
    assertThat(compose("News", "", false)).contains("List-Unsubscribe: <mailto:leave@dispatch.example?subject=unsubscribe%20U")
        .doesNotContain("List-Unsubscribe-Post");
    assertThat(compose("News", "", true)).contains("List-Unsubscribe: <https://dispatch.example/u/U", "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
  }

  @Test
  void theSameTryGivesTheSameBytesAndAnotherReaderAnotherId() {
    assertThat(compose("News", "Ann", false)).isEqualTo(compose("News", "Ann", false))
        .contains("Date: Tue, 24 Nov 2026 07:00:03 +0000", "List-Id: \"daily\" <daily.dispatch.example>", "Auto-Submitted: auto-generated",
            "\r\n\r\n.dot\r\nhello U000").doesNotContain(TOKEN_HOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Plain", "Ein sehr langer Betreff, der über die Zeile hinausgeht und dann noch weiter läuft: Häfen, Zölle, Regen",
    "港の通行料が廃止され、二つの選挙があり、雨が上がる。それから長い続きがまだまだあるので折り返しが必要です😀😀😀",
    "An ASCII subject that is rather long and must be folded at one of its blanks to stay below the limit", "=?UTF-8?Q?fake?=", " leading"})
  void whatAnIndependentParserReadsIsWhatWasMeant(String text) throws Exception {
    String mail = compose(text, text, true);
    assertThat(mail.substring(0, mail.indexOf("\r\n\r\n")).split("\r\n")).allMatch(line -> line.length() <= 78 || line.startsWith("List-Unsub") || line.startsWith(" <mailto:"));
    var message = new MimeMessage(jakarta.mail.Session.getInstance(new Properties()), new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(message.getSubject()).isEqualTo(text);
    InternetAddress reader = (InternetAddress) message.getAllRecipients()[0];
    assertThat(reader.getAddress()).isEqualTo("reader@one.example");
    assertThat(reader.getPersonal()).isEqualTo(text.strip());
    assertThat(((InternetAddress) message.getReplyTo()[0]).getPersonal()).isEqualTo("Rédaction");
  }

  /** S4 */
  @ParameterizedTest
  @ValueSource(strings = {"a\r\nBcc: evil@one.example", "a\nX: y", "a\rX: y", "a\0b", "a\u0085b", "a\u2028b"})
  void aLineEndInAnyFieldAddsNoHeader(String evil) {
    assertThatThrownBy(() -> compose(evil, "", false)).isInstanceOf(UnfitForMail.class).hasMessageContaining("Subject");
    assertThat(compose("News", evil, false)).doesNotContain("Bcc").doesNotContain("X: y").contains("\r\nTo: reader@one.example\r\n");
    assertThatThrownBy(() -> composer(evil + " <digest@dispatch.example>", false).prepare(sheet("News"))).isInstanceOf(UnfitForMail.class);
    assertThatThrownBy(() -> Mailbox.of("", "a" + evil + "@one.example", "it")).isInstanceOf(UnfitForMail.class);
    Sheet odd = new Sheet(Optional.of(new Sheet.EditionName(evil, 1, "x")), "s", "en", sheet("s").body());
    assertThatThrownBy(() -> composer("a@dispatch.example", false).prepare(odd)).isInstanceOf(UnfitForMail.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<a@b>c@evil.example", "a@b@c.example", "\"a b\"@one.example", "a@[127.0.0.1]", "a@-one.example", ".a@one.example", "a b@one.example", "a@one.example>", "a"})
  void anAddressThatCouldMeanAnotherIsRefused(String address) {
    assertThatThrownBy(() -> Mailbox.of("", address, "The address")).isInstanceOf(UnfitForMail.class).hasMessageContaining("cannot be used");
  }
}
