package dev.tidings.report;

import dev.tidings.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came back from mails: bounces, complaints and all else that was judged. */
public final class Returns {
  private Returns() {}

  /** @param subscriber the store's name for whose it was; 0 where that cannot be proved */
  public record Row(long id, Instant at, Verdict verdict, long subscriber, String address, String words) {}

  /** @param type hard, soft, sender-side, complaint or none · @param effect what was done about it */
  public record Verdict(String kind, String type, String reason, String rule, String effect) {}

  /** Newest first. @param type of this class only; all where blank */
  public static List<Row> before(Database ledger, long id, String type, int limit) {
    return ledger.read(sql -> sql.createQuery("SELECT b.id, b.at, b.kind, b.class, b.reason, b.rule, b.effect, coalesce(s.id, 0), coalesce(s.address, ''), coalesce(b.text, '') FROM bounce b"
            + " LEFT JOIN subscription u ON u.id = b.subscription LEFT JOIN subscriber s ON s.id = u.subscriber WHERE b.id < :id AND (:type = '' OR b.class = :type) ORDER BY b.id DESC LIMIT :limit")
        .bind("id", id).bind("type", type).bind("limit", limit)
        .map((row, context) -> row(row)).list());
  }

  /** Oldest first, those after this one: for programs that ask again and again. */
  public static List<Row> after(Database ledger, long id, int limit) {
    return ledger.read(sql -> sql.createQuery("SELECT b.id, b.at, b.kind, b.class, b.reason, b.rule, b.effect, coalesce(s.id, 0), coalesce(s.address, ''), coalesce(b.text, '') FROM bounce b"
            + " LEFT JOIN subscription u ON u.id = b.subscription LEFT JOIN subscriber s ON s.id = u.subscriber WHERE b.id > ? ORDER BY b.id LIMIT ?")
        .bind(0, id).bind(1, limit).map((row, context) -> row(row)).list());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getLong(1), Instant.ofEpochMilli(row.getLong(2)), new Verdict(row.getString(3), row.getString(4), row.getString(5), row.getString(6), row.getString(7)),
        row.getLong(8), row.getString(9), row.getString(10));
  }

  /** How many of each class since then. */
  public static Map<String, Long> since(Database ledger, Instant from) {
    var counts = new LinkedHashMap<String, Long>();
    for (String type : List.of("hard", "soft", "complaint", "sender-side")) counts.put(type, 0L);
    ledger.read(sql -> sql.createQuery("SELECT class, count(*) FROM bounce WHERE at >= ? AND class <> 'none' GROUP BY class").bind(0, from.toEpochMilli())
        .map((row, context) -> counts.put(row.getString(1), row.getLong(2))).list());
    return counts;
  }

  /** Readers by newsletter and status: {@code daily active 1204}. */
  public record Standing(String newsletter, String status, long readers) {}

  /** Counts all of them: a million take a while. */
  public static List<Standing> readers(Database ledger) {
    return ledger.read(sql -> sql.createQuery("SELECT newsletter, status, count(*) FROM subscription GROUP BY newsletter, status ORDER BY newsletter, status")
        .map((row, context) -> new Standing(row.getString(1), row.getString(2), row.getLong(3))).list());
  }
}
