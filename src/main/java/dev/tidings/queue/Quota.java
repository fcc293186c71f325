package dev.tidings.queue;

import dev.tidings.store.Dialect;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Keeps relays below their daily quotas, also when several processes share one. A mail counts from its claim on; whatever was
 * not accepted is given back. What a killed process had claimed stays counted: too few, never too many.
 */
final class Quota {
  private Quota() {}

  /** @return how many of the wanted mails may be claimed now */
  static int left(Ledger ledger, Capacity wanted, long now) throws SQLException {
    if (wanted.perDay() == 0) return wanted.size();
    if (ledger.dialect() == Dialect.POSTGRESQL) ledger.run("INSERT INTO relay_day (relay, day, taken) VALUES (?, ?, 0) ON CONFLICT DO NOTHING", wanted.relay(), day(now)); // a row to lock
    long taken = ledger.rows("SELECT taken FROM relay_day WHERE relay = ? AND day = ?" + ledger.dialect().forUpdate(), row -> row.getLong(1), wanted.relay(), day(now))
        .stream().findFirst().orElse(0L);
    return (int) Math.max(0, Math.min(wanted.size(), wanted.perDay() - taken));
  }

  static void take(Ledger ledger, Capacity wanted, int claimed, long now) throws SQLException {
    if (wanted.perDay() == 0 || claimed == 0) return;
    ledger.run("INSERT INTO relay_day (relay, day, taken) VALUES (?, ?, ?) ON CONFLICT (relay, day) DO UPDATE SET taken = relay_day.taken + excluded.taken",
        wanted.relay(), day(now), claimed);
  }

  static void giveBack(Ledger ledger, String relay, long now) throws SQLException {
    ledger.run("UPDATE relay_day SET taken = max(0, taken - 1) WHERE relay = ? AND day = ?", relay, day(now));
  }

  private static String day(long now) {
    return Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
