package dev.tidings.queue;

import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * Posts that were owed in a delivery that expired or was cancelled are news again: the subscription's cursor returns to where
 * that delivery started, unless a later delivery told more.
 */
final class GivingBack {
  static final String WHY_EXPIRED = "its life ended before the relay took it";

  /** Deliveries of this subscription, not of an earlier one that ended, behind the last one that stands. A correction told nothing: it neither stands nor falls. */
  private static final String FALLEN = """
       FROM delivery g WHERE g.subscriber = subscription.subscriber AND g.subscription = subscription.id
            AND g.since >= 0 AND g.state IN ('expired', 'cancelled') AND g.at >= subscription.since AND g.id > coalesce((
              SELECT max(k.id) FROM delivery k WHERE k.subscriber = subscription.subscriber
                AND k.subscription = subscription.id AND k.since >= 0 AND k.state NOT IN ('expired', 'cancelled')), 0)
      """;

  /** To the oldest of them; and what was missed then was not told either. */
  private static final String RETURN = "UPDATE subscription SET turn_owed = 1, cursor = min(cursor, coalesce((SELECT min(g.since)" + FALLEN + "), cursor)),"
      + " missed = coalesce((SELECT coalesce(g.missed, '')" + FALLEN + " ORDER BY g.since, g.id LIMIT 1), missed)" + """

      WHERE EXISTS (SELECT 1 FROM delivery l WHERE l.subscriber = subscription.subscriber AND l.subscription = subscription.id
            AND l.id = (SELECT max(m.id) FROM delivery m WHERE m.subscriber = subscription.subscriber
                AND m.subscription = subscription.id AND m.since >= 0) AND l.state IN ('expired', 'cancelled'))
        AND id IN (""";
  private static final String ONE = RETURN + "SELECT subscription FROM delivery WHERE id = ? AND since >= 0)";

  private static final String OVERDUE =
      " FROM edition WHERE newsletter = ? AND closed_at IS NULL AND state <> 'cancelled' AND expires_at <= ?";

  private GivingBack() {}

  /**
   * Ends what an earlier edition still owes beyond its life, before a new one is frozen: afterwards the new delivery would stand
   * behind them, and what they held would be told to nobody.
   */
  static void ofOverdue(Handle sql, String newsletter, Instant now) {
    long millis = now.toEpochMilli();
    int ended = sql.execute("UPDATE delivery SET state = 'expired', at = ?, reply = ? || coalesce('; last: ' || reply, '')"
        + " WHERE state IN ('queued', 'deferred') AND edition IN (SELECT id" + OVERDUE + ")", millis, WHY_EXPIRED, newsletter, millis);
    if (ended > 0) {
      sql.execute(RETURN + "SELECT subscription FROM delivery WHERE since >= 0 AND state = 'expired' AND at = ? AND edition IN (SELECT id" + OVERDUE + "))",
          millis, newsletter, millis);
    }
  }

  static void ofDelivery(Ledger ledger, long delivery) throws SQLException {
    ledger.run(ONE, delivery);
  }
}
