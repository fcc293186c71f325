package dev.tidings.queue;

import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what dead and frozen processes had claimed. The first two mails of a batch, in its order, may have been on the
 * wire, at most two are in flight on a connection: those are marked as possible duplicates, and their next try carries the
 * same Message-ID. The others had not been begun.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int IN_FLIGHT = 2;
  private final Owner owner;

  Recovery(Owner owner) {
    this.owner = owner;
  }

  private record Stray(String owner, long token, long leaseUntil) {}

  /** Whose claims these are, besides ours. */
  static List<String> others(Ledger ledger, Owner owner) throws SQLException {
    return ledger.rows("SELECT claimed_by FROM delivery WHERE state = 'sending' AND claimed_by <> ? UNION SELECT claimed_by FROM notice WHERE state = 'sending' AND claimed_by <> ?",
        row -> row.getString(1), owner.name(), owner.name());
  }

  /** @return how many mails came back */
  int recover(Ledger ledger, long now, long realNow) throws SQLException {
    return recover(ledger, "delivery", now, realNow) + recover(ledger, "notice", now, realNow);
  }

  private int recover(Ledger ledger, String table, long now, long realNow) throws SQLException {
    List<Stray> batches = ledger.rows(
        "SELECT claimed_by, token, min(lease_until) FROM " + table
            + " WHERE state = 'sending' AND claimed_by <> ? GROUP BY claimed_by, token",
        row -> new Stray(row.getString(1), row.getLong(2), row.getLong(3)), owner.name());
    int back = 0;
    for (Stray batch : batches)
      if (batch.leaseUntil < realNow || owner.isDead(batch.owner)) back += giveBack(ledger, table, batch, now);
    return back;
  }

  private static int giveBack(Ledger ledger, String table, Stray batch, long now) throws SQLException {
    List<Long> doubtful = ledger.rows(
        "SELECT id FROM " + table + " WHERE state = 'sending' AND claimed_by = ? AND token = ? ORDER BY place LIMIT " + IN_FLIGHT + ledger.dialect().forUpdate(),
        row -> row.getLong(1), batch.owner, batch.token);
    for (Long id : doubtful) {
      ledger.run("UPDATE " + table + " SET possible_duplicate = 1 WHERE id = ?", id);
      LOG.warn("possible duplicate: {}={} was being sent when its process ended; it goes out again under the same Message-ID",
          table, id);
    }
    return ledger.run(
        "UPDATE " + table + " SET state = CASE tries WHEN 0 THEN 'queued' ELSE 'deferred' END, due_at = ?, claimed_by = NULL,"
            + " lease_until = NULL, place = NULL,"
            + " first_try_at = CASE tries + possible_duplicate WHEN 0 THEN NULL ELSE first_try_at END"
            + " WHERE state = 'sending' AND claimed_by = ? AND token = ?",
        now, batch.owner, batch.token);
  }
}
