package dev.tidings.queue;

import dev.tidings.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Who is due, and the rows that owe them an edition: one INSERT … SELECT, in the transaction that freezes the edition and moves
 * the cursors. Suppressed, pending, paused and ended readers are looked up here; there is no row for them.
 */
public final class Enqueue {
  /** Whose clock counts; nobody's where it makes no difference, so that such readers stay together. */
  private static final String ZONE = "CASE WHEN s.rhythm = 'each' AND s.send_after IS NULL THEN '' ELSE coalesce(r.zone, '') END";

  private static final int NONE = -1;

  private static final String CHOICES =
      "s.cursor, s.missed, s.turn_owed, s.categories, s.format, coalesce(s.language, r.language, '') AS language, s.rhythm, coalesce(s.send_after, '') AS send_after, "
          + ZONE + " AS zone";

  private static final String READERS =
      " FROM subscription s JOIN subscriber r ON r.id = s.subscriber WHERE s.newsletter = :newsletter";

  static final String ACTIVE =
      " AND (s.status = 'active' OR (s.status = 'paused' AND s.paused_until <= :now))"
          + " AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.address_key = r.address_key)";

  /** An earlier mail of the newsletter is still under way to them: if it never leaves, the new one must not stand before it. */
  private static final String UNDER_WAY = "EXISTS (SELECT 1 FROM delivery d JOIN edition o ON o.id = d.edition WHERE d.subscriber = r.id AND d.subscription = s.id"
      + " AND d.state IN ('queued', 'deferred', 'sending') AND NOT EXISTS (SELECT 1 FROM accepted c WHERE c.delivery = d.id) AND o.corrects IS NULL AND o.id <> %d)";

  /**
   * Ends what earlier editions of the newsletter still owe beyond their lives; their posts are news again. To be called before
   * {@link #groups}.
   */
  public void endOverdue(Tx tx, String newsletter, Instant now) {
    GivingBack.ofOverdue(tx.sql(), newsletter, now);
  }

  /** Readers who may be mailed, grouped by where they stand and what they chose. */
  public List<Due.Group> groups(Handle sql, String newsletter, Instant now) {
    return sql.createQuery("SELECT " + CHOICES + ", count(*) AS readers" + READERS + ACTIVE + free(sql, newsletter, NONE)
            + " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY s.categories = '*' DESC, s.format, readers DESC, 1, 4, 6, 7, 8, 9, 2, 3")
        .bind("newsletter", newsletter)
        .bind("now", now.toEpochMilli())
        .map((row, context) -> new Due.Group(due(row), row.getInt(10)))
        .list();
  }

  /** One place of a person's that mail may go to. @param underWay whether a mail of the newsletter is on its way to her */
  public record Person(long subscription, String newsletter, String address, String name, Due due, boolean underWay) {}

  /** All of hers, paused ones too. @param subscription any of hers */
  public static List<Person> placesOf(Handle sql, long subscription) {
    return sql.createQuery("SELECT " + CHOICES + ", s.id, s.newsletter, r.address, coalesce(r.name, ''), " + UNDER_WAY.formatted(NONE)
            + " FROM subscription s JOIN subscriber r ON r.id = s.subscriber WHERE s.subscriber = (SELECT subscriber FROM subscription WHERE id = :any) AND s.status IN ('active', 'paused')"
            + " AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.address_key = r.address_key) ORDER BY s.newsletter")
        .bind("any", subscription)
        .map((row, context) -> new Person(row.getLong(10), row.getString(11), row.getString(12), row.getString(13), due(row), row.getBoolean(14))).list();
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(new Due.Place(row.getLong(1), row.getString(2), row.getInt(3) == 1), row.getString(4), row.getString(5), row.getString(6),
        new Due.Pace(row.getString(7), row.getString(8), row.getString(9)));
  }

  /** Readers of the newsletter who get nothing whatever it holds, by reason, in the words that {@code plan} shows. */
  public Map<String, Integer> kept(Handle sql, String newsletter, Instant now) {
    var kept = new LinkedHashMap<String, Integer>();
    sql.createQuery("SELECT CASE WHEN EXISTS (SELECT 1 FROM suppression x WHERE x.address_key = r.address_key) THEN 'suppressed'"
            + " WHEN s.status = 'ended' THEN 'ended: ' || coalesce(s.ended_why, 'left') ELSE s.status END AS reason, count(*)" + READERS
            + " AND NOT (1 = 1" + ACTIVE + ") GROUP BY 1 ORDER BY 1")
        .bind("newsletter", newsletter)
        .bind("now", now.toEpochMilli())
        .map((row, context) -> kept.put(row.getString(1), row.getInt(2)))
        .list();
    if (free(sql, newsletter, NONE).isEmpty()) return kept;
    int owed = sql.createQuery("SELECT count(*)" + READERS + ACTIVE + " AND " + UNDER_WAY.formatted(NONE)).bind("newsletter", newsletter).bind("now", now.toEpochMilli()).mapTo(Integer.class).one();
    if (owed > 0) kept.put("an earlier mail is still under way", owed);
    return kept;
  }

