package dev.tidings.hook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What happened, as the database noted it in the very transaction in which it did: editions, readers and reports by triggers, mails by
 * the ledger's own list of tries.
 */
final class Happenings {
  private static final int AT_ONCE = 1_000;
  private static final String NOTED = """
      SELECT h.id, h.kind, h.at, h.detail, e.newsletter, e.number, e.subject, e.stories, e.planned, e.account, s.newsletter AS list, r.address, r.address_key, b.class, b.reason, b.code, b.text
      FROM happening h LEFT JOIN edition e ON h.edition = e.id LEFT JOIN bounce b ON h.bounce = b.id
           LEFT JOIN subscription s ON s.id = coalesce(h.subscription, b.subscription) LEFT JOIN subscriber r ON r.id = s.subscriber
      ORDER BY h.id LIMIT ?""";
  private static final String TRIED = """
      SELECT a.id, a.at, a.outcome, a.relay, a.code, a.enhanced, a.reply, e.newsletter, e.number, r.address, r.address_key
      FROM attempt a LEFT JOIN delivery d ON d.id = a.delivery LEFT JOIN edition e ON e.id = d.edition LEFT JOIN subscriber r ON r.id = d.subscriber
      WHERE a.id > ? AND a.delivery > 0 AND a.outcome IN ('sent', 'failed') ORDER BY a.id LIMIT ?""";

  private Happenings() {}

  /** @param reader key of the address it speaks of; empty where it speaks of none */
  record Event(long number, String id, String kind, String reader, String body) {}

  /** The oldest that were noted; {@link #forget} them in the same transaction. */
  static List<Event> noted(Handle sql) {
    return sql.createQuery(NOTED).bind(0, AT_ONCE).map((row, context) -> noted(row)).list();
  }

  static void forget(Handle sql, long upTo) {
    sql.execute("DELETE FROM happening WHERE id <= ?", upTo);
  }

  static List<Event> tried(Handle sql, long after) {
    return sql.createQuery(TRIED).bind(0, after).bind(1, AT_ONCE).map((row, context) -> tried(row)).list();
  }

  static long lastTry(Handle sql) {
    return sql.createQuery("SELECT coalesce(max(id), 0) FROM attempt").mapTo(Long.class).one();
  }

  private static Event noted(ResultSet row) throws SQLException {
    String kind = row.getString("kind");
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    if (kind.startsWith("edition.")) {
      edition(data, row);
      data.put("subject", row.getString("subject")).put("stories", row.getInt("stories")).put("planned", row.getInt("planned"));
      text(data, "account", row.getString("account"));
    } else {
      text(data, "address", row.getString("address"));
      text(data, "newsletter", row.getString("list"));
      text(data, "reason", row.getString(row.getString("reason") == null ? "detail" : "reason"));
      text(data, "class", row.getString("class"));
      text(data, "code", row.getString("code"));
      text(data, "text", row.getString("text"));
    }
    return event(row, "h", kind, data);
  }

  private static Event tried(ResultSet row) throws SQLException {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    text(data, "address", row.getString("address"));
    edition(data, row);
    data.put("relay", row.getString("relay")).put("code", row.getInt("code"));
    text(data, "enhanced", row.getString("enhanced"));
    text(data, "reply", row.getString("reply"));
    return event(row, "m", "mail." + row.getString("outcome"), data);
  }

  private static void edition(ObjectNode data, ResultSet row) throws SQLException {
    text(data, "newsletter", row.getString("newsletter"));
    data.put("number", row.getInt("number"));
  }

  private static Event event(ResultSet row, String series, String kind, ObjectNode data) throws SQLException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", kind).put("timestamp", Instant.ofEpochMilli(row.getLong("at")).toString());
    body.set("data", data);
    String reader = row.getString("address_key");
    return new Event(row.getLong("id"), "msg_" + series + row.getLong("id") + "_" + Long.toString(row.getLong("at"), 36), kind, reader == null ? "" : reader, body.toString());
  }

  private static void text(ObjectNode data, String name, @org.jspecify.annotations.Nullable String value) {
    if (value != null && !value.isEmpty()) data.put(name, value);
  }
}
