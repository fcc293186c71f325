package dev.tidings.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.deliver.DeliverySettings.Group;
import dev.tidings.deliver.DeliverySettings.Pace;
import dev.tidings.deliver.DeliverySettings.Route;
import dev.tidings.deliver.DeliverySettings.Told;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of ours and of others: relays, their paces and quotas, receivers' patience, refusals that speak of us. */
class PatienceTest {
  private static final ScriptedRelay.Script FINE = (step, who, session) -> "";
  @TempDir Path folder;

  private static Route route(ScriptedRelay relay, int weight, List<String> newsletters, Pace pace) {
    return new Route(House.relayAt("relay-" + relay.port(), relay.port(), 2), weight, newsletters, pace);
  }

  private static DeliveryReport deliver(House house, DeliverySettings settings) {
    try (Courier courier = house.courier(settings)) {
      return courier.deliver(house.clock.instant());
    }
  }

  private static DeliverySettings over(Route... routes) {
    return new DeliverySettings(List.of(routes), List.of(), 20, Told.NOBODY);
  }

  @Test
  void aRelayGetsNoMoreMailsASecondThanItMay() throws Exception {
    try (var house = new House(folder); var relay = new ScriptedRelay(FINE)) {
      house.publish(60);
      long start = System.nanoTime();
      deliver(house, over(route(relay, 1, List.of(), new Pace(40, 0))));
      assertThat(relay.taken).hasSize(60);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_300));
    }
  }

  @Test
  void aRelayGetsNoMoreMailsADayThanItMay() throws Exception {
    try (var house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> who.startsWith("r1@") && step.equals("RCPT") ? "550 5.1.1 unknown" : "")) {
      house.publish(30);
      DeliverySettings settings = over(route(relay, 1, List.of(), new Pace(0, 12)));
      DeliveryReport report = deliver(house, settings);
      assertThat(relay.taken).hasSize(12);
      assertThat(report.trouble()).hasValueSatisfying(text -> assertThat(text).contains("12 mails of today").contains("per_day"));
      deliver(house, settings);
      assertThat(relay.taken).as("the same day").hasSize(12);
      assertThat(house.count("state = 'queued' AND tries = 0")).isEqualTo(17);
    }
  }

  @Test
  void relaysShareTheMailsByWeight() throws Exception {
    try (var house = new House(folder); var big = new ScriptedRelay(FINE); var small = new ScriptedRelay(FINE)) {
      house.publish(2_000);
      deliver(house, over(route(big, 3, List.of(), Pace.FREE), route(small, 1, List.of(), Pace.FREE)));
      assertThat(big.taken.size() + small.taken.size()).isEqualTo(2_000);
      assertThat(small.taken.size()).isBetween(330, 670);
    }
  }

  @Test
  void aRelayThatIsDownLeavesItsShareToTheOthers() throws Exception {
    int nobody;
    try (var gone = new ScriptedRelay(FINE)) {
      nobody = gone.port();
    }
    try (var house = new House(folder); var up = new ScriptedRelay(FINE)) {
      house.publish(500);
      var down = new Route(House.relayAt("down", nobody, 2), 5, List.of(), Pace.FREE);
      DeliveryReport report = deliver(house, over(down, route(up, 1, List.of(), Pace.FREE)));
      assertThat(up.taken).hasSize(500);
      assertThat(report.trouble()).hasValueSatisfying(text -> assertThat(text).contains("Relay down"));
    }
  }

  @Test
  void aNewsletterGoesByItsOwnRelay() throws Exception {
    try (var house = new House(folder); var own = new ScriptedRelay(FINE); var other = new ScriptedRelay(FINE)) {
      house.publish(40);
      deliver(house, over(route(other, 1, List.of("weekly"), Pace.FREE), route(own, 1, List.of("daily"), Pace.FREE)));
      assertThat(own.taken).hasSize(40);
      assertThat(other.taken).isEmpty();
      assertThat(other.sessions.get()).isZero();
    }
  }

  @Test
  void aNewsletterWhoseRelayIsDownWaitsAndTheRunEnds() throws Exception {
    int nobody;
    try (var gone = new ScriptedRelay(FINE)) {
      nobody = gone.port();
    }
    try (var house = new House(folder); var other = new ScriptedRelay(FINE)) {
      house.publish(40);
      var down = new Route(House.relayAt("down", nobody, 2), 1, List.of("daily"), Pace.FREE);
      DeliveryReport report = deliver(house, over(down, route(other, 1, List.of("weekly"), Pace.FREE)));
      assertThat(report.trouble()).isPresent();
      assertThat(house.count("state = 'queued' AND tries = 0")).isEqualTo(40);
    }
  }

  /** A slow receiver's mail goes at its pace; the others do not wait for it; and the run stays until it is done. */
  @Test
  void aReceiverGetsItsOwnPaceAndNobodyElseWaits() throws Exception {
    var lastOther = new AtomicLong();
    try (var house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> {
      if (step.equals("DOT") && !who.endsWith("@d1.example")) lastOther.set(System.nanoTime());
      return "";
    })) {
      house.publish(350);
      long start = System.nanoTime();
      deliver(house, new DeliverySettings(List.of(route(relay, 1, List.of(), Pace.FREE)), List.of(new Group("slow", List.of("d1.example"), 20, 1)), 20, Told.NOBODY));
      assertThat(relay.taken).hasSize(350);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as("50 mails at 20 a second").isGreaterThan(Duration.ofMillis(2_200));
      assertThat(Duration.ofNanos(System.nanoTime() - lastOther.get())).as("the others were done before").isGreaterThan(Duration.ofMillis(300));
    }
  }

  @Test
  void aReceiverHasNoMoreConnectionsThanAllowed() throws Exception {
    var carrying = new ConcurrentHashMap<Integer, Boolean>();
    var most = new AtomicInteger();
    try (var house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> {
      if (!who.endsWith("@d1.example") || !step.equals("DATA") && !step.equals("DOT")) return "";
      if (step.equals("DATA")) carrying.put(session, true);
      most.accumulateAndGet(carrying.size(), Math::max);
      java.util.concurrent.locks.LockSupport.parkNanos(3_000_000);
      if (step.equals("DOT")) carrying.remove(session);
      return "";
    })) {
      house.publish(140);
      deliver(house, new DeliverySettings(List.of(new Route(House.relayAt("four", relay.port(), 4), 1, List.of(), Pace.FREE)),
          List.of(new Group("narrow", List.of("d1.example"), 0, 1)), 20, Told.NOBODY));
      assertThat(relay.taken).hasSize(140);
      assertThat(most).hasValue(1);
    }
  }

  /** 4.7.28: only that receiver's mail waits. */
  @Test
  void aReceiverThatAsksForPatienceGetsItAlone() throws Exception {
    Set<String> tried = ConcurrentHashMap.newKeySet();
    try (var house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> {
      if (!step.equals("RCPT") || !who.endsWith("@d1.example")) return "";
      tried.add(who);
      return "450 4.7.28 unusual rate of mail, slow down";
    })) {
      house.publish(350);
      DeliveryReport report = deliver(house, over(route(relay, 1, List.of(), Pace.FREE)));
      assertThat(relay.taken).hasSize(300);
      assertThat(tried).hasSizeLessThan(12);
      assertThat(report.trouble()).isEmpty();
      assertThat(house.count("state IN ('queued', 'deferred')")).isEqualTo(50);
    }
  }

  @Test
  void refusalsThatSpeakOfUsStopTheRunAndBlameNobody() throws Exception {
    try (var house = new House(folder); var relay = new ScriptedRelay((step, who, session) ->
        step.equals("RCPT") ? "554 5.7.1 your address is on a block list" : "")) {
      house.publish(500);
      DeliveryReport report = deliver(house, over(route(relay, 1, List.of(), Pace.FREE)));
      assertThat(relay.commands.stream().filter(line -> line.startsWith("RCPT"))).hasSizeLessThan(30);
      assertThat(report.failed()).isZero();
      assertThat(report.trouble()).hasValueSatisfying(text -> assertThat(text).contains("refuses us").contains("5.7.1").contains("SPF"));
      assertThat(house.count("state = 'failed'")).isZero();
      assertThat(house.count("state = 'queued'")).isEqualTo(500);
    }
  }

  @Test
  void aShortRunThatIsRefusedAsAWholeBlamesNobodyEither() throws Exception {
    try (var house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> step.equals("DOT") ? "550 message rejected by policy" : "")) {
      house.publish(4);
      assertThat(deliver(house, over(route(relay, 1, List.of(), Pace.FREE))).trouble()).isPresent();
      assertThat(house.count("state = 'queued'")).isEqualTo(4);
    }
  }

  @Test
  void aSingleReaderWhoRefusesUsFailsAlone() throws Exception {
    try (var house = new House(folder); var relay = new ScriptedRelay((step, who, session) ->
        step.equals("RCPT") && who.startsWith("r7@") ? "550 5.7.1 this mailbox takes no lists" : "")) {
      house.publish(60);
      DeliveryReport report = deliver(house, over(route(relay, 1, List.of(), Pace.FREE)));
      assertThat(report.trouble()).isEmpty();
      assertThat(report.failed()).isEqualTo(1);
      assertThat(relay.taken).hasSize(59);
    }
  }

  @Test
  void domainsTakeTurns() throws Exception {
    try (var house = new House(folder); var relay = new ScriptedRelay(FINE)) {
      house.publish(70);
      try (Courier courier = house.courier(House.relayAt(relay.port(), 1))) {
        courier.deliver(Instant.now());
      }
      List<String> domains = relay.taken.stream().map(mail -> mail.recipient().substring(mail.recipient().indexOf('@'))).collect(Collectors.toList());
      for (int i = 1; i < domains.size(); i++) assertThat(domains.get(i)).isNotEqualTo(domains.get(i - 1));
    }
  }
}
