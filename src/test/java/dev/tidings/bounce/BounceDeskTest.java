package dev.tidings.bounce;

import static dev.tidings.bounce.BounceHouse.day;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bounce.Settled.Effect;
import dev.tidings.report.Explain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BounceDeskTest {
  @TempDir private Path folder;
  private BounceHouse house;

  @BeforeEach
  void open() {
    house = new BounceHouse(folder);
    house.send(day(0));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aHardBounceSuppressesAtOnceAndExplainSaysWhy() {
    Settled settled = house.desk.settle(house.hard(), "test", day(0));
    assertThat(settled.effect()).isEqualTo(Effect.SUPPRESSED);
    assertThat(house.standing("ida")).isEqualTo("ended bounced");
    assertThat(house.standing("jonas")).isEqualTo("active");
    assertThat(folder.resolve("subscribers/left.csv")).content().contains("hard-bounce");
    String why = Explain.ask(house.ledger, "ida@reader.example", Optional.empty()).toString();
    assertThat(why).contains("hard-bounce").contains("user-unknown").contains("no such user").contains("rules.txt:");
    String beside = house.ledger.read(sql -> sql.createQuery("SELECT bounce FROM delivery WHERE subscription = 1").mapTo(String.class).one());
    assertThat(beside).isEqualTo("hard, user-unknown");
  }

  @Test
  void aForgedReportChangesNothing() {
    String other = house.leaveToken(1);
    String forged = (other.charAt(5) == 'A' ? "B" : "A") + other.substring(1);
    Settled settled = house.desk.settle(house.report("5.1.1", "550 5.1.1 no such user", forged), "test", day(0));
    assertThat(settled.effect()).isEqualTo(Effect.UNKNOWN);
    assertThat(settled.ours()).isFalse();
    assertThat(house.standing("ida")).isEqualTo("active");
    assertThat(house.rows("subscription IS NULL AND reason = 'user-unknown'")).isEqualTo(1);
  }

  @Test
  void readTwiceItIsDoneOnce() {
    byte[] soft = house.report("4.2.2", "452 4.2.2 mailbox full", house.leaveToken(1));
    assertThat(house.desk.settle(soft, "test", day(0)).effect()).isEqualTo(Effect.COUNTED);
    Settled again = house.desk.settle(soft, "test", day(1));
    assertThat(again.effect()).isEqualTo(Effect.COUNTED);
    assertThat(again.ours()).isTrue();
    assertThat(house.rows("1 = 1")).isEqualTo(1);
  }

  @Test
  void softBouncesSuppressAfterFiveInARowOverTwoWeeks() {
    for (int i = 1; i <= 7; i++) {
      house.send(day(3 * i));
      house.desk.settle(house.report("5.2.2", "552 5.2.2 over quota, day " + i, house.leaveToken(1)), "test", day(3 * i));
      // fifteen days lie between the first and the sixth
      assertThat(house.standing("ida")).as("day " + 3 * i).isEqualTo(i < 6 ? "active" : "ended bounced");
    }
  }

  @Test
  void oneMailThatArrivesResetsTheCount() {
    for (int i = 1; i <= 12; i++) {
      house.send(day(3 * i));
      if (i % 4 != 0) house.desk.settle(house.report("5.2.2", "552 5.2.2 over quota, day " + i, house.leaveToken(1)), "test", day(3 * i));
    }
    assertThat(house.standing("ida")).isEqualTo("active");
  }

  @Test
  void whatIsAboutUsNeverCountsAgainstTheReader() {
    for (int i = 1; i <= 30; i++) {
      house.send(day(i));
      Settled settled = house.desk.settle(house.report("5.7.1", "550 5.7.1 blocked as spam, day " + i, house.leaveToken(1)), "test", day(i));
      assertThat(settled.effect()).isEqualTo(Effect.TOLD);
    }
    assertThat(house.standing("ida")).isEqualTo("active");
  }

  @Test
  void theAddressTheReportWasSentToIsProofEnough() {
    String bare = "From: MAILER-DAEMON@mx.reader.example\nTo: " + house.returnPath(1).toUpperCase(java.util.Locale.ROOT)
        + "\nSubject: Undelivered Mail\n\nYour message could not be delivered.\n\n<ida@reader.example>: 550 user unknown\n";
    assertThat(house.desk.settle(bare.getBytes(StandardCharsets.US_ASCII), "test", day(0)).effect()).isEqualTo(Effect.SUPPRESSED);
    assertThat(house.returnPath(1).indexOf('@')).isLessThanOrEqualTo(64);
  }

  @Test
  void aComplaintEndsAllMailAndAnOptOutTheNewsletter() {
    house.desk.settle(complaint("abuse", house.leaveToken(1)), "test", day(0));
    house.desk.settle(complaint("opt-out", house.leaveToken(2)), "test", day(0));
    assertThat(house.standing("ida")).isEqualTo("ended complained");
    assertThat(house.standing("jonas")).isEqualTo("ended left");
  }

  @Test
  void aReportThatItWasNotSpamChangesNothing() {
    assertThat(house.desk.settle(complaint("not-spam", house.leaveToken(1)), "test", day(0)).effect()).isEqualTo(Effect.NOTED);
    assertThat(house.standing("ida")).isEqualTo("active");
  }

  @Test
  void aMailToTheLeaveAddressIsAnswered() {
    String leave = "From: ida@reader.example\nTo: leave@dispatch.example\nSubject: unsubscribe " + house.leaveToken(1) + "\n\n";
    assertThat(house.desk.settle(leave.getBytes(StandardCharsets.US_ASCII), "test", day(0)).effect()).isEqualTo(Effect.LEFT);
    assertThat(house.standing("ida")).isEqualTo("ended left");
  }

  @Test
  void whoCameBackIsNotEndedByAnOlderReport() {
    house.ledger.inTx(tx -> tx.sql().execute("UPDATE subscription SET since = ? WHERE id = 1", day(2).toEpochMilli()));
    assertThat(house.desk.settle(house.hard(), "test", day(3)).effect()).isEqualTo(Effect.NOTED);
    assertThat(house.standing("ida")).isEqualTo("active");
  }

  private static byte[] complaint(String type, String token) {
    return """
        From: fbl@provider.example
        Subject: complaint
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary=a1

        --a1
        Content-Type: text/plain

        A reader objects.
        --a1
        Content-Type: message/feedback-report

        Feedback-Type: %s
        Version: 1
        --a1
        Content-Type: message/rfc822

        From: news@dispatch.example
        List-Unsubscribe: <https://dispatch.example/u/%s>

        Good morning.
        --a1--
        """.formatted(type, token).getBytes(StandardCharsets.US_ASCII);
  }
}
