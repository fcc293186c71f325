package dev.tidings.queue;

import dev.tidings.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What readers are owed who were told something wrong. A correction is an edition whose readers are those that another one was sent to;
 * its rows tell nothing new, so they move no cursor and give none back.
 */
public final class Amends {
  /** The cursor of a delivery that told nothing. */
  private static final int TOLD_NOTHING = -1;

  private Amends() {}

  /**
   * Owes the correction to whom the wrong one was sent to, and who is not in it yet. Each comes as the wrong one came: same format, same
   * language. Whoever has left or is suppressed meanwhile gets no row.
   *
   * @param edition the correction, frozen with a variant for each format and language · @return how many were added
   */
  public static int owe(Tx tx, long edition, long corrects, Instant now) {
    Handle sql = tx.sql();
    long covers = sent(sql, corrects);
    int added = sql.createUpdate("INSERT INTO delivery (edition, variant, subscriber, subscription, since, state, due_at, at)"
            + " SELECT :edition, n.id, r.id, s.id, " + TOLD_NOTHING + ", 'queued', :now, :now FROM delivery d JOIN variant v ON v.id = d.variant"
            + " JOIN variant n ON n.edition = :edition AND n.format = v.format AND n.language = v.language"
            + " JOIN subscriber r ON r.id = d.subscriber JOIN subscription s ON s.id = d.subscription"
            + " WHERE d.edition = :corrects AND d.state = 'sent' AND s.status = 'active'" + Enqueue.ACTIVE
            + " AND NOT EXISTS (SELECT 1 FROM delivery o WHERE o.edition = :edition AND o.subscriber = d.subscriber)"
            + " ORDER BY row_number() OVER (PARTITION BY r.domain ORDER BY r.id), r.domain")
        .bind("edition", edition).bind("corrects", corrects).bind("now", now.toEpochMilli()).execute();
    sql.execute("UPDATE edition SET covers = ?, planned = planned + ? WHERE id = ?", covers, added, edition);
    if (added > 0) sql.execute("UPDATE edition SET closed_at = NULL, account = NULL WHERE id = ? AND state <> 'cancelled'", edition);
    return added;
  }

  /** Readers whom the wrong one reached only after it was corrected. @return how many were added to all corrections that live */
  public static int catchUp(Tx tx, Instant now) {
    record Correction(long id, long corrects, long covers) {}
    return tx.sql().createQuery("SELECT id, corrects, covers FROM edition WHERE corrects IS NOT NULL AND expires_at > ? AND state <> 'cancelled'").bind(0, now.toEpochMilli())
        .map((row, context) -> new Correction(row.getLong(1), row.getLong(2), row.getLong(3))).list().stream()
        .filter(one -> sent(tx.sql(), one.corrects) != one.covers).mapToInt(one -> owe(tx, one.id, one.corrects, now)).sum();
  }

  /** How many have this edition. */
  public static long sent(Handle sql, long edition) {
    return sql.createQuery("SELECT coalesce(sum(n), 0) FROM delivery_tally WHERE edition = ? AND state = 'sent'").bind(0, edition).mapTo(Long.class).one();
  }

  /** How many may still get it as it is. */
  public static long owed(Handle sql, long edition) {
    return sql.createQuery("SELECT coalesce(sum(n), 0) FROM delivery_tally WHERE edition = ? AND state IN ('queued', 'deferred', 'sending')").bind(0, edition).mapTo(Long.class).one();
  }

  /** Mails that have nothing left to tell are not sent. @return how many readers will not get one */
  public static int stop(Tx tx, List<Long> variants, String why, Instant now) {
    return variants.isEmpty() ? 0 : tx.sql().createUpdate("UPDATE delivery SET state = 'cancelled', at = :now, reply = :why WHERE state IN ('queued', 'deferred') AND variant IN (<variants>)")
        .bind("now", now.toEpochMilli()).bind("why", why).bindList("variants", variants).execute();
  }

