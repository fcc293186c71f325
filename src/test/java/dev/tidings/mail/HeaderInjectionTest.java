package dev.tidings.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.queue.Sheet;
import dev.tidings.render.Hole;
import dev.tidings.render.Look;
import dev.tidings.render.MailBody;
import dev.tidings.timetable.CategoryChoice;
import dev.tidings.timetable.Imprint;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Schedule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.junit.jupiter.api.Test;

/** S4: whatever stands in a value that reaches a header, a mail has the headers it should have, as mime4j reads it. */
class HeaderInjectionTest {
  private static final int MAILS = 10_000;
  private static final List<String> EVIL = List.of("\r\nBcc: evil@one.example", "\nBcc: evil@one.example", "\rBcc: evil@one.example", "\r\n\r\n<p>body</p>", "\n\nbody",
      "\0", "\u000b", "\f", "\u0085X-A: b", "\u2028X-A: b", "\u2029", "\r\n\tX-A: b", "\r\n X-A: b", "%0d%0aBcc:%20evil@one.example", "=?utf-8?q?=0d=0aBcc:_evil?=",
      "=?utf-8?b?DQpCY2M6IGV2aWw=?=", "\\r\\nBcc: evil", "嘊嘍Bcc: evil@one.example", "\ud83d", "\udca9", ">, <evil@one.example", ", evil@one.example", "\"; evil", "(comment", ";", "\u007f", "\u009f");
  private static final List<String> PLAIN = List.of("", "News", "Rédaction", "港の通行料", "a".repeat(200), "many words that have to be folded ".repeat(6), " ", "\"", "\\", "🚢");
  private static final List<String> EXPECTED = List.of("From", "Reply-To", "Subject", "Date", "To", "Message-ID", "List-Unsubscribe", "List-Id", "List-Help", "List-Owner",
      "List-Archive", "List-Subscribe", "List-Post", "Precedence", "Feedback-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version", "Content-Type", "Content-Transfer-Encoding");
  private final Random random = new Random(1666);

  @Test
  void tenThousandMailsHoldNoHeaderOfAnybodyElses() {
    var builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(MimeConfig.STRICT);
    int read = 0;
    int refused = 0;
    int field = 0;
    while (read < MAILS) {
      Optional<byte[]> mail = mail(field++ % 10);
      if (mail.isEmpty()) {
        refused++;
        continue;
      }
      read++;
      Message message = parsed(builder, mail.get());
      assertThat(message.getHeader().getFields().stream().map(Field::getName).filter(name -> !name.equals("Content-Language")))
          .as(new String(mail.get(), StandardCharsets.UTF_8)).isEqualTo(EXPECTED);
      assertThat(message.getFrom()).hasSize(1);
      assertThat(message.getTo()).hasSize(1);
      assertThat(message.getReplyTo()).hasSize(1);
    }
    assertThat(refused).as("values that were refused with a message").isGreaterThan(1_000);
  }

  private static Message parsed(DefaultMessageBuilder builder, byte[] mail) {
    try {
      return builder.parseMessage(new ByteArrayInputStream(mail));
    } catch (IOException e) {
      throw new AssertionError(e.getMessage() + ":\n" + new String(mail, StandardCharsets.UTF_8), e);
    }
  }

  /** One mail with evil in one of its fields; empty where it was refused, as it may be. */
  private Optional<byte[]> mail(int evilField) {
    String[] values = new String[10];
    for (int i = 0; i < values.length; i++) values[i] = i == evilField ? evil() : "";
    try {
      String from = values[0].isEmpty() ? "The Leaf <digest@leaf.example>" : "The Leaf" + values[0] + " <digest@leaf.example>";
      String reply = values[1].isEmpty() ? "Desk <desk@leaf.example>" : "Desk <desk@leaf.example" + values[1] + ">";
      var relay = new RelaySettings("r", "127.0.0.1", 25, RelaySettings.Security.NONE, Optional.empty(), new RelaySettings.Line(1, "h.example", Duration.ofMinutes(5)));
      var settings = new MailSettings(from, Optional.of(reply), Optional.of("leave" + values[2] + "@leaf.example"), relay, Duration.ofDays(1));
      var look = new Look("t", URI.create("https://leaf.example/"), "a", Look.Brand.DEFAULT, new Look.Doors(false, Optional.empty(), "g", "b"), Map.of());
      var newsletter = new Newsletter("daily" + values[3], new Imprint("Daily" + values[4], "", "en", ZoneOffset.UTC, Optional.empty()), CategoryChoice.ALL,
          Schedule.BY_HAND, new Newsletter.Bounds(1, 20), List.of());
      var composer = new MailComposer(settings, look, List.of(newsletter), (kind, subscription) -> "t".repeat(Hole.WIDTH), "key");
      var body = new MailBody("text/plain; charset=utf-8; note=" + values[5], "quoted-printable", "hello\r\n".getBytes(StandardCharsets.US_ASCII), List.of());
      var sheet = new Sheet(Optional.of(new Sheet.EditionName("daily" + values[3], 1, "x")), "News" + values[6], "en" + values[7], body);
      return Optional.of(composer.compose(sheet, new Addressing("seed" + random.nextInt(), "reader" + values[8] + "@one.example", "Ann" + values[9], 7, Instant.EPOCH)));
    } catch (UnfitForMail e) {
      assertThat(e).hasMessageMatching("(?s).*(not sent|Nothing is sent).*");
      return Optional.empty();
    }
  }

  private String evil() {
    String plain = PLAIN.get(random.nextInt(PLAIN.size()));
    return plain + EVIL.get(random.nextInt(EVIL.size())) + (random.nextBoolean() ? plain : EVIL.get(random.nextInt(EVIL.size())));
  }
}
