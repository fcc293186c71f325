package dev.tidings.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** List, retry, cancel, pause, resume, also while couriers are sending: they see it at their next claim. */
public final class Steering {
  private static final String LIST = """
      SELECT d.id, e.newsletter, e.number, coalesce(s.address, '(forgotten)') AS address, d.state, d.at, d.due_at, d.tries, d.reply
      FROM delivery d JOIN edition e ON e.id = d.edition LEFT JOIN subscriber s ON s.id = d.subscriber
      WHERE""";

  private final Ledger ledger;
  private final Clock house;

  Steering(Ledger ledger, Clock house) {
    this.ledger = ledger;
    this.house = house;
  }

  /** @param reply the last one, or why it ended; empty where nothing was tried */
  public record Line(long delivery, String newsletter, long number, String address, DeliveryState state, State at) {
    /** @param due when it is tried next, for those that wait */
    public record State(Instant since, Instant due, int tries, String reply) {}
  }

  private static final List<DeliveryState> BY_INTEREST = List.of(DeliveryState.SENDING, DeliveryState.DEFERRED, DeliveryState.QUEUED,
      DeliveryState.FAILED, DeliveryState.EXPIRED, DeliveryState.SUPPRESSED, DeliveryState.CANCELLED, DeliveryState.SENT);

  /**
   * Newest edition first, and in it what is under way before what is over.
   *
   * @param newsletter all where empty · @param state all where empty
   */
  public List<Line> list(Optional<String> newsletter, Optional<DeliveryState> state, int limit) {
    return ledger.write(tx -> {
      var lines = new ArrayList<Line>();
      List<Long> editions = tx.rows("SELECT id FROM edition WHERE ? = '' OR newsletter = ? ORDER BY id DESC", row -> row.getLong(1),
          newsletter.orElse(""), newsletter.orElse(""));
      for (long edition : editions) {
        if (lines.size() >= limit) break;
        for (DeliveryState each : state.map(List::of).orElse(BY_INTEREST))
          if (lines.size() < limit) lines.addAll(tx.rows(list(each), Steering::line, edition, each.word(), limit - lines.size()));
      }
      return lines;
    });
  }

  /** Each state by the index that holds few rows beside it; sent, of which there may be a million, in the order of readers. */
  private static String list(DeliveryState state) {
    return LIST + switch (state) {
      case SENT -> " d.edition = ? AND d.state = ? ORDER BY d.subscriber LIMIT ?";
      case SENDING -> " d.edition + 0 = ? AND d.state = ? AND d.state = 'sending' ORDER BY d.claimed_by, d.token, d.place LIMIT ?";
      case QUEUED -> " d.edition = ? AND d.state = ? AND d.state IN ('queued', 'deferred') ORDER BY d.due_at, d.id LIMIT ?";
      default -> " d.edition = ? AND d.state = ? AND d.state NOT IN ('queued', 'sending', 'sent') ORDER BY d.id LIMIT ?";
    };
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(row.getLong("id"), row.getString("newsletter"), row.getLong("number"), row.getString("address"),
        DeliveryState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        new Line.State(Instant.ofEpochMilli(row.getLong("at")), Instant.ofEpochMilli(row.getLong("due_at")),
            row.getInt("tries"), Optional.ofNullable(row.getString("reply")).orElse("")));
  }

  /** @param reply the last one with its codes, or why it ended; empty where nothing was tried */
  public record Told(DeliveryState state, String reply) {}

