package dev.tidings.queue;

import dev.tidings.store.Dialect;
import java.sql.SQLException;

/** How many deliveries of an edition are in each state, where the database does not count row by row. */
final class Tally {
  private Tally() {}

  /** So many deliveries of an edition go from one state to another. */
  record Move(long edition, String from, String to, int deliveries) {
    void count(Ledger ledger) throws SQLException {
      if (ledger.dialect() == Dialect.POSTGRESQL) return; // a view
      ledger.run("UPDATE delivery_tally SET n = n - ? WHERE edition = ? AND state = ?", deliveries, edition, from);
      ledger.run("INSERT INTO delivery_tally (edition, state, n) VALUES (?, ?, ?)"
          + " ON CONFLICT (edition, state) DO UPDATE SET n = delivery_tally.n + excluded.n", edition, to, deliveries);
    }
  }
}
