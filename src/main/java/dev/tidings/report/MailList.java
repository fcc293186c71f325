package dev.tidings.report;

import dev.tidings.queue.DeliveryState;
import dev.tidings.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Single mails of the newest editions by their state, read beside whoever sends: it waits for nobody and holds nobody up. */
public final class MailList {
  private static final int EDITIONS = 100;
  private static final List<DeliveryState> BY_INTEREST = List.of(DeliveryState.SENDING, DeliveryState.DEFERRED, DeliveryState.FAILED, DeliveryState.QUEUED, DeliveryState.EXPIRED);
  private static final String LINE = "SELECT coalesce(s.address, '(forgotten)'), e.newsletter, e.number, d.state, d.due_at, d.tries, coalesce(d.reply, '') FROM delivery d"
      + " JOIN edition e ON e.id = d.edition LEFT JOIN subscriber s ON s.id = d.subscriber WHERE d.edition = ? AND d.state = ?";

  private MailList() {}

  /** @param due when it is tried next, for those that wait · @param reply the relay's last words */
  public record Line(String address, String edition, DeliveryState state, Instant due, int tries, String reply) {}

  /** Newest edition first. @param state what is not settled well, where empty */
  public static List<Line> of(Database ledger, Optional<DeliveryState> state, int limit) {
    return ledger.read(sql -> {
      var lines = new ArrayList<Line>();
      List<Long> editions = sql.createQuery("SELECT id FROM edition WHERE ? = 1 OR closed_at IS NULL ORDER BY id DESC LIMIT ?").bind(0, state.isPresent() ? 1 : 0).bind(1, EDITIONS).mapTo(Long.class).list();
      for (long edition : editions)
        for (DeliveryState each : state.map(List::of).orElse(BY_INTEREST))
          if (lines.size() < limit) lines.addAll(lines(sql, edition, each, limit - lines.size()));
      return lines;
    });
  }

  private static List<Line> lines(Handle sql, long edition, DeliveryState state, int limit) {
    return sql.createQuery(LINE + narrowed(state) + " LIMIT ?").bind(0, edition).bind(1, state.word()).bind(2, limit)
        .map((row, context) -> new Line(row.getString(1), row.getString(2) + "/" + row.getInt(3), DeliveryState.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
            Instant.ofEpochMilli(row.getLong(5)), row.getInt(6), row.getString(7))).list();
  }

  /** Each state by the index that holds few rows beside it. */
  private static String narrowed(DeliveryState state) {
    return switch (state) {
      case SENT -> " ORDER BY d.subscriber";
      case SENDING -> " AND d.state = 'sending'";
      case QUEUED -> " AND d.state IN ('queued', 'deferred') ORDER BY d.due_at, d.id";
      default -> " AND d.state NOT IN ('queued', 'sending', 'sent') ORDER BY d.id";
    };
  }

  /** How many mails of open editions, and notices, wait for a courier. */
  public static long waiting(Database ledger) {
    return ledger.read(sql -> sql.createQuery("SELECT (SELECT coalesce(sum(t.n), 0) FROM delivery_tally t JOIN edition e ON e.id = t.edition WHERE e.closed_at IS NULL AND e.state = 'open' AND t.state IN ('queued', 'deferred'))"
        + " + (SELECT count(*) FROM notice WHERE state IN ('queued', 'deferred'))").mapTo(Long.class).one());
  }
}
