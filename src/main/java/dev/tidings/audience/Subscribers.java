package dev.tidings.audience;

import dev.tidings.store.Tx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** What an admin does for single readers. Each leave is on the disk in left.csv before the transaction can commit. */
public final class Subscribers {
  private static final Set<String> REASONS = Set.of("hard-bounce", "complaint", "admin");
  private final AudienceSettings settings;
  private final LeftLog log;
  private final Forgotten hashes;

  public Subscribers(AudienceSettings settings, LeftLog log) {
    this.settings = settings;
    this.log = log;
    this.hashes = new Forgotten(settings.salt());
  }

  /** @param changed subscriptions · @param sentence for the admin */
  public record Answer(int changed, String sentence) {}

  /** @param still file and line, relative to the house, that name the address yet */
  public record Erasure(List<String> still, String sentence) {}

  /** @param why it ended, blank while it runs */
  public record Listed(String address, String newsletter, String status, String why, String categories, String format, Instant since) {}

  public record Imported(boolean good, int rows, SyncReport.Counts counts, List<AudienceProblem> problems, String sentence) {}

  /** From one newsletter, or from all. A later list does not bring the reader back. */
  public Answer unsubscribe(Tx tx, MailAddress address, Optional<String> newsletter, Instant now) {
    log.append(address.key(), LeftLog.LEFT + newsletter.map(slug -> ":" + slug).orElse(""), now);
    int ended = tx.sql().execute("UPDATE subscription SET status = 'ended', ended_why = 'left' WHERE (? = '' OR newsletter = ?) AND " + HERS
        + " AND (status <> 'ended' OR ended_why = 'removed')", newsletter.orElse(""), newsletter.orElse(""), address.key());
    String what = newsletter.map(slug -> "newsletter " + slug).orElse("all newsletters");
    return new Answer(ended, ended == 0 ? address.address() + " gets no mail of " + what + " already; the wish is noted in left.csv."
        : address.address() + " left " + what + " and stays out, whatever a list says.");
  }

  private static final String HERS = "subscriber = (SELECT id FROM subscriber WHERE address_key = ?)";

  /**
   * Takes the reader in again on her word. The cursor is never lowered: mail begins with what is new from now on.
   *
   * @param consent how and when she agreed; without it nobody comes back
   */
  public Answer resubscribe(Tx tx, MailAddress address, List<String> newsletters, String consent, Instant now) {
    return takeIn(tx, address, newsletters, new Word(consent, "admin", "resubscribe"), now);
  }

  /** A reader's word, and who brought it. @param kind of the origin: admin or api */
  public record Word(String consent, String kind, String name) {}

  /** The same on a word that somebody else brought; it may be her first. */
  public Answer takeIn(Tx tx, MailAddress address, List<String> newsletters, Word word, Instant now) {
    String consent = word.consent();
    if (consent.isBlank() || newsletters.isEmpty())
      return new Answer(0, address.address() + " stays out: coming back takes a newsletter and the reader's consent. Say how and when it was given.");
    Handle sql = tx.sql();
    sql.execute("DELETE FROM suppression WHERE address_key IN (?, ?)", address.key(), hashes.key(address.key()));
    sql.execute("INSERT INTO subscriber (address_key, address, domain, created_at) VALUES (?,?,?,?) ON CONFLICT (address_key) DO NOTHING",
        address.key(), address.address(), address.domain(), now.toEpochMilli());
    log.append(address.key(), LeftLog.BACK, now);
    for (String gone : sql.createQuery("SELECT newsletter FROM subscription WHERE status = 'ended' AND ended_why <> 'removed' AND " + HERS)
        .bind(0, address.key()).mapTo(String.class).list())
      if (!newsletters.contains(gone)) log.append(address.key(), LeftLog.LEFT + ":" + gone, now);
    for (String newsletter : newsletters) {
      comeBack(sql, address.key(), newsletter, RowReader.consented(now.toString(), consent), now);
      sql.execute("INSERT INTO origin (subscription, kind, name) SELECT id, ?, ? FROM subscription WHERE newsletter = ? AND " + HERS + " ON CONFLICT DO NOTHING", word.kind(), word.name(), newsletter, address.key());
    }
    return new Answer(newsletters.size(), address.address() + " gets " + String.join(", ", newsletters) + " again, from the next new story on.");
  }

  private static void comeBack(Handle sql, String key, String newsletter, String consent, Instant now) {
    sql.execute("INSERT INTO subscription (subscriber, newsletter, status, cursor, since, consent) SELECT id, ?, 'active',"
        + " (SELECT coalesce(max(number), 0) FROM shelf WHERE newsletter = ?), ?, ? FROM subscriber WHERE address_key = ?"
        + " ON CONFLICT (subscriber, newsletter) DO UPDATE SET status = 'active', ended_why = NULL, since = excluded.since,"
        + " consent = excluded.consent, cursor = CASE WHEN subscription.cursor > excluded.cursor THEN subscription.cursor ELSE excluded.cursor END", newsletter, newsletter, now.toEpochMilli(), consent, key);
  }

  /** No mail at all to the address. @param reason hard-bounce, complaint or admin */
  public Answer suppress(Tx tx, MailAddress address, String reason, Instant now) {
    return suppress(tx, address, reason, "admin", now);
  }

