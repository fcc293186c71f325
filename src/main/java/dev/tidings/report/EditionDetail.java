package dev.tidings.report;

import dev.tidings.queue.DeliveryState;
import dev.tidings.store.Database;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happened to one edition, seen closer than its account. The first three read all of its deliveries: a million take seconds. */
public final class EditionDetail {
  private static final int DOMAINS = 20;

  private EditionDetail() {}

  /** Mails to one domain. @param owed not decided yet · @param lost failed, expired, suppressed or cancelled */
  public record Domain(String name, long sent, long owed, long lost) {
    public long all() {
      return sent + owed + lost;
    }
  }

  /** The last answer to so many mails. @param words one of them, as the relay said it */
  public record Reply(int code, String enhanced, long mails, String words) {}

  /** Mails accepted within one minute. */
  public record Minute(Instant from, long sent) {}

  /** Somebody who has not got it. */
  public record Missing(String address, DeliveryState state, Instant since, int tries, String reply) {}

  /** The domains with the most mails. */
  public static List<Domain> domains(Database ledger, long edition) {
    return ledger.read(sql -> sql.createQuery("SELECT s.domain, sum(CASE WHEN d.state = 'sent' THEN 1 ELSE 0 END) AS sent, sum(CASE WHEN d.state IN ('queued', 'sending', 'deferred') THEN 1 ELSE 0 END) AS owed,"
            + " sum(CASE WHEN d.state IN ('failed', 'expired', 'suppressed', 'cancelled') THEN 1 ELSE 0 END) AS lost FROM delivery d JOIN subscriber s ON s.id = d.subscriber"
            + " WHERE d.edition = ? GROUP BY s.domain ORDER BY count(*) DESC, s.domain LIMIT ?")
        .bind(0, edition).bind(1, DOMAINS).map((row, context) -> new Domain(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4))).list());
  }

  public static List<Reply> replies(Database ledger, long edition) {
    return ledger.read(sql -> sql.createQuery("SELECT code, coalesce(enhanced, '') AS e, count(*) AS n, max(reply) AS words FROM delivery WHERE edition = ? AND code > 0 GROUP BY code, coalesce(enhanced, '') ORDER BY count(*) DESC LIMIT 30")
        .bind(0, edition).map((row, context) -> new Reply(row.getInt(1), row.getString(2), row.getLong(3), Optional.ofNullable(row.getString(4)).orElse(""))).list());
  }

  /** In order; minutes with none are left out. */
  public static List<Minute> pace(Database ledger, long edition) {
    return ledger.read(sql -> sql.createQuery("SELECT at / 60000, count(*) FROM delivery WHERE edition = ? AND state = 'sent' GROUP BY at / 60000 ORDER BY 1")
        .bind(0, edition).map((row, context) -> new Minute(Instant.ofEpochSecond(row.getLong(1) * 60), row.getLong(2))).list());
  }

  /** Who failed or expired first, then who is deferred. */
  public static List<Missing> missing(Database ledger, long edition, int limit) {
    return ledger.read(sql -> sql.createQuery("SELECT coalesce(s.address, '(forgotten)'), d.state, d.at, d.tries, coalesce(d.reply, '') FROM delivery d LEFT JOIN subscriber s ON s.id = d.subscriber"
            + " WHERE d.edition = ? AND d.state NOT IN ('queued', 'sending', 'sent') AND d.state IN ('failed', 'expired', 'deferred') ORDER BY d.state DESC, d.id LIMIT ?")
        .bind(0, edition).bind(1, limit).map((row, context) -> new Missing(row.getString(1), DeliveryState.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
            Instant.ofEpochMilli(row.getLong(3)), row.getInt(4), row.getString(5))).list());
  }
}
