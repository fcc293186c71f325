package dev.tidings.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.mail.RelayPreset;
import dev.tidings.mail.RelaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a relay of a known operator finds in each mail, and what it says that we keep. */
class MarksTest {
  @TempDir private Path folder;

  private static RelaySettings at(int port, RelayPreset preset, Optional<String> stream) {
    RelaySettings plain = House.relayAt(port, 1);
    return new RelaySettings("relay", plain.host(), port, plain.security(), Optional.empty(), plain.line(), new RelaySettings.Marks(Optional.of(preset), preset.lines(stream)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "SES | X-SES-MESSAGE-TAGS | tidings=TOKEN", "POSTMARK | X-PM-Metadata-tidings | TOKEN", "MAILGUN | X-Mailgun-Variables | {\"tidings\": \"TOKEN\"}",
      "SENDGRID | X-SMTPAPI | {\"unique_args\": {\"tidings\": \"TOKEN\"}}", "BREVO | X-Mailin-custom | tidings:TOKEN"})
  void eachOperatorGetsTheReadersTokenWhereItGivesItBack(RelayPreset preset, String header, String value) throws Exception {
    try (House house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> "")) {
      house.publish(2);
      assertThat(house.deliver(at(relay.port(), preset, Optional.empty()), Duration.ZERO).sent()).isEqualTo(2);
      assertThat(relay.taken).allSatisfy(taken -> {
        String token = taken.header("List-Unsubscribe").replaceAll(".*unsubscribe%20([\\w-]+)>.*", "$1");
        assertThat(token).hasSize(34);
        assertThat(taken.header(header)).isEqualTo(value.replace("TOKEN", token));
      });
    }
  }

  @Test
  void theConfigurationSetAndTheStreamAreNamed() {
    assertThat(RelayPreset.SES.lines(Optional.of("digests"))).contains("X-SES-CONFIGURATION-SET: digests");
    assertThat(RelayPreset.POSTMARK.lines(Optional.empty())).contains("X-PM-Message-Stream: broadcast", "X-PM-KeepID: true");
    assertThat(RelayPreset.GMAIL.lines(Optional.empty())).isEmpty();
  }

  @Test
  void theRelaysOwnNameForAMailIsKept() throws Exception {
    try (House house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> step.equals("DOT") ? "250 Ok 0102018f-aa17" : "")) {
      house.publish(1);
      house.deliver(at(relay.port(), RelayPreset.SES, Optional.empty()), Duration.ZERO);
      assertThat(house.database.<String>read(sql -> sql.createQuery("SELECT reply FROM attempt WHERE outcome = 'sent'").mapTo(String.class).one())).isEqualTo("Ok 0102018f-aa17");
    }
  }
}
