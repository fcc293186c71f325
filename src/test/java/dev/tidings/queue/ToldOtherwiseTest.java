package dev.tidings.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.render.MailBody;
import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.nio.charset.StandardCharsets;
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

/** What counts as told where a delivery expired and was owed again by the admin, or a mail caught the reader up. */
class ToldOtherwiseTest {
  private static final Instant MORNING = Instant.parse("2026-11-24T07:00:00Z");
  @TempDir Path folder;
  private Database database;
  private DeliveryQueue queue;
  private Instant now = MORNING;

  /** Ada stands at 3 and has missed post a; the edition up to 10 tells her a, while c is away. */
  @BeforeEach
  void owe() {
    database = TestStore.open(folder.resolve("tidings.db"));
    Clock house = new Clock() {
      @Override public ZoneId getZone() { return ZoneOffset.UTC; }
      @Override public Clock withZone(ZoneId zone) { return this; }
      @Override public Instant instant() { return now; }
    };
    queue = new DeliveryQueue(database, folder.resolve("claims"), new DeliveryQueue.Clocks(house, Clock.systemUTC()), RetrySchedule.DEFAULT);
    run("INSERT INTO subscriber (id, address_key, address, domain, created_at) VALUES (1, 'ada@one.example', 'ada@one.example', 'one.example', 0)");
    run("INSERT INTO subscription (id, subscriber, newsletter, status, cursor, missed, since) VALUES (1, 1, 'daily', 'active', 3, 'a', 0)");
    run("INSERT INTO edition (id, newsletter, number, local, zone, upper, subject, language, published_at, expires_at, stories, planned) VALUES (1, 'daily', 1, 'x', 'UTC', 10, 's', 'en', %d, %d, 1, 1)"
        .formatted(MORNING.toEpochMilli(), MORNING.plus(Duration.ofHours(20)).toEpochMilli()));
    var due = new Due(new Due.Place(3, "a", false), "*", "HTML", "", Due.Pace.EACH);
    var order = new Enqueue.Order("daily", 1, 10, MORNING, List.of(new Enqueue.Owed(due, Optional.of(1L), "c", Optional.empty())));
    assertThat(database.<Integer>inTx(tx -> new Enqueue().enqueue(tx, order))).isEqualTo(1);
    assertThat(standing()).isEqualTo("10 c 0");
  }

  @AfterEach
  void close() {
    queue.close();
    database.close();
  }

  private void expire() {
    now = MORNING.plus(Duration.ofHours(21));
    queue.tidy();
    assertThat(standing()).as("what it held is news again").isEqualTo("3 a 1");
  }

  @Test
  void whatIsOwedAgainCountsAsToldAndWhatWasAwayDoesNot() {
    expire();
    assertThat(queue.steering().retry(1)).isEqualTo(1);
    assertThat(standing()).isEqualTo("10 c 0");
    assertThat(queue.steering().retry(1)).isZero();
  }

  @Test
  void aFailedOneThatIsOwedAgainChangesNothingThatALaterMailTold() {
    run("UPDATE delivery SET state = 'failed'");
    run("UPDATE subscription SET cursor = 20, missed = 'd'");
    assertThat(queue.steering().retry(1)).isEqualTo(1);
    assertThat(standing()).isEqualTo("20 d 0");
  }

  @Test
  void whatACatchUpToldIsNeitherOwedAgainNorGivenBack() {
    expire();
    var told = new Told(1, new Due.Place(3, "a", true), 10, "c");
    assertThat(queue.enqueue(notice("catch-up/1"), told)).isTrue();
    assertThat(standing()).isEqualTo("10 c 0");
    assertThat(queue.steering().retry(1)).isZero();
    assertThat(standing()).isEqualTo("10 c 0");
    assertThat(text("SELECT since || ' ' || missed FROM delivery")).isEqualTo("10 c");
  }

  @Test
  void aCatchUpIsOwedOnlyToWhoStandsWhereItBegins() {
    expire();
    var told = new Told(1, new Due.Place(3, "a", true), 10, "c");
    assertThat(queue.enqueue(notice("catch-up/1"), told)).isTrue();
    assertThat(queue.enqueue(notice("catch-up/2"), told)).as("asked twice at once").isFalse();
    assertThat(queue.enqueue(notice("catch-up/1"), new Told(1, new Due.Place(10, "c", false), 10, ""))).as("its key is known").isFalse();
    assertThat(standing()).isEqualTo("10 c 0");
    assertThat(text("SELECT count(*) FROM notice")).isEqualTo("1");
  }

  private static Notice notice(String key) {
    return new Notice(key, "catch-up", "ada@one.example", "What you missed", new MailBody("text/plain", "7bit", "She came by.\r\n".getBytes(StandardCharsets.US_ASCII), List.of()), MORNING.plus(Duration.ofDays(7)));
  }

  private void run(String sql) {
    database.inTx(tx -> tx.sql().execute(sql));
  }

  private String standing() {
    return text("SELECT cursor || ' ' || missed || ' ' || turn_owed FROM subscription WHERE id = 1");
  }

  private String text(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }
}
