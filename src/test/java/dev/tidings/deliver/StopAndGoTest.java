package dev.tidings.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.mail.RelaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R5: the admin's hand while mails go out. What it asks for is seen within two seconds; nobody is lost, nobody gets two. */
class StopAndGoTest {
  private static final int READERS = 1_200;
  @TempDir Path folder;

  /** About 100 mails a second. */
  private static ScriptedRelay slow() throws Exception {
    return new ScriptedRelay((step, who, session) -> {
      if (step.equals("DOT")) LockSupport.parkNanos(20_000_000);
      return "";
    });
  }

  private interface Act {
    void on(House house, ScriptedRelay relay, long edition) throws Exception;
  }

  /** @return what the courier reports, which stays for half a minute */
  private DeliveryReport whileSending(House house, ScriptedRelay relay, Act act) throws Exception {
    long edition = house.publish(READERS);
    try (Courier courier = house.courier(House.relayAt(relay.port(), 2))) {
      CompletableFuture<DeliveryReport> sending = CompletableFuture.supplyAsync(() -> courier.deliver(Instant.now().plusSeconds(30)));
      await(relay, 60);
      act.on(house, relay, edition);
      return sending.get(60, TimeUnit.SECONDS);
    }
  }

  private static void await(ScriptedRelay relay, int mails) {
    long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (relay.taken.size() < mails && System.nanoTime() - until < 0) LockSupport.parkNanos(1_000_000);
  }

  private static void assertStopsWithinTwoSeconds(ScriptedRelay relay) {
    LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    int then = relay.taken.size();
    LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
    assertThat(relay.taken.size()).isEqualTo(then).isLessThan(READERS);
  }

  private static void assertNobodyGotTwo(ScriptedRelay relay) {
    Map<String, Long> copies = relay.taken.stream().collect(Collectors.groupingBy(ScriptedRelay.Taken::recipient, Collectors.counting()));
    assertThat(copies.values()).allMatch(count -> count == 1);
  }

  @Test
  void cancelStopsWithinTwoSecondsAndTheAccountAddsUp() throws Exception {
    try (var house = new House(folder); var relay = slow()) {
      whileSending(house, relay, (inside, sink, edition) -> {
        inside.queue.steering().cancel(edition);
        assertStopsWithinTwoSeconds(sink);
      });
      assertThat(house.count("state = 'sent'")).isEqualTo(relay.taken.size());
      assertThat(house.count("state = 'cancelled'")).isEqualTo(READERS - relay.taken.size());
      assertNobodyGotTwo(relay);
    }
  }

  @Test
  void pauseStopsAndResumeGoesOnWithinTwoSeconds() throws Exception {
    try (var house = new House(folder); var relay = slow()) {
      long edition = house.publish(READERS);
      try (Courier courier = house.courier(House.relayAt(relay.port(), 2))) {
        CompletableFuture<DeliveryReport> sending = CompletableFuture.supplyAsync(() -> courier.deliver(Instant.now().plusSeconds(30)));
        await(relay, 60);
        house.queue.steering().pause(edition);
        assertStopsWithinTwoSeconds(relay);
        courier.close();
        sending.get(30, TimeUnit.SECONDS);
      }
      int before = relay.taken.size();
      assertThat(house.count("state = 'queued'")).isEqualTo(READERS - before);
      house.queue.steering().resume(edition);
      try (Courier courier = house.courier(House.relayAt(relay.port(), 4))) {
        CompletableFuture<DeliveryReport> sending = CompletableFuture.supplyAsync(() -> courier.deliver(Instant.now()));
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        assertThat(relay.taken.size()).isGreaterThan(before);
        sending.get(60, TimeUnit.SECONDS);
      }
      assertThat(relay.taken).hasSize(READERS);
      assertNobodyGotTwo(relay);
    }
  }

  @Test
  void whoLeavesWhileMailsGoOutGetsNoneTwoSecondsLater() throws Exception {
    try (var house = new House(folder); var relay = slow()) {
      whileSending(house, relay, (inside, sink, edition) -> {
        inside.database.inTx(tx -> tx.sql().execute("UPDATE subscription SET status = 'ended', ended_why = 'left' WHERE id > 600"));
        inside.database.inTx(tx -> tx.sql().execute("INSERT INTO suppression SELECT address_key, 'complaint', 'test', 0 FROM subscriber WHERE id BETWEEN 500 AND 600"));
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        int then = sink.taken.size();
        await(sink, then + 150);
        assertThat(sink.taken.stream().skip(then).map(mail -> Integer.parseInt(mail.recipient().substring(1, mail.recipient().indexOf('@')))))
            .allMatch(reader -> reader < 500);
      });
      assertThat(house.count("state = 'suppressed'")).isEqualTo(101);
      assertThat(house.count("state = 'sent'")).isEqualTo(relay.taken.size());
      assertNobodyGotTwo(relay);
    }
  }

  /** "Resend to the missing": those who failed, and nobody else. */
  @Test
  void retryWhileSendingReachesTheMissing() throws Exception {
    var mended = new java.util.concurrent.atomic.AtomicBoolean();
    try (var house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> {
      if (step.equals("DOT")) LockSupport.parkNanos(10_000_000);
      return step.equals("RCPT") && who.startsWith("r1") && !mended.get() ? "550 5.2.1 closed for today" : "";
    })) {
      whileSending(house, relay, (inside, sink, edition) -> {
        mended.set(true);
        long failed = inside.count("state = 'failed'");
        assertThat(failed).isPositive();
        assertThat(inside.queue.steering().retry(edition)).isGreaterThanOrEqualTo((int) failed);
      });
      assertThat(relay.taken).hasSize(READERS);
      assertNobodyGotTwo(relay);
    }
  }

  /** An interrupt would close the log of the store while it is being forced to the disk. */
  @Test
  void whatWatchesOverDeliveringIsNeverInterrupted() throws Exception {
    var watched = new CompletableFuture<Boolean>();
    var interrupted = new AtomicBoolean();
    Progress attentive = tally -> {
      if (!Thread.currentThread().getName().equals("courier-pulse")) return;
      watched.complete(true);
      try {
        Thread.sleep(3_000);
      } catch (InterruptedException e) {
        interrupted.set(true);
      }
    };
    try (var house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> {
      if (step.equals("DOT")) watched.join();
      return "";
    })) {
      house.publish(2);
      RelaySettings route = House.relayAt(relay.port(), 2);
      try (var courier = new Courier(house.queue, DeliverySettings.over(route), House.composer(route), house.clock, attentive)) {
        courier.deliver(Instant.now());
      }
      assertThat(interrupted).isFalse();
    }
  }
}