  /** @param origin who or what said so, for {@code explain} */
  public Answer suppress(Tx tx, MailAddress address, String reason, String origin, Instant now) {
    if (!REASONS.contains(reason))
      return new Answer(0, "'" + reason + "' is no reason. Nothing was changed. Give one of " + String.join(", ", new TreeSet<>(REASONS)) + ".");
    log.append(address.key(), reason, now);
    tx.sql().execute("INSERT INTO suppression (address_key, reason, origin, at) VALUES (?, ?, ?, ?) ON CONFLICT (address_key)"
        + " DO UPDATE SET reason = excluded.reason WHERE excluded.reason = 'complaint'", address.key(), reason, origin, now.toEpochMilli());
    int ended = tx.sql().execute("UPDATE subscription SET status = 'ended', ended_why = ? WHERE status <> 'ended' AND " + HERS,
        LeftLog.endedWhy(reason), address.key());
    return new Answer(ended, address.address() + " gets no mail any more (" + reason + ").");
  }

  /** The address goes from the store; a keyed hash stays, so that no list brings it back. */
  public Erasure forget(Tx tx, MailAddress address, Instant now) {
    log.append(address.key(), "forgotten", now);
    new Erasing(tx.sql(), address.key(), hashes.key(address.key())).run(now);
    List<String> still = new Mentions(settings.folder()).of(address);
    return new Erasure(still, "The address is forgotten in the store and stays out."
        + (still.isEmpty() ? "" : " It still stands in " + String.join(", ", still) + ". Remove those lines, and older copies in backups and git."));
  }

  /** Whose address holds the part; blank = everybody. */
  public List<Listed> find(Handle sql, String part) {
    return sql.createQuery("SELECT s.address, u.newsletter, u.status, coalesce(u.ended_why, ''), u.categories, u.format, u.since FROM subscriber s"
        + " JOIN subscription u ON u.subscriber = s.id WHERE instr(s.address_key, ?) > 0 AND instr(s.address_key, '@') > 0 ORDER BY s.address_key, u.newsletter")
        .bind(0, part.strip().toLowerCase(Locale.ROOT))
        .map((row, context) -> new Listed(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6),
            Instant.ofEpochMilli(row.getLong(7)))).list();
  }

  /** @param id the store's name for her, for links that hold no address */
  public record Found(long id, String address, String name, String standing) {}

  /** Readers whose address holds the part, in the order of their addresses, a page at a time. @param after the last address of the page before; blank for the first page */
  public List<Found> page(Handle sql, String part, String after, int limit) {
    String pattern = part.strip().toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
    return sql.createQuery("SELECT s.id, s.address, s.name, s.address_key FROM subscriber s WHERE s.address_key > :after AND s.address_key LIKE '%' || :part || '%' ESCAPE '!'"
            + " AND s.address_key LIKE '%@%' ORDER BY s.address_key LIMIT :limit")
        .bind("after", after.strip().toLowerCase(Locale.ROOT)).bind("part", pattern).bind("limit", limit)
        .map((row, context) -> new Found(row.getLong(1), row.getString(2), row.getString(3), standing(sql, row.getLong(1), row.getString(4)))).list();
  }

  private static String standing(Handle sql, long subscriber, String key) {
    Optional<String> suppressed = sql.createQuery("SELECT reason FROM suppression WHERE address_key = ?").bind(0, key).mapTo(String.class).findOne();
    List<String> places = sql.createQuery("SELECT newsletter || ': ' || status || coalesce(' (' || ended_why || ')', '') FROM subscription WHERE subscriber = ? ORDER BY newsletter")
        .bind(0, subscriber).mapTo(String.class).list();
    String all = places.isEmpty() ? "no newsletter" : String.join(" · ", places);
    return suppressed.map(why -> "suppressed (" + why + ") · " + all).orElse(all);
  }

  /** Her address, while she is there. */
  public Optional<String> address(Handle sql, long id) {
    return sql.createQuery("SELECT address FROM subscriber WHERE id = ? AND address_key LIKE '%@%'").bind(0, id).mapTo(String.class).findOne();
  }

  /** All readers of a newsletter, as a CSV file that {@link #importFile} and {@link Resettling} read. Answers how many. */
  public int export(Handle sql, String newsletter, Appendable out) {
    return new Export(sql).write(newsletter, out);
  }

  /**
   * Whom an import brought in as gone goes to left.csv too: unlike a list, its file need not stay. Answers how many were new there.
   * To be called in the import's transaction, and only where that is meant for good.
   */
  public int noteLeft(Tx tx, String newsletter, Path path, Instant now) {
    String name = path.toAbsolutePath().getFileName().toString();
    var left = new LinkedHashMap<String, String>();
    tx.sql().createQuery("SELECT s.address_key, u.ended_why FROM origin o JOIN subscription u ON u.id = o.subscription JOIN subscriber s ON s.id = u.subscriber"
        + " WHERE o.kind = 'import' AND o.name = ? AND u.newsletter = ? AND u.status = 'ended' AND u.ended_why IN ('left', 'bounced', 'complained', 'admin') ORDER BY s.id")
        .bind(0, name).bind(1, newsletter).map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(row -> left.put(row.getKey(), LeftLog.reason(row.getValue(), newsletter)));
    return log.appendNew(left, newsletter, now);
  }

  /** Takes in a file once; its readers stay when the file goes. Who left or is suppressed stays out. @param verdicts is told of each row */
  public Imported importFile(Tx tx, String newsletter, Path path, Audience.Sync how, Verdicts verdicts) {
    return new ListImport(log, hashes, how, verdicts).take(tx, newsletter, path);
  }
}
