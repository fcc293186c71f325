package dev.tidings.audience;

import dev.tidings.audience.ListedReader.Choices;
import dev.tidings.store.Tx;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of one list join the store, a thousand at a time by set operations. What readers said themselves wins. */
final class ListIntake {
  private static final int CHUNK = 1_000;
  private final Handle sql;
  private final Source source;
  private final SubscriberFile file;
  private final Map<String, ListedReader> chunk = new HashMap<>();
  private SyncReport.Counts counts = SyncReport.Counts.NONE;
  private int rows;

  /** @param kind file or import · @param name of the file, as the configuration names it · @param generation grows with each reading of it */
  record Source(String newsletter, String kind, String name, long generation, Audience.Sync how, Forgotten forgotten) {}

  ListIntake(Tx tx, Source source, SubscriberFile file) {
    this.sql = tx.sql();
    this.source = source;
    this.file = file;
    sql.execute("CREATE TEMP TABLE IF NOT EXISTS incoming (line INTEGER, address_key TEXT PRIMARY KEY, address TEXT, domain TEXT,"
        + " name TEXT, categories TEXT, format TEXT, language TEXT, zone TEXT, rhythm TEXT, send_after TEXT, status TEXT,"
        + " suppression TEXT, consent TEXT, barred INTEGER NOT NULL DEFAULT 0, subscription INTEGER)");
  }

  int rows() {
    return rows;
  }

  SyncReport.Counts counts() {
    return counts;
  }

  void take(ListedReader reader) {
    ListedReader before = chunk.putIfAbsent(reader.address().key(), reader);
    if (before != null) {
      file.warn(reader.line(), RowReader.shown(reader.address().address()) + " stands in line " + before.line() + " already. The first row counts.");
      return;
    }
    rows++;
    if (chunk.size() == CHUNK) settle();
  }

  /** Takes what is left; to be called after the last row. */
  void settle() {
    if (chunk.isEmpty()) return;
    sql.execute("DELETE FROM incoming");
    write();
    chunk.clear();
    dropRepeated();
    bar();
    int before = active();
    updateChoices();
    insertNew();
    changeStanding();
    int after = active();
    sql.execute("INSERT INTO origin (subscription, kind, name, seen) SELECT u.id, ?, ?, ? " + MATCHED
        + " ON CONFLICT (subscription, kind, name) DO UPDATE SET seen = excluded.seen", source.kind(), source.name(), source.generation(), source.newsletter());
    add(Math.max(0, after - before), Math.max(0, before - after), 0, keptOut());
  }

  private static final String MATCHED =
      "FROM incoming i JOIN subscriber s ON s.address_key = i.address_key JOIN subscription u ON u.subscriber = s.id AND u.newsletter = ? WHERE true";

