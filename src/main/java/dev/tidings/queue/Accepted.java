package dev.tidings.queue;

import dev.tidings.store.Dialect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The list of mails that relays have accepted and whose deliveries do not say so yet. A commit while mails are in flight is
 * one row a mail at the end of one small table; a few times a second all of them are carried over to their deliveries at once,
 * by whoever comes first: this process, or another one before it takes a dead one's claims back.
 */
final class Accepted {
  private static final String NOTE = "INSERT INTO accepted (delivery, token, tries, at, relay, code, enhanced, reply) VALUES ";
  private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String COUNT = """
      SELECT d.edition, count(*) FROM accepted a CROSS JOIN delivery d
      WHERE d.id = a.delivery AND d.token = a.token AND d.state || '' = 'sending' GROUP BY d.edition""";
  private static final String SETTLE = """
      UPDATE delivery SET state = 'sent', tries = a.tries, code = a.code, enhanced = a.enhanced, reply = a.reply, at = a.at,
        claimed_by = NULL, lease_until = NULL, place = NULL
      FROM accepted a WHERE delivery.id = a.delivery AND delivery.token = a.token AND delivery.state || '' = 'sending'""";
  /** Their claims were taken back meanwhile. Where nobody else has begun the mail, our news saves a copy. */
  private static final String LATE = """
      UPDATE delivery SET possible_duplicate = 1, state = CASE WHEN delivery.state IN ('queued', 'deferred') THEN 'sent' ELSE delivery.state END
      FROM accepted a WHERE delivery.id = a.delivery AND (delivery.token <> a.token OR delivery.state || '' <> 'sent')""";
  private static final String ATTEMPTS = """
      INSERT INTO attempt (delivery, at, relay, outcome, code, enhanced, reply)
      SELECT delivery, at, relay, 'sent', code, enhanced, reply FROM accepted ORDER BY id""";

  /** PostgreSQL: several processes would carry each other's over, so each mail is settled at once, columns as lists. */
  private static final String LISTS = "FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[])"
      + " AS a (delivery, token, tries, at, relay, code, enhanced, reply)";

  private Accepted() {}

  static boolean isOne(Settlement settlement) {
    return settlement.result() == Settlement.Result.SENT && !settlement.claim().work().notice();
  }

  /** Both in one statement: where the server is far, each one more is waited for. */
  private static final String WHOLE = "WITH a AS (SELECT * " + LISTS + "), settled AS (" + SETTLE.replace("FROM accepted a", "FROM a") + " RETURNING delivery.id), tried AS ("
      + ATTEMPTS.replace("FROM accepted ORDER BY id", "FROM a") + ") SELECT count(*) FROM settled";

  /** As many as there usually are at once: each number of them is a statement that is kept. */
  private static final int AT_ONCE = 25;

  /** Whether writing them down needs no transaction around it. */
  static boolean fitsOneStatement(Ledger ledger, List<Settlement> accepted) {
    return ledger.dialect() == Dialect.POSTGRESQL || accepted.size() <= AT_ONCE;
  }

  /** Noted, to be carried over; on PostgreSQL settled. @return rows written */
  static int write(Ledger ledger, List<Settlement> accepted, long now) throws SQLException {
    if (accepted.isEmpty()) return 0;
    if (ledger.dialect() == Dialect.POSTGRESQL) return settle(ledger, accepted, now);
    int noted = 0;
    for (int from = 0; from < accepted.size(); from += AT_ONCE)
      noted += note(ledger, accepted.subList(from, Math.min(from + AT_ONCE, accepted.size())), now);
    return noted;
  }

  private static int settle(Ledger ledger, List<Settlement> accepted, long now) throws SQLException {
    int size = accepted.size();
    Object[] lists = {
      longs(accepted, each -> each.claim().work().id()), longs(accepted, each -> each.claim().token()), longs(accepted, each -> each.claim().work().tries() + 1L),
      longs(accepted, each -> now), texts(accepted, each -> each.said().relay()), longs(accepted, each -> each.said().code()),
      texts(accepted, each -> each.said().enhanced().orElse(null)), texts(accepted, each -> each.said().reply())};
    long settled = ledger.rows(WHOLE, row -> row.getLong(1), lists).get(0);
    return settled < size ? ledger.run(LATE.replace("FROM accepted a", LISTS), lists) : 0;
  }

  private static long[] longs(List<Settlement> accepted, ToLongFunction<Settlement> part) {
    return accepted.stream().mapToLong(part).toArray();
  }

  private static @Nullable String[] texts(List<Settlement> accepted, Function<Settlement, @Nullable String> part) {
    return accepted.stream().map(part).map(text -> text == null ? null : text.replace("\0", "")).toArray(String[]::new);
  }

  private static int note(Ledger ledger, List<Settlement> accepted, long now) throws SQLException {
    var values = new ArrayList<@Nullable Object>(accepted.size() * 8);
    for (Settlement each : accepted) {
      Claim claim = each.claim();
      Settlement.Said said = each.said();
      Collections.addAll(values, claim.work().id(), claim.token(), claim.work().tries() + 1, now, said.relay(), said.code(),
          said.enhanced().orElse(null), said.reply());
    }
    return ledger.run(NOTE + String.join(", ", Collections.nCopies(accepted.size(), ROW)), values.toArray());
  }

  /** Inside a transaction. @return how many there were */
  static int carryOver(Ledger ledger) throws SQLException {
    if (ledger.rows("SELECT 1 FROM accepted LIMIT 1", row -> true).isEmpty()) return 0;
    for (Tally.Move move : ledger.rows(COUNT, row -> new Tally.Move(row.getLong(1), "sending", "sent", row.getInt(2)))) move.count(ledger);
    int settled = ledger.run(SETTLE);
    int all = ledger.run(ATTEMPTS);
    if (settled < all) ledger.run(LATE);
    ledger.run("DELETE FROM accepted");
    return all;
  }
}
