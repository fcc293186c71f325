package dev.tidings.queue;

import java.sql.SQLException;
import java.util.List;

/** Makes failed mails owed again; an edition that had closed over them opens again. */
final class Forgiveness {
  private Forgiveness() {}

  static int of(Ledger ledger, List<Claim> refused, long now, long due) throws SQLException {
    int back = 0;
    for (Claim claim : refused) {
      if (claim.work().notice()) {
        back += ledger.run("UPDATE notice SET state = 'queued', due_at = ?, at = ? WHERE id = ? AND state = 'failed'", due, now, claim.work().id());
        continue;
      }
      int changed = ledger.run("UPDATE delivery SET state = 'queued', due_at = ?, at = ? WHERE id = ? AND state = 'failed'", due, now, claim.work().id());
      if (changed > 0)
        ledger.run("UPDATE edition SET closed_at = NULL, account = NULL WHERE id = (SELECT edition FROM delivery WHERE id = ?)", claim.work().id());
      back += changed;
    }
    return back;
  }
}