  /** Copies of an edition's mail that are no deliveries (tests, seeds, a first edition) and wait: they are not sent. */
  public static int stopCopies(Tx tx, String newsletter, long number, String why, Instant now) {
    return tx.sql().execute("UPDATE notice SET state = 'cancelled', at = ?, reply = ? WHERE state IN ('queued', 'deferred') AND newsletter = ? AND number = ?", now.toEpochMilli(), why, newsletter, number);
  }

  /** How many wait for one of these mails. */
  public static long waiting(Handle sql, List<Long> variants) {
    return variants.isEmpty() ? 0 : sql.createQuery("SELECT count(*) FROM delivery WHERE state IN ('queued', 'deferred') AND variant IN (<variants>)").bindList("variants", variants).mapTo(Long.class).one();
  }

  /** In which formats and languages an edition was sent. */
  public record Form(String format, String language) {}

  public static List<Form> forms(Handle sql, long edition) {
    return sql.createQuery("SELECT DISTINCT format, language FROM variant WHERE edition = ? ORDER BY 1, 2").bind(0, edition).map((row, context) -> new Form(row.getString(1), row.getString(2))).list();
  }

  /**
   * A story that was corrected.
   *
   * @param post its key · @param number in the newsletter · @param categories slugs · @param at since when it says so
   */
  public record Corrected(String post, long number, List<String> categories, Instant at) {}

  /** Readers of one variant who were told the same of the corrected stories. @param told their places in the list */
  public record Group(long variant, long told) {
    public boolean isTold(int place) {
      return (told >> place & 1) == 1;
    }
  }

  /**
   * Who of a frozen edition was told a story before it was corrected, and has had no mail since. To be called once, in the transaction of
   * the freezing. @param stories at most 60
   */
  public static List<Group> told(Tx tx, long edition, List<Corrected> stories) {
    Handle sql = tx.sql();
    sql.execute("CREATE TEMP TABLE IF NOT EXISTS amended (delivery BIGINT PRIMARY KEY, told BIGINT NOT NULL)");
    sql.execute("DELETE FROM amended");
    for (int i = 0; i < stories.size(); i++) tell(sql, edition, stories.get(i), 1L << i);
    return sql.createQuery("SELECT DISTINCT d.variant, a.told FROM amended a JOIN delivery d ON d.id = a.delivery ORDER BY 1, 2").map((row, context) -> new Group(row.getLong(1), row.getLong(2))).list();
  }

  private static void tell(Handle sql, long edition, Corrected story, long bit) {
    String earlier = "SELECT 1 FROM delivery o JOIN edition e ON e.id = o.edition WHERE o.subscriber = d.subscriber AND o.subscription = d.subscription AND o.since >= 0 AND o.edition <> d.edition";
    String follows = story.categories().stream().map(slug -> " OR (',' || s.categories || ',') LIKE '%," + slug.replaceAll("['%_]", "") + ",%'").collect(Collectors.joining());
    sql.createUpdate("INSERT INTO amended (delivery, told) SELECT d.id, :bit FROM delivery d JOIN subscription s ON s.id = d.subscription WHERE d.edition = :edition AND (s.categories = '*'" + follows + ") AND (',' || s.missed || ',') NOT LIKE :missed"
            + " AND EXISTS (" + earlier + " AND o.state = 'sent' AND o.since < :number AND e.upper >= :number AND e.published_at < :at)"
            + " AND NOT EXISTS (" + earlier + " AND o.state NOT IN ('expired', 'cancelled', 'failed', 'suppressed') AND e.published_at >= :at)"
            + " ON CONFLICT (delivery) DO UPDATE SET told = amended.told + excluded.told")
        .bindMap(Map.of("bit", bit, "missed", "%," + story.post() + ",%", "edition", edition, "number", story.number(), "at", story.at().toEpochMilli())).execute();
  }

  /** These readers get another rendering. */
  public static void give(Tx tx, long edition, Group group, long variant) {
    tx.sql().execute("UPDATE delivery SET variant = ? WHERE edition = ? AND variant = ? AND id IN (SELECT delivery FROM amended WHERE told = ?)", variant, edition, group.variant(), group.told());
  }
}
