package dev.tidings.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the queue promises while couriers work: gates in the claim, posts given back, accounts that add up. */
class SteeringTest {
  private static final Instant MORNING = Instant.parse("2026-11-24T07:00:00Z");
  @TempDir Path folder;
  private Database database;
  private DeliveryQueue queue;
  private Instant now = MORNING;

  @BeforeEach
  void open() {
    database = TestStore.open(folder.resolve("tidings.db"));
    Clock house = new Clock() {
      @Override public ZoneId getZone() { return ZoneOffset.UTC; }
      @Override public Clock withZone(ZoneId zone) { return this; }
      @Override public Instant instant() { return now; }
    };
    queue = new DeliveryQueue(database, folder.resolve("claims"), new DeliveryQueue.Clocks(house, Clock.systemUTC()), RetrySchedule.DEFAULT);
    for (int i = 1; i <= 4; i++) {
      run("INSERT INTO subscriber (id, address_key, address, domain, created_at) VALUES (%d, 'r%d@one.example', 'r%d@one.example', 'one.example', 0)".formatted(i, i, i));
      run("INSERT INTO subscription (id, subscriber, newsletter, status, cursor, since) VALUES (%d, %d, 'daily', 'active', 0, 0)".formatted(i, i));
    }
    publish(1, MORNING);
  }

  private void publish(int edition, Instant at) {
    run("INSERT INTO edition (id, newsletter, number, local, zone, upper, subject, language, published_at, expires_at, stories, planned) VALUES (%d, 'daily', %d, '%s', 'UTC', %d, 's', 'en', %d, %d, 1, 4)"
        .formatted(edition, edition, at, edition * 10, at.toEpochMilli(), at.plus(Duration.ofHours(20)).toEpochMilli()));
    run("INSERT INTO delivery (edition, variant, subscriber, subscription, since, state, due_at, at) SELECT %d, 1, subscriber, id, cursor, 'queued', %d, 0 FROM subscription"
        .formatted(edition, at.toEpochMilli()));
    run("UPDATE subscription SET cursor = " + edition * 10);
  }

  @AfterEach
  void close() {
    queue.close();
    database.close();
  }

  private static Settlement sent(Claim claim) {
    return new Settlement(claim, Settlement.Result.SENT, new Settlement.Said("relay", 250, Optional.of("2.0.0"), "taken"));
  }

  private DeliveryQueue another() {
    return new DeliveryQueue(database, folder.resolve("claims"), new DeliveryQueue.Clocks(Clock.fixed(now, ZoneOffset.UTC), Clock.systemUTC()),
        RetrySchedule.DEFAULT);
  }

  /** Killed between the commit of what was accepted and carrying it over. */
  @Test
  void whatADeadProcessWroteDownAsAcceptedIsSentAndNotInDoubt() {
    assumeFalse(TestStore.isPostgres(), "on PostgreSQL what is accepted is settled with the commit");
    List<Claim> claims = queue.claim(some(3));
    claims.subList(0, 2).forEach(claim -> queue.settle(sent(claim)));
    queue.commit();
    assertThat(text("SELECT count(*) FROM accepted")).isEqualTo("2");
    queue.close();
    queue = another();
    queue.tidy();
    assertThat(text("SELECT string_agg(state || possible_duplicate || tries, ',' ORDER BY id) FROM delivery")).isEqualTo("sent01,sent01,queued10,queued00");
    assertThat(text("SELECT count(*) || min(outcome) || min(relay) || min(reply) FROM attempt")).isEqualTo("2sentrelaytaken");
    assertThat(text("SELECT count(*) FROM accepted")).isEqualTo("0");
    assertThat(queue.account(1).of(DeliveryState.SENT)).isEqualTo(2);
  }

  /** A frozen process wakes and writes down what it sent before it froze; meanwhile its mails are owed again. */
  @Test
  void newsOfAClaimThatWasTakenBackSavesACopyAndIsInDoubt() {
    List<Claim> claims = queue.claim(some(3));
    run("UPDATE delivery SET lease_until = 1 WHERE state = 'sending'");
    try (DeliveryQueue other = another()) {
      other.tidy();
      List<Claim> again = other.claim(some(1));
      claims.forEach(claim -> queue.settle(sent(claim)));
      queue.commit();
      queue.tidy();
      assertThat(text("SELECT string_agg(state || possible_duplicate, ',' ORDER BY id) FROM delivery")).isEqualTo("sending1,sent1,sent1,queued0");
      other.settle(sent(again.get(0)));
      other.commit();
      assertThat(other.account(1).of(DeliveryState.SENT)).isEqualTo(3);
      assertThat(text("SELECT string_agg(state, ',' ORDER BY id) FROM delivery")).isEqualTo("sent,sent,sent,queued");
      theTallyAddsUp();
    }
  }

  @Test
  void whatWasNotBegunBefore1970GoesBackAsItWas() {
    now = Instant.parse("1661-03-25T07:00:00Z");
    publish(2, now);
    run("DELETE FROM delivery WHERE edition = 1");
    queue.claim(some(2)).forEach(claim -> queue.settle(Settlement.untouched(claim, "relay")));
    queue.commit();
    assertThat(queue.nextDue(any -> true)).contains(now);
    assertThat(queue.claim(some(10))).hasSize(4);
  }

