package dev.tidings.audience;

import dev.tidings.audience.ListIntake.Source;
import dev.tidings.audience.ListedReader.Choices;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * The rows at hand as a table beside the readers' own, and what joining them means. Each statement starts from these few
 * rows, never from the whole audience.
 */
final class Incoming {
  private final Handle sql;
  private final Source source;

  Incoming(Handle sql, Source source) {
    this.sql = sql;
    this.source = source;
  }

  void prepare() {
    sql.execute("CREATE TEMPORARY TABLE IF NOT EXISTS incoming (line BIGINT, address_key TEXT, address TEXT, domain TEXT,"
        + " name TEXT, categories TEXT, format TEXT, language TEXT, zone TEXT, rhythm TEXT, send_after TEXT, status TEXT,"
        + " suppression TEXT, consent TEXT, barred BIGINT NOT NULL DEFAULT 0, subscriber BIGINT, subscription BIGINT)");
  }

  /** In place of the rows before. Plain JDBC: a million rows go through here. */
  void write(Collection<ListedReader> readers) {
    sql.execute("DELETE FROM incoming");
    try (PreparedStatement row = sql.getConnection().prepareStatement("INSERT INTO incoming (line, address_key, address, domain, name,"
        + " categories, format, language, zone, rhythm, send_after, status, suppression, consent) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
      for (ListedReader reader : readers) {
        bind(row, reader);
        row.addBatch();
      }
      row.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException("rows of a list cannot be staged", e);
    }
    sql.execute("UPDATE incoming SET subscriber = (SELECT id FROM subscriber s WHERE s.address_key = incoming.address_key)");
    findSubscriptions();
  }

  private static void bind(PreparedStatement row, ListedReader reader) throws SQLException {
    Choices wish = reader.choices();
    row.setInt(1, reader.line());
    row.setString(2, reader.address().key());
    row.setString(3, reader.address().address());
    row.setString(4, reader.address().domain());
    bind(row, 5, wish.name());
    bind(row, 6, wish.categories());
    bind(row, 7, wish.format());
    bind(row, 8, wish.language());
    bind(row, 9, wish.zone());
    bind(row, 10, wish.pace().rhythm());
    bind(row, 11, wish.pace().sendAfter());
    row.setString(12, reader.standing().status);
    row.setString(13, reader.standing().suppression);
    bind(row, 14, Optional.of(reader.consent()).filter(text -> !text.isEmpty()));
  }

  private static void bind(PreparedStatement row, int place, Optional<String> text) throws SQLException {
    if (text.isPresent()) row.setString(place, text.get());
    else row.setNull(place, java.sql.Types.VARCHAR);
  }

  private void findSubscriptions() {
    sql.execute("UPDATE incoming SET subscription = (SELECT u.id FROM subscription u WHERE u.subscriber = incoming.subscriber AND u.newsletter = ?)"
        + " WHERE subscription IS NULL AND subscriber IS NOT NULL", source.newsletter());
  }

  /** Readers whose row is wrong, and who stay for all that. */
  void keep(List<String> keys) {
    try (var batch = sql.prepareBatch("UPDATE origin SET seen = ? WHERE kind = ? AND name = ? AND subscription ="
        + " (SELECT u.id FROM subscription u JOIN subscriber s ON s.id = u.subscriber WHERE s.address_key = ? AND u.newsletter = ?)")) {
      for (String key : keys) batch.add(source.generation(), source.kind(), source.name(), key, source.newsletter());
      batch.execute();
    }
  }

  /** The same reader earlier in this reading. Answers how many. */
  int dropRepeated(BiConsumer<Integer, String> warn) {
    String seen = "subscription IS NOT NULL AND EXISTS (SELECT 1 FROM origin o WHERE o.subscription = incoming.subscription AND o.kind = ? AND o.name = ? AND o.seen = ?)";
    sql.createQuery("SELECT line, address FROM incoming WHERE " + seen + " ORDER BY line")
        .bind(0, source.kind()).bind(1, source.name()).bind(2, source.generation())
        .map((row, context) -> java.util.Map.entry(row.getInt(1), row.getString(2)))
        .forEach(row -> warn.accept(row.getKey(), row.getValue()));
    return sql.execute("DELETE FROM incoming WHERE " + seen, source.kind(), source.name(), source.generation());
  }

  void bar() {
    sql.execute("INSERT INTO suppression (address_key, reason, origin, at) SELECT address_key, suppression, ?, ? FROM incoming WHERE suppression <> ''"
        + " ON CONFLICT (address_key) DO NOTHING", source.kind() + " " + source.name(), source.how().now().toEpochMilli());
    sql.execute("UPDATE incoming SET barred = 1 WHERE EXISTS (SELECT 1 FROM suppression p WHERE p.address_key = incoming.address_key)");
    boolean forgotten = sql.createQuery("SELECT EXISTS (SELECT 1 FROM suppression WHERE reason = 'forgotten')").mapTo(Boolean.class).one();
    if (!forgotten) return;
    for (String key : sql.createQuery("SELECT address_key FROM incoming").mapTo(String.class).list())
      sql.execute("UPDATE incoming SET barred = 1 WHERE address_key = ? AND EXISTS (SELECT 1 FROM suppression WHERE address_key = ?)",
          key, source.forgotten().key(key));
  }

  /** To be called after {@link #bar}, before anything is inserted. */
  void fates(Predicate<String> left, BiConsumer<Integer, Fate> told) {
    sql.createQuery("SELECT i.line, i.address, i.status, i.suppression, CASE WHEN i.barred = 0 THEN '' ELSE coalesce((SELECT p.reason FROM suppression p WHERE p.address_key = i.address_key), 'forgotten') END,"
        + " coalesce(u.status, ''), coalesce(u.ended_why, ''), i.address_key FROM incoming i LEFT JOIN subscription u ON u.id = i.subscription ORDER BY i.line")
        .map((row, context) -> java.util.Map.entry(row.getInt(1), new Fate(row.getString(2), row.getString(3), row.getString(4), row.getString(5), new Fate.Place(row.getString(6), row.getString(7)), left.test(row.getString(8)))))
        .forEach(row -> told.accept(row.getKey(), row.getValue()));
  }

  int active() {
    return sql.createQuery("SELECT count(*) FROM incoming WHERE EXISTS (SELECT 1 FROM subscription u WHERE u.id = incoming.subscription AND u.status = 'active')")
        .mapTo(Integer.class).one();
  }

  int keptOut() {
    return sql.createQuery("SELECT count(*) FROM incoming WHERE status <> 'ended' AND (barred = 1 OR EXISTS (SELECT 1 FROM subscription u"
        + " WHERE u.id = incoming.subscription AND u.status = 'ended'))").mapTo(Integer.class).one();
  }

  void insertNew() {
    sql.execute("INSERT INTO subscriber (address_key, address, domain, name, language, zone, created_at) SELECT address_key, address, domain,"
        + " coalesce(name, ''), nullif(language, ''), nullif(zone, ''), ? FROM incoming WHERE subscriber IS NULL AND (barred = 0 OR suppression <> '')"
        + " ORDER BY line", source.how().now().toEpochMilli());
    sql.execute("UPDATE incoming SET subscriber = (SELECT id FROM subscriber s WHERE s.address_key = incoming.address_key) WHERE subscriber IS NULL");
    sql.execute("INSERT INTO subscription (subscriber, newsletter, status, ended_why, rhythm, categories, format, language, send_after, cursor, since, consent)"
        + " SELECT subscriber, ?, CASE WHEN barred = 1 THEN 'ended' ELSE status END,"
        + " CASE WHEN suppression = 'hard-bounce' THEN 'bounced' WHEN suppression = 'complaint' THEN 'complained' WHEN barred = 1 THEN 'admin'"
        + " WHEN status = 'ended' THEN 'left' END, coalesce(rhythm, 'each'), coalesce(categories, '*'), coalesce(format, 'HTML'),"
        + " nullif(language, ''), nullif(send_after, ''), ?, ?, consent FROM incoming WHERE subscriber IS NOT NULL AND subscription IS NULL ORDER BY line",
        source.newsletter(), source.how().startCursor(), source.how().now().toEpochMilli());
    findSubscriptions();
  }

  /** An end in the file ends; whoever was only removed from it comes back; whoever left by own word does not. */
  void changeStanding() {
    sql.execute("UPDATE subscription AS u SET status = 'ended', ended_why = CASE WHEN i.suppression = 'hard-bounce' THEN 'bounced'"
        + " WHEN i.suppression = 'complaint' THEN 'complained' WHEN i.suppression <> '' THEN 'admin' ELSE 'left' END FROM incoming i WHERE u.id = i.subscription"
        + " AND i.status = 'ended' AND u.status <> 'ended' AND (i.suppression <> '' OR u.chosen NOT LIKE '%status%')");
    sql.execute("UPDATE subscription AS u SET status = i.status, ended_why = NULL, since = ?, cursor = CASE WHEN u.cursor > ? THEN u.cursor ELSE ? END"
        + " FROM incoming i WHERE u.id = i.subscription AND i.status <> 'ended' AND i.barred = 0 AND u.status = 'ended' AND u.ended_why = 'removed'",
        source.how().now().toEpochMilli(), source.how().startCursor(), source.how().startCursor());
    sql.execute("UPDATE subscription AS u SET status = 'active' FROM incoming i WHERE u.id = i.subscription AND i.status = 'active' AND i.barred = 0"
        + " AND u.status = 'pending'");
  }

  int updateChoices() {
    int updated = sql.execute("UPDATE subscription AS u SET " + wish("categories") + ", " + wish("format") + ", " + wish("rhythm") + ", "
        + wish("send_after") + ", " + wish("language") + " FROM incoming i WHERE u.id = i.subscription AND (" + differs("categories") + " OR "
        + differs("format") + " OR " + differs("rhythm") + " OR " + differs("send_after") + " OR " + differs("language") + ")");
    String zone = "CASE WHEN EXISTS (SELECT 1 FROM subscription u WHERE u.subscriber = s.id AND u.chosen LIKE '%zone%') THEN s.zone ELSE coalesce(nullif(i.zone, ''), s.zone) END";
    return updated + sql.execute("UPDATE subscriber AS s SET name = coalesce(nullif(i.name, ''), s.name), zone = " + zone
        + " FROM incoming i WHERE s.id = i.subscriber AND (coalesce(nullif(i.name, ''), s.name) <> s.name OR coalesce(nullif(i.zone, ''), s.zone, '') <> coalesce(s.zone, ''))");
  }

  private static String wish(String field) {
    return "%1$s = CASE WHEN i.%1$s IS NULL OR u.chosen LIKE '%%%1$s%%' THEN u.%1$s ELSE nullif(i.%1$s, '') END".formatted(field);
  }

  private static String differs(String field) {
    return "(i.%1$s IS NOT NULL AND u.chosen NOT LIKE '%%%1$s%%' AND i.%1$s <> coalesce(u.%1$s, ''))".formatted(field);
  }

  void markSeen() {
    sql.execute("INSERT INTO origin (subscription, kind, name, seen) SELECT subscription, ?, ?, ? FROM incoming WHERE subscription IS NOT NULL"
        + " ORDER BY subscription ON CONFLICT (subscription, kind, name) DO UPDATE SET seen = excluded.seen", source.kind(), source.name(), source.generation());
  }
}
