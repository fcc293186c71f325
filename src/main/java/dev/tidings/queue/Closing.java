package dev.tidings.queue;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;

/** Ends what has to end: deliveries whose life is over, those of cancelled editions, and editions that owe nothing any more. */
final class Closing {
  private static final int CHUNK = 5_000;
  private final Ledger ledger;

  Closing(Ledger ledger) {
    this.ledger = ledger;
  }

  private record Ending(long edition, String state, String why) {}

  /** Works in chunks, so that couriers wait for no more than one. */
  void close(long now) {
    List<Ending> endings = ledger.write(tx -> tx.rows(
        "SELECT id, state FROM edition WHERE closed_at IS NULL AND (state = 'cancelled' OR expires_at <= ?)",
        row -> row.getString(2).equals("cancelled")
            ? new Ending(row.getLong(1), "cancelled", "the edition was cancelled")
            : new Ending(row.getLong(1), "expired", GivingBack.WHY_EXPIRED), now));
    for (Ending ending : endings) while (end(ending, now) == CHUNK) Thread.onSpinWait();
    ledger.write(tx -> tx.run(
        "UPDATE notice SET state = 'expired', at = ? WHERE state IN ('queued', 'deferred') AND expires_at <= ?", now, now));
    List<Long> done = ledger.write(tx -> tx.rows("""
        SELECT id FROM edition e WHERE closed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.edition = e.id AND d.state IN ('queued', 'deferred'))
          AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.state = 'sending' AND d.edition = e.id)""",
        row -> row.getLong(1)));
    for (long edition : done)
      ledger.write(tx -> tx.run("UPDATE edition SET closed_at = ?, account = ? WHERE id = ?", now,
          account(tx, edition).toJson(), edition));
  }

  private int end(Ending ending, long now) {
    return ledger.write(tx -> {
      if (!tx.hasTurn()) return 0; // the next tidying goes on
      List<Long> ids = tx.rows(
          "SELECT id FROM delivery WHERE edition = ? AND state IN ('queued', 'deferred') ORDER BY due_at, id LIMIT " + CHUNK,
          row -> row.getLong(1), ending.edition);
      for (Long id : ids) {
        tx.run("UPDATE delivery SET state = ?, at = ?, reply = ? || coalesce('; last: ' || reply, '') WHERE id = ?",
            ending.state, now, ending.why, id);
        GivingBack.ofDelivery(tx, id);
      }
      return ids.size();
    });
  }

  static Account account(Ledger ledger, long edition) throws SQLException {
    var counts = new EnumMap<DeliveryState, Long>(DeliveryState.class);
    ledger.rows("SELECT state, n FROM delivery_tally WHERE edition = ? AND n > 0",
        row -> counts.put(DeliveryState.valueOf(row.getString(1).toUpperCase(Locale.ROOT)), row.getLong(2)), edition);
    long doubtful = ledger.rows("SELECT count(*) FROM delivery WHERE edition = ? AND possible_duplicate = 1", row -> row.getLong(1), edition).get(0);
    return new Account(counts, doubtful);
  }
}
