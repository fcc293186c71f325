package dev.tidings.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What relays do to mails, counted at the relay. */
class FaultsTest {
  private static final ScriptedRelay.Script FINE = (step, who, session) -> "";
  @TempDir Path folder;

  @Test
  void everyReaderGetsOneMail() throws Exception {
    try (var house = new House(folder); var relay = new ScriptedRelay(FINE)) {
      long edition = house.publish(300);
      DeliveryReport report = house.deliver(relay.port(), Duration.ZERO);
      assertThat(report).isEqualTo(new DeliveryReport(300, 0, 0, 0, java.util.Optional.empty()));
      assertEachOnce(relay, 300);
      assertThat(house.queue.account(edition).planned()).isEqualTo(300);
      assertThat(relay.taken.peek().mail()).contains("\r\n.a line with a dot\r\n..and two\r\n").doesNotContain("xxxx");
      assertThat(relay.taken.stream().map(mail -> mail.header("Message-ID")).distinct()).hasSize(300);
      assertThat(house.database.read(sql -> sql.createQuery("SELECT closed_at IS NOT NULL AND account LIKE '%\"sent\":300%' FROM edition").mapTo(Boolean.class).one()).booleanValue()).isTrue();
      assertThat(house.count("state = 'sent' AND first_try_at > 0 AND code = 250")).isEqualTo(300);
    }
  }

  @Test
  void aRelayWithoutAnyExtensionIsServedStepByStep() throws Exception {
    try (var house = new House(folder);
        var relay = new ScriptedRelay((step, who, session) -> step.equals("RCPT") && who.startsWith("r3@") ? "550-no\r\n550 5.1.1 such reader" : "", List.of())) {
      house.publish(10);
      DeliveryReport report = house.deliver(relay.port(), Duration.ZERO);
      assertThat(report.sent()).isEqualTo(9);
      assertThat(report.failed()).isEqualTo(1);
      assertThat(house.count("state = 'failed' AND code = 550 AND enhanced = '5.1.1' AND reply = 'no such reader'")).isEqualTo(1);
    }
  }

  /** N2: 5 % each; lost 0, copies 0. */
  @ParameterizedTest
  @ValueSource(strings = {"BANNER", "EHLO", "MAIL", "RCPT", "DATA", "BODY"})
  void droppedBeforeTheDotNobodyIsLostAndNobodyGetsTwo(String where) throws Exception {
    var random = new Random(7);
    try (var house = new House(folder);
        var relay = new ScriptedRelay((step, who, session) -> step.equals(where) && chance(random, 5) ? ScriptedRelay.DROP : "")) {
      house.publish(200);
      house.deliver(relay.port(), Duration.ofSeconds(20));
      assertEachOnce(relay, 200);
      assertThat(house.count("state = 'sent'")).isEqualTo(200);
      // bytes handed to the socket may have arrived: in the middle of DATA only the relay knows that they did not
      if (!where.equals("BODY")) assertThat(house.count("possible_duplicate = 1")).isZero();
    }
  }

  /** N3: copies are exactly the ambiguous ones, with one Message-ID and the same bytes. */
  @Test
  void droppedAfterTheDotIsAskedAgainAndMarked() throws Exception {
    Set<String> doubtful = ConcurrentHashMap.newKeySet();
    try (var house = new House(folder);
        var relay = new ScriptedRelay((step, who, session) ->
            step.equals("DOT") && who.matches("r\\d*5@.*") && doubtful.add(who) ? "TAKE+DROP" : "")) {
      house.publish(100);
      DeliveryReport report = house.deliver(relay.port(), Duration.ofSeconds(20));
      assertThat(report.unknown()).isEqualTo(10);
      Map<String, List<ScriptedRelay.Taken>> byReader = relay.taken.stream().collect(Collectors.groupingBy(ScriptedRelay.Taken::recipient));
      assertThat(byReader).hasSize(100);
      byReader.forEach((reader, mails) -> {
        assertThat(mails).as(reader).hasSize(doubtful.contains(reader) ? 2 : 1);
        assertThat(mails.stream().map(ScriptedRelay.Taken::mail).distinct()).hasSize(1);
      });
      assertThat(house.count("possible_duplicate = 1 AND state = 'sent'")).isEqualTo(10);
    }
  }

  /** N5: only that recipient fails, once; the others in the session are unharmed. */
  @ParameterizedTest
  @ValueSource(strings = {"RCPT", "DOT", "DATA"})
  void aRefusalForGoodIsOneReadersOnly(String where) throws Exception {
    try (var house = new House(folder);
        var relay = new ScriptedRelay((step, who, session) -> step.equals(where) && who.matches("r\\d*[25]@.*") ? "552 5.2.2 mailbox full for good" : "")) {
      house.publish(100);
      DeliveryReport report = house.deliver(relay.port(), Duration.ofSeconds(2));
      assertThat(report.failed()).isEqualTo(20);
      assertEachOnce(relay, 80);
      assertThat(house.database.read(sql -> sql.createQuery("SELECT count(*) FROM attempt WHERE outcome = 'failed'").mapTo(Long.class).one()).longValue()).isEqualTo(20);
    }
  }

  /** N4: a refusal for now, of everybody, once. */
  @ParameterizedTest
  @ValueSource(strings = {"RCPT", "DOT", "MAIL", "DATA"})
  void aRefusalForNowComesBackLater(String where) throws Exception {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    var firsts = new java.util.concurrent.atomic.AtomicInteger();
    try (var house = new House(folder);
        var relay = new ScriptedRelay((step, who, session) ->
            step.equals(where) && (where.equals("MAIL") ? firsts.incrementAndGet() <= 40 : seen.add(who)) ? "451 4.7.1 come back later" : "")) {
      house.publish(60);
      DeliveryReport report = house.deliver(relay.port(), Duration.ofSeconds(20));
      assertThat(report.deferred()).isGreaterThanOrEqualTo(where.equals("MAIL") ? 40 : 60);
      assertEachOnce(relay, 60);
    }
  }