  /** @param edition the one that is being frozen · @return blank where nothing of the newsletter is under way, as nearly always: then nobody is looked at one by one */
  private static String free(Handle sql, String newsletter, long edition) {
    boolean none = sql.createQuery("SELECT count(*) FROM (SELECT 1 FROM edition e JOIN delivery d ON d.edition = e.id WHERE e.newsletter = ? AND e.corrects IS NULL AND e.closed_at IS NULL"
        + " AND d.state IN ('queued', 'deferred', 'sending') LIMIT 1) x").bind(0, newsletter).mapTo(Integer.class).one() == 0;
    return none ? "" : " AND NOT " + UNDER_WAY.formatted(edition);
  }

  /**
   * @param variant empty: nothing new for them; only the cursor moves
   * @param missed what they have missed from now on
   * @param notBefore an own later hour; empty: at once
   */
  public record Owed(Due due, Optional<Long> variant, String missed, Optional<Instant> notBefore) {}

  /**
   * @param upper where the cursors of all in {@code owed} move
   * @param now when the rows are due
   */
  public record Order(String newsletter, long edition, long upper, Instant now, List<Owed> owed) {}

  /** Writes the rows and moves the cursors; answers with how many readers are planned. */
  public int enqueue(Tx tx, Order order) {
    Handle sql = tx.sql();
    sql.execute("CREATE TEMP TABLE IF NOT EXISTS owed (place BIGINT, cursor BIGINT, missed TEXT, still TEXT, turn_owed BIGINT, categories TEXT, format TEXT, language TEXT, rhythm TEXT,"
        + " send_after TEXT, zone TEXT, variant BIGINT, not_before BIGINT, PRIMARY KEY (cursor, categories, format, language, rhythm, send_after, zone, missed, turn_owed))");
    sql.execute("DELETE FROM owed");
    var batch = sql.prepareBatch("INSERT INTO owed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (int i = 0; i < order.owed().size(); i++) {
      Owed owed = order.owed().get(i);
      Due due = owed.due();
      batch.add(i, due.place().cursor(), due.place().missed(), owed.missed(), due.place().owed() ? 1 : 0, due.categories(), due.format(), due.language(), due.pace().rhythm(),
          due.pace().sendAfter(), due.pace().zone(), owed.variant().orElse(null), owed.notBefore().map(Instant::toEpochMilli).orElse(null));
    }
    if (batch.size() > 0) batch.execute();
    String matched = matched(free(sql, order.newsletter(), order.edition()));
    int planned = insert(sql, order, matched);
    for (int i = 0; i < order.owed().size(); i++) {
      Owed owed = order.owed().get(i);
      if (!owed.missed().equals(owed.due().place().missed())) move(sql, order, ", missed = :missed", matched + " AND f.place = " + i, owed.missed());
    }
    move(sql, order, "", matched, "");
    sql.execute("UPDATE edition SET planned = ? WHERE id = ?", planned, order.edition());
    return planned;
  }

  /** Recipients are interleaved by domain, so that no receiving system gets them in one burst. */
  private static int insert(Handle sql, Order order, String matched) {
    return sql.createUpdate("INSERT INTO delivery (edition, variant, subscriber, subscription, since, missed, still_missed, state, due_at, not_before, at)"
            + " SELECT :edition, f.variant, r.id, s.id, s.cursor, nullif(s.missed, ''), nullif(f.still, ''), 'queued', max(:now, coalesce(f.not_before, :now)), f.not_before, :now" + matched
            + " AND f.variant IS NOT NULL ORDER BY row_number() OVER (PARTITION BY r.domain ORDER BY r.id), r.domain")
        .bind("edition", order.edition())
        .bind("now", order.now().toEpochMilli())
        .bind("newsletter", order.newsletter())
        .execute();
  }

  private static void move(Handle sql, Order order, String also, String matched, String missed) {
    var update = sql.createUpdate("UPDATE subscription SET cursor = max(cursor, :upper), turn_owed = 0, status = 'active', paused_until = NULL" + also
            + " WHERE id IN (SELECT s.id" + matched + ")")
        .bind("upper", order.upper())
        .bind("now", order.now().toEpochMilli())
        .bind("newsletter", order.newsletter());
    if (!also.isEmpty()) update.bind("missed", missed);
    update.execute();
  }

  private static String matched(String free) {
    return " FROM subscription s JOIN subscriber r ON r.id = s.subscriber JOIN owed f ON f.cursor = s.cursor AND f.missed = s.missed AND f.turn_owed = s.turn_owed"
        + " AND f.categories = s.categories AND f.format = s.format AND f.language = coalesce(s.language, r.language, '') AND f.rhythm = s.rhythm"
        + " AND f.send_after = coalesce(s.send_after, '') AND f.zone = " + ZONE + " WHERE s.newsletter = :newsletter" + ACTIVE + free;
  }
}
