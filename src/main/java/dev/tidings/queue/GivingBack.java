package dev.tidings.queue;

import java.sql.SQLException;

/**
 * Posts that were owed in a delivery that expired or was cancelled are news again: the subscription's cursor returns to where
 * that delivery started, unless a later delivery told more.
 */
final class GivingBack {
  /** Behind the last delivery that stands, the oldest cursor of those that do not. */
  private static final String RETURN = """
      UPDATE subscription SET cursor = min(cursor, (
          SELECT min(g.since) FROM delivery g WHERE g.subscriber = subscription.subscriber AND g.subscription = subscription.id
            AND g.state IN ('expired', 'cancelled') AND g.id > coalesce((
              SELECT max(k.id) FROM delivery k WHERE k.subscriber = subscription.subscriber
                AND k.subscription = subscription.id AND k.state NOT IN ('expired', 'cancelled')), 0)))
      WHERE EXISTS (SELECT 1 FROM delivery l WHERE l.subscriber = subscription.subscriber AND l.subscription = subscription.id
            AND l.id = (SELECT max(m.id) FROM delivery m WHERE m.subscriber = subscription.subscriber
                AND m.subscription = subscription.id) AND l.state IN ('expired', 'cancelled'))
        AND id IN (""";
  private static final String ONE = RETURN + "SELECT subscription FROM delivery WHERE id = ?)";

  private GivingBack() {}

  static void ofDelivery(Ledger ledger, long delivery) throws SQLException {
    ledger.run(ONE, delivery);
  }
}