  @Test
  void aRelayThatClosesEveryTenMailsIsReopened() throws Exception {
    Map<Integer, Integer> perSession = new ConcurrentHashMap<>();
    try (var house = new House(folder);
        var relay = new ScriptedRelay((step, who, session) ->
            step.equals("MAIL") && perSession.merge(session, 1, Integer::sum) > 10 ? "421 4.7.0 enough for this connection" : "")) {
      house.publish(30);
      house.deliver(relay.port(), Duration.ofSeconds(20));
      assertEachOnce(relay, 30);
      assertThat(house.count("state = 'sent'")).isEqualTo(30);
    }
  }

  /** N1: nothing shown as sent, nobody's tries used up, one message. */
  @Test
  void aRelayThatIsDownCostsNobodyATry() throws Exception {
    int port;
    try (var relay = new ScriptedRelay(FINE)) {
      port = relay.port();
    }
    try (var house = new House(folder)) {
      house.publish(50);
      DeliveryReport report = house.deliver(port, Duration.ZERO);
      assertThat(report.sent() + report.failed() + report.deferred()).isZero();
      assertThat(report.trouble()).hasValueSatisfying(text -> assertThat(text).contains("127.0.0.1:" + port).contains("stays queued").contains("relay.port"));
      assertThat(house.count("state = 'queued' AND tries = 0 AND first_try_at IS NULL AND due_at <= :now")).isEqualTo(50);
    }
  }

  @Test
  void aRelayThatRefusesOurSenderBlamesNoReader() throws Exception {
    try (var house = new House(folder);
        var relay = new ScriptedRelay((step, who, session) -> step.equals("MAIL") ? "550 5.7.1 you are blocked" : "")) {
      house.publish(50);
      DeliveryReport report = house.deliver(relay.port(), Duration.ZERO);
      assertThat(report.failed()).isZero();
      assertThat(report.trouble()).hasValueSatisfying(text -> assertThat(text).contains("you are blocked"));
      assertThat(house.count("state = 'queued' AND tries = 0")).isEqualTo(50);
    }
  }

  @Test
  void aHangingConnectionDoesNotHoldTheOthersUp() throws Exception {
    try (var house = new House(folder);
        var relay = new ScriptedRelay((step, who, session) -> step.equals("DOT") && session == 1 ? ScriptedRelay.HANG : "")) {
      house.publish(100);
      house.deliver(relay.port(), Duration.ofSeconds(20));
      assertThat(relay.taken.stream().map(ScriptedRelay.Taken::recipient).distinct()).hasSize(100);
      assertThat(house.count("state = 'sent'")).isEqualTo(100);
    }
  }

  @Test
  void aMailTooBigForTheRelayIsNotSent() throws Exception {
    try (var house = new House(folder); var relay = new ScriptedRelay(FINE, List.of("PIPELINING", "SIZE 500"))) {
      house.publish(3);
      assertThat(house.deliver(relay.port(), Duration.ZERO).failed()).isEqualTo(3);
      assertThat(relay.commands).noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  @Test
  void anAddressThatNeedsSmtpUtf8IsNotTriedWithoutIt() throws Exception {
    try (var house = new House(folder); var relay = new ScriptedRelay(FINE)) {
      house.publish(2);
      house.database.inTx(tx -> tx.sql().execute("UPDATE subscriber SET address = 'zoë@d1.example' WHERE id = 1"));
      assertThat(house.deliver(relay.port(), Duration.ZERO).failed()).isEqualTo(1);
      assertThat(house.count("state = 'failed' AND reply LIKE '%SMTPUTF8%'")).isEqualTo(1);
      assertEachOnce(relay, 1);
    }
  }

  /** R2: what is in flight ends, the rest goes back. */
  @Test
  void closedWhileSendingLosesAndDoublesNothing() throws Exception {
    try (var house = new House(folder); var sink = new ScriptedRelay((step, who, session) -> {
      if (step.equals("DOT")) java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
      return "";
    })) {
      house.publish(500);
      Courier courier = house.courier(House.relayAt(sink.port(), 2));
      var stopper = new Thread(() -> {
        while (sink.taken.size() < 60) Thread.onSpinWait();
        courier.close();
      });
      stopper.start();
      DeliveryReport report = courier.deliver(house.clock.instant());
      stopper.join();
      assertThat(report.sent()).isEqualTo(sink.taken.size()).isBetween(60L, 400L);
      assertThat(house.count("state = 'sending'")).isZero();
      assertThat(house.count("state = 'queued'")).isEqualTo(500 - sink.taken.size());
      house.deliver(sink.port(), Duration.ZERO);
      assertEachOnce(sink, 500);
    }
  }

  private static boolean chance(Random random, int percent) {
    synchronized (random) {
      return random.nextInt(100) < percent;
    }
  }

  private static void assertEachOnce(ScriptedRelay relay, int readers) {
    Map<String, Long> copies = relay.taken.stream().collect(Collectors.groupingBy(ScriptedRelay.Taken::recipient, Collectors.counting()));
    assertThat(copies).hasSize(readers);
    assertThat(copies.entrySet().stream().filter(each -> each.getValue() > 1)).isEmpty();
  }
}
