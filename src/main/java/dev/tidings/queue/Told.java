package dev.tidings.queue;

import java.sql.SQLException;

/**
 * What a reader is told in a mail that is no edition, such as "catch me up": it is owed and counts as told in one transaction.
 *
 * @param before where she must stand for it to be owed · @param upper the last number that it tells · @param missed what is still away
 */
public record Told(long subscription, Due.Place before, long upper, String missed) {
  /** Moves her there, where she still stands where she stood. What an earlier mail did not bring is not news again. @return whether she did */
  boolean move(Ledger ledger) throws SQLException {
    int moved = ledger.run("UPDATE subscription SET cursor = max(cursor, ?), missed = ?, turn_owed = 0 WHERE id = ? AND cursor = ? AND missed = ?",
        upper, missed, subscription, before.cursor(), before.missed());
    if (moved == 0) return false;
    ledger.run("UPDATE delivery SET since = max(since, ?), missed = nullif(?, '') WHERE subscription = ? AND subscriber = (SELECT subscriber FROM subscription WHERE id = ?)"
        + " AND since >= 0 AND state IN ('expired', 'cancelled')", upper, missed, subscription, subscription);
    return true;
  }
}