  private void write() {
    try (PreparedBatch batch = sql.prepareBatch("INSERT INTO incoming (line, address_key, address, domain, name, categories, format,"
        + " language, zone, rhythm, send_after, status, suppression, consent) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
      for (ListedReader reader : chunk.values()) {
        Choices wish = reader.choices();
        batch.add(reader.line(), reader.address().key(), reader.address().address(), reader.address().domain(),
            wish.name().orElse(null), wish.categories().orElse(null), wish.format().orElse(null), wish.language().orElse(null),
            wish.zone().orElse(null), wish.cadence().rhythm().orElse(null), wish.cadence().sendAfter().orElse(null),
            reader.standing().status, reader.standing().suppression, reader.consent().isEmpty() ? null : reader.consent());
      }
      batch.execute();
    }
  }

  /** The same reader in an earlier chunk of this reading. */
  private void dropRepeated() {
    String seen = MATCHED + " AND EXISTS (SELECT 1 FROM origin o WHERE o.subscription = u.id AND o.kind = ? AND o.name = ? AND o.seen = ?)";
    sql.createQuery("SELECT i.line, i.address " + seen + " ORDER BY i.line")
        .bind(0, source.newsletter()).bind(1, source.kind()).bind(2, source.name()).bind(3, source.generation())
        .map((row, context) -> Map.entry(row.getInt(1), row.getString(2)))
        .forEach(row -> {
          rows--;
          file.warn(row.getKey(), RowReader.shown(row.getValue()) + " stands in an earlier line already. The first row counts.");
        });
    sql.execute("DELETE FROM incoming WHERE address_key IN (SELECT i.address_key " + seen + ")", source.newsletter(), source.kind(), source.name(), source.generation());
  }

  private void bar() {
    sql.execute("INSERT INTO suppression (address_key, reason, origin, at) SELECT address_key, suppression, ?, ? FROM incoming WHERE suppression <> ''"
        + " ON CONFLICT (address_key) DO NOTHING", source.kind() + " " + source.name(), source.how().now().toEpochMilli());
    sql.execute("UPDATE incoming SET barred = 1 WHERE address_key IN (SELECT address_key FROM suppression)");
    if (forgottenOnes()) barForgotten();
  }

  private boolean forgottenOnes() {
    return sql.createQuery("SELECT EXISTS (SELECT 1 FROM suppression WHERE reason = 'forgotten')").mapTo(Integer.class).one() > 0;
  }

  private void barForgotten() {
    for (String key : sql.createQuery("SELECT address_key FROM incoming").mapTo(String.class).list())
      sql.execute("UPDATE incoming SET barred = 1 WHERE address_key = ? AND EXISTS (SELECT 1 FROM suppression WHERE address_key = ?)",
          key, source.forgotten().key(key));
  }

  private int active() {
    return sql.createQuery("SELECT count(*) " + MATCHED + " AND u.status = 'active'").bind(0, source.newsletter()).mapTo(Integer.class).one();
  }

  private int keptOut() {
    return sql.createQuery("SELECT count(*) FROM incoming i LEFT JOIN subscriber s ON s.address_key = i.address_key"
        + " LEFT JOIN subscription u ON u.subscriber = s.id AND u.newsletter = ? WHERE i.status <> 'ended' AND (i.barred = 1 OR u.status = 'ended')")
        .bind(0, source.newsletter()).mapTo(Integer.class).one();
  }

  private void insertNew() {
    sql.execute("INSERT INTO subscriber (address_key, address, domain, name, language, zone, created_at) SELECT address_key, address, domain,"
        + " coalesce(name, ''), nullif(language, ''), nullif(zone, ''), ? FROM incoming WHERE barred = 0 OR suppression <> '' ORDER BY line"
        + " ON CONFLICT (address_key) DO NOTHING", source.how().now().toEpochMilli());
    sql.execute("INSERT INTO subscription (subscriber, newsletter, status, ended_why, rhythm, categories, format, language, send_after, cursor, since, consent)"
        + " SELECT s.id, ?, CASE WHEN i.barred = 1 THEN 'ended' ELSE i.status END,"
        + " CASE WHEN i.suppression = 'hard-bounce' THEN 'bounced' WHEN i.suppression = 'complaint' THEN 'complained' WHEN i.barred = 1 THEN 'admin'"
        + " WHEN i.status = 'ended' THEN 'left' END, coalesce(i.rhythm, 'each'), coalesce(i.categories, '*'), coalesce(i.format, 'HTML'),"
        + " nullif(i.language, ''), nullif(i.send_after, ''), ?, ?, i.consent FROM incoming i JOIN subscriber s ON s.address_key = i.address_key"
        + " WHERE true ORDER BY i.line ON CONFLICT (subscriber, newsletter) DO NOTHING",
        source.newsletter(), source.how().startCursor(), source.how().now().toEpochMilli());
  }

  /** An end in the file ends; whoever was only removed from it comes back; whoever left by own word does not. */
  private void changeStanding() {
    sql.execute("UPDATE subscription AS u SET status = 'ended', ended_why = 'left' FROM incoming i, subscriber s WHERE s.address_key = i.address_key"
        + " AND u.subscriber = s.id AND u.newsletter = ? AND i.status = 'ended' AND u.status <> 'ended' AND instr(u.chosen, 'status') = 0", source.newsletter());
    sql.execute("UPDATE subscription AS u SET status = i.status, ended_why = NULL, since = ?, cursor = max(u.cursor, ?) FROM incoming i, subscriber s"
        + " WHERE s.address_key = i.address_key AND u.subscriber = s.id AND u.newsletter = ? AND i.status <> 'ended' AND i.barred = 0"
        + " AND u.status = 'ended' AND u.ended_why = 'removed'", source.how().now().toEpochMilli(), source.how().startCursor(), source.newsletter());
    sql.execute("UPDATE subscription AS u SET status = 'active' FROM incoming i, subscriber s WHERE s.address_key = i.address_key"
        + " AND u.subscriber = s.id AND u.newsletter = ? AND i.status = 'active' AND i.barred = 0 AND u.status = 'pending'", source.newsletter());
  }

  private void updateChoices() {
    sql.execute("UPDATE incoming SET subscription = (SELECT u.id FROM subscription u JOIN subscriber s ON s.id = u.subscriber"
        + " WHERE s.address_key = incoming.address_key AND u.newsletter = ?)", source.newsletter());
    int updated = sql.execute("UPDATE subscription AS u SET " + wish("categories") + ", " + wish("format") + ", " + wish("rhythm") + ", "
        + wish("send_after") + ", " + wish("language") + " FROM incoming i WHERE u.id = i.subscription AND (" + differs("categories") + " OR "
        + differs("format") + " OR " + differs("rhythm") + " OR " + differs("send_after") + " OR " + differs("language") + ")");
    updated += sql.execute("UPDATE subscriber AS s SET name = coalesce(nullif(i.name, ''), s.name), zone = coalesce(nullif(i.zone, ''), s.zone)"
        + " FROM incoming i WHERE s.address_key = i.address_key AND (coalesce(nullif(i.name, ''), s.name) <> s.name"
        + " OR coalesce(nullif(i.zone, ''), s.zone) IS NOT s.zone)");
    add(0, 0, updated, 0);
  }

  private static String wish(String field) {
    return "%1$s = CASE WHEN i.%1$s IS NULL OR instr(u.chosen, '%1$s') > 0 THEN u.%1$s ELSE nullif(i.%1$s, '') END".formatted(field);
  }

  private static String differs(String field) {
    return "(i.%1$s IS NOT NULL AND instr(u.chosen, '%1$s') = 0 AND nullif(i.%1$s, '') IS NOT u.%1$s)".formatted(field);
  }

  private void add(int joined, int left, int updated, int keptOut) {
    counts = counts.plus(new SyncReport.Counts(joined, left, updated, keptOut));
  }
}
