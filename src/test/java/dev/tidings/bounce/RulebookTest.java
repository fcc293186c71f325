package dev.tidings.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulebookTest {
  @TempDir private Path house;

  private static final byte[] REPORT = """
      From: MAILER-DAEMON@mx.reader.example
      Subject: Undelivered Mail Returned to Sender

      Your message could not be delivered.

      <ida@reader.example>: 550 the lighthouse is dark
      """.getBytes(StandardCharsets.US_ASCII);

  @Test
  void theHousesOwnRulesComeFirstAndAreNamed() throws IOException {
    Path own = Files.writeString(house.resolve("bounce-rules.txt"), "# ours\n[reply]\nhard lighthouse: lighthouse is dark\n");
    Verdict verdict = Classifier.open(Optional.of(own)).judge(REPORT);
    assertThat(verdict.type()).isEqualTo(BounceClass.HARD);
    assertThat(verdict.reason()).isEqualTo("lighthouse");
    assertThat(verdict.rule()).isEqualTo("config/bounce-rules.txt:3");
    assertThat(verdict.failures().get(0).address()).isEqualTo("ida@reader.example");
  }

  @Test
  void aRuleThatIsNoneSaysWhereAndWhatToDo() throws IOException {
    Path own = Files.writeString(house.resolve("bounce-rules.txt"), "hard ghost: (unclosed\n");
    assertThatThrownBy(() -> Classifier.open(Optional.of(own)))
        .hasMessageContaining("config/bounce-rules.txt:1").hasMessageContaining("Mend the line or delete it");
    Files.writeString(own, "deadly ghost: gone\n");
    assertThatThrownBy(() -> Classifier.open(Optional.of(own))).hasMessageContaining("'deadly' is no class");
  }

  /** As a real Postfix words an entry in an access table, and an unknown user. */
  @Test
  void anAccessTableSaysNothingAboutTheAddress() {
    Rulebook book = Rulebook.open(Optional.empty());
    assertThat(book.decide("5.7.1", "554 5.7.1 <ida@reader.example>: recipient address rejected: access denied", "").type()).isEqualTo(BounceClass.SENDER_SIDE);
    assertThat(book.decide("5.1.1", "550 5.1.1 <ida@reader.example>: recipient address rejected: user unknown in relay recipient table", "").type()).isEqualTo(BounceClass.HARD);
    assertThat(book.decide("5.4.1", "550 5.4.1 recipient address rejected: access denied", "").type()).isEqualTo(BounceClass.HARD);
  }
}