  /** A newspaper of 1661 played with {@code run --at}: moments before 1970 are negative numbers, and none of them means "none". */
  @Test
  void anEditionOfLongAgoIsOwedAtOnceAndKeepsTheDateOfItsFirstTry() {
    now = Instant.parse("1661-03-25T07:00:00Z");
    publish(2, now);
    run("DELETE FROM delivery");
    run("UPDATE subscription SET cursor = 0");
    var due = new Due(new Due.Place(0), "*", "HTML", "", Due.Pace.EACH);
    var order = new Enqueue.Order("daily", 2, 20, now, List.of(new Enqueue.Owed(due, Optional.of(1L), "", Optional.empty())));
    int planned = database.inTx(tx -> new Enqueue().enqueue(tx, order));
    assertThat(planned).isEqualTo(4);
    assertThat(queue.claim(some(10))).hasSize(4).allMatch(claim -> claim.firstTry().equals(now));
  }

  @Test
  void whoLeftOrWasSuppressedAfterTheFreezeGetsNoMail() {
    run("INSERT INTO suppression VALUES ('r1@one.example', 'complaint', 'test', 0)");
    run("UPDATE subscription SET status = 'ended' WHERE id = 2");
    run("UPDATE subscription SET status = 'paused' WHERE id = 3");
    assertThat(queue.claim(some(10))).hasSize(1).allMatch(claim -> claim.to().subscription() == 4);
    Account account = queue.account(1);
    assertThat(account.of(DeliveryState.SUPPRESSED)).isEqualTo(1);
    assertThat(account.of(DeliveryState.CANCELLED)).isEqualTo(2);
    assertThat(account.planned()).isEqualTo(4);
    assertThat(cursor(3)).as("its posts are news again").isZero();
    assertThat(cursor(1)).isEqualTo(10);
  }

  @Test
  void anExpiredDeliveryGivesItsPostsBackUnlessALaterOneExists() {
    List<Claim> claims = queue.claim(some(1));
    queue.settle(new Settlement(claims.get(0), Settlement.Result.SENT, new Settlement.Said("relay", 250, Optional.empty(), "ok")));
    queue.commit();
    now = MORNING.plus(Duration.ofHours(21));
    queue.tidy();
    assertThat(queue.account(1).of(DeliveryState.EXPIRED)).isEqualTo(3);
    assertThat(cursor(claims.get(0).to().subscription())).isEqualTo(10);
    assertThat(cursor(4)).isZero();
    assertThat(text("SELECT account FROM edition WHERE id = 1")).contains("\"planned\":4").contains("\"expired\":3");
  }

  @Test
  void aPausedEditionStaysAndACancelledOneEnds() {
    publish(2, MORNING.plusSeconds(1));
    now = MORNING.plusSeconds(2);
    Steering steering = queue.steering();
    assertThat(steering.pause(1)).isEqualTo(4);
    assertThat(queue.claim(some(10))).hasSize(4).allMatch(claim -> claim.work().id() > 4);
    assertThat(steering.resume(1)).isEqualTo(4);
    assertThat(steering.cancel(1)).isEqualTo(4);
    assertThat(queue.claim(some(10))).isEmpty();
    assertThat(queue.account(1).of(DeliveryState.CANCELLED)).isEqualTo(4);
    assertThat(cursor(1)).as("a later delivery stands").isEqualTo(20);
    assertThat(steering.list(Optional.of("daily"), Optional.of(DeliveryState.CANCELLED), 10)).hasSize(4);
  }

  /** The tally that reports read is what a count would give, through every kind of step. */
  @Test
  void theTallyIsTheCount() {
    run("INSERT INTO suppression VALUES ('r1@one.example', 'complaint', 'test', 0)");
    Claim claim = queue.claim(some(2)).get(0);
    queue.settle(new Settlement(claim, Settlement.Result.SENT, new Settlement.Said("relay", 250, Optional.empty(), "ok")));
    queue.commit();
    queue.steering().cancel(1);
    publish(2, MORNING.plusSeconds(1));
    run("DELETE FROM delivery WHERE id = 1");
    theTallyAddsUp();
  }

  private void theTallyAddsUp() {
    String counted = "SELECT string_agg(edition || state || n, ',' ORDER BY edition, state) FROM (SELECT edition, state, %s AS n FROM %s %s) AS counted";
    assertThat(text(counted.formatted("n", "delivery_tally WHERE n <> 0", ""))).isEqualTo(text(counted.formatted("count(*)", "delivery", "GROUP BY 1, 2")));
  }

  @Test
  void anOutcomeOfALostClaimDoesNotOverwriteAnothers() {
    Claim claim = queue.claim(some(1)).get(0);
    run("UPDATE delivery SET state = 'sending', token = token + 1, claimed_by = 'other' WHERE id = " + claim.work().id());
    queue.settle(new Settlement(claim, Settlement.Result.DEFERRED, new Settlement.Said("relay", 451, Optional.empty(), "later")));
    queue.commit();
    assertThat(text("SELECT state FROM delivery WHERE id = " + claim.work().id())).isEqualTo("sending");
    queue.tidy();
    assertThat(text("SELECT state || possible_duplicate FROM delivery WHERE id = " + claim.work().id())).as("its process is dead").isEqualTo("queued1");
  }

  @Test
  void theDueIndexServesTheClaim() {
    assumeFalse(TestStore.isPostgres(), "SQLite's words for a plan");
    String plan = database.read(sql -> sql.createQuery("EXPLAIN QUERY PLAN SELECT id FROM delivery d WHERE d.edition = 1 AND d.state IN ('queued', 'deferred') AND d.due_at <= 5 ORDER BY d.due_at, d.id LIMIT 5")
        .mapToMap().list().toString());
    assertThat(plan).contains("delivery_due").doesNotContain("TEMP B-TREE");
  }

  private static Capacity some(int size) {
    return new Capacity(size, "relay", List.of(), 0);
  }

  private void run(String sql) {
    database.inTx(tx -> tx.sql().execute(sql));
  }

  private long cursor(long subscription) {
    return Long.parseLong(text("SELECT cursor FROM subscription WHERE id = " + subscription));
  }

  private String text(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }
}
