package dev.tidings.audience;

import dev.tidings.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Leaving one newsletter by one's own link, and thinking better of it. Honoured at once: mails still queued are not begun. */
public final class Leaving {
  private static final Duration UNDO = Duration.ofDays(1);
  private final LeftLog log;

  public Leaving(AudienceSettings settings) {
    this.log = new LeftLog(settings);
  }

  /** @param address as the page may show it · @param ended whether she is off already */
  public record Place(long subscription, String newsletter, String address, boolean ended) {}

  /** Empty where the reader was forgotten. */
  public Optional<Place> place(Handle sql, long subscription) {
    return row(sql, subscription).map(row -> new Place(subscription, row.newsletter, masked(row.address), row.status.equals("ended")));
  }

  private record Row(String newsletter, String address, String key, String status, String why) {}

  private static Optional<Row> row(Handle sql, long subscription) {
    return sql.createQuery("SELECT u.newsletter, s.address, s.address_key, u.status, coalesce(u.ended_why, '') FROM subscription u JOIN subscriber s ON s.id = u.subscriber"
        + " WHERE u.id = ? AND instr(s.address_key, '@') > 0").bind(0, subscription)
        .map((row, context) -> new Row(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5))).findOne();
  }

  /** Doing it twice changes nothing. RFC 8058 3.2 */
  public Optional<Place> leave(Tx tx, long subscription, Instant now) {
    Optional<Row> row = row(tx.sql(), subscription);
    if (row.isEmpty() || row.get().status.equals("ended") && !row.get().why.equals("removed")) return place(tx.sql(), subscription);
    log.append(row.get().key, LeftLog.LEFT + ":" + row.get().newsletter, now);
    tx.sql().execute("UPDATE subscription SET status = 'ended', ended_why = 'left', paused_until = NULL WHERE id = ?", subscription);
    tx.sql().execute("INSERT INTO request (kind, address_key, address, subscription, asked_at) VALUES ('left', ?, ?, ?, ?)",
        row.get().key, row.get().address, subscription, now.toEpochMilli());
    return place(tx.sql(), subscription);
  }

  /** Within a day of leaving by this link; a later return takes a new sign-up. Nothing is told twice: the cursor stays. */
  public Optional<Place> undo(Tx tx, long subscription, Instant now) {
    int fresh = tx.sql().execute("DELETE FROM request WHERE kind = 'left' AND subscription = ? AND asked_at > ?", subscription, now.minus(UNDO).toEpochMilli());
    Optional<Row> row = row(tx.sql(), subscription);
    if (fresh == 0 || row.isEmpty() || !row.get().why.equals(LeftLog.LEFT)) return place(tx.sql(), subscription);
    log.append(row.get().key, LeftLog.BACK + ":" + row.get().newsletter, now);
    tx.sql().execute("UPDATE subscription SET status = 'active', ended_why = NULL WHERE id = ?", subscription);
    return place(tx.sql(), subscription);
  }

  /** Enough for its owner to know it again: {@code a…e@mail.example}. */
  static String masked(String address) {
    int at = address.lastIndexOf('@');
    return at < 3 ? "…" + address.substring(Math.max(at, 0)) : address.charAt(0) + "…" + address.substring(at - 1);
  }
}