  /** Where the notice with this key stands. */
  public Optional<Told> notice(String key) {
    return ledger.write(tx -> tx.rows("""
        SELECT state, trim(coalesce(nullif(code, 0), '') || ' ' || coalesce(enhanced, '')) || ' ' || coalesce(reply, '') AS reply FROM notice WHERE key = ?""",
        row -> new Told(DeliveryState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)), row.getString("reply").strip()), key))
        .stream().findFirst();
  }

  /**
   * Failed and expired ones are owed again; deferred ones are due now. An expired one whose posts have gone out in a later
   * edition, or in a mail that caught the reader up, stays as it is. @return how many
   */
  public int retry(long edition) {
    long now = house.millis();
    return ledger.write(tx -> {
      tx.awaitTurn();
      int back = expiredAgain(tx, edition, now)
          + tx.run("UPDATE delivery SET state = 'queued', due_at = ?, at = ? WHERE edition = ? AND state = 'failed'", now, now, edition);
      tx.run("UPDATE edition SET closed_at = NULL, account = NULL, expires_at = max(expires_at, ?) WHERE id = ? AND ? > 0",
          now + 86_400_000L, edition, back);
      return back + tx.run("UPDATE delivery SET due_at = ? WHERE edition = ? AND state IN ('queued', 'deferred') AND due_at > ?",
          now, edition, now);
    });
  }

  /** Where one gave its posts back and nothing told them since, it takes them again: they count as told, and what was away then is still missed. */
  private static int expiredAgain(Ledger tx, long edition, long now) throws SQLException {
    int back = tx.run("""
        UPDATE delivery SET state = 'queued', due_at = ?, at = ? WHERE edition = ? AND state = 'expired'
          AND NOT EXISTS (SELECT 1 FROM delivery l WHERE l.subscriber = delivery.subscriber
            AND l.subscription = delivery.subscription AND l.since >= 0 AND l.id > delivery.id)
          AND (since < 0 OR EXISTS (SELECT 1 FROM subscription s WHERE s.id = delivery.subscription AND s.turn_owed = 1))""", now, now, edition);
    tx.run("""
        UPDATE subscription SET turn_owed = 0, cursor = max(cursor, (SELECT upper FROM edition WHERE id = ?)),
          missed = coalesce((SELECT d.still_missed FROM delivery d WHERE d.edition = ? AND d.subscription = subscription.id AND d.subscriber = subscription.subscriber), '')
        WHERE turn_owed = 1 AND id IN (SELECT subscription FROM delivery WHERE edition = ? AND state = 'queued' AND at = ? AND since >= 0)""", edition, edition, edition, now);
    return back;
  }

  /** Nothing more of it is begun; what is not sent gives its posts back. @return how many readers will not get it */
  public long cancel(long edition) {
    long owed = owed(edition);
    setState(edition, "cancelled");
    new Closing(ledger).close(house.millis());
    return owed;
  }

  /** @return how many deliveries wait */
  public long pause(long edition) {
    setState(edition, "paused");
    return owed(edition);
  }

  /**
   * Pauses what a newsletter published too long ago and still owes: whoever takes up an old store does not know what was sent
   * since. @param tooOld of the moment of publication · @return numbers of the paused editions, with how many deliveries wait
   */
  public Map<Long, Long> pauseWhere(String newsletter, Predicate<Instant> tooOld) {
    record Open(long id, long number, Instant published) {}
    var paused = new TreeMap<Long, Long>();
    ledger.write(tx -> tx.rows(
        "SELECT id, number, published_at FROM edition WHERE newsletter = ? AND closed_at IS NULL AND state = 'open'",
        row -> new Open(row.getLong(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3))), newsletter)).stream()
        .filter(edition -> tooOld.test(edition.published)).forEach(edition -> paused.put(edition.number, pause(edition.id)));
    return paused;
  }

  /** @return how many deliveries go on */
  public long resume(long edition) {
    setState(edition, "open");
    return owed(edition);
  }

  private void setState(long edition, String state) {
    int changed = ledger.write(tx -> tx.run(
        "UPDATE edition SET state = ? WHERE id = ? AND closed_at IS NULL AND state <> 'cancelled'", state, edition));
    if (changed == 0)
      throw new IllegalArgumentException(
          "Edition %d owes nothing any more or was cancelled: it cannot be %s. Nothing was changed.".formatted(edition,
              state.equals("open") ? "resumed" : state));
  }

  private long owed(long edition) {
    return ledger.write(tx -> tx.rows(
        "SELECT count(*) FROM delivery WHERE edition = ? AND state IN ('queued', 'deferred')", row -> row.getLong(1), edition)).get(0);
  }
}
