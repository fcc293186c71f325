package dev.tidings.audience;

import dev.tidings.store.Tx;
import dev.tidings.timetable.Rhythm;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What a reader may change about herself with her own link: everything there is, and the going. What she chose beats every file. */
public final class Preferences {
  /** Fields of hers that beat every list from now on. */
  private static final String CHOSEN = "categories format rhythm send_after language zone";
  private final Leaving leaving;
  private final Subscribers subscribers;
  private final LeftLog log;

  public Preferences(AudienceSettings settings) {
    this.leaving = new Leaving(settings);
    this.log = new LeftLog(settings);
    this.subscribers = new Subscribers(settings, log);
  }

  /** @param pausedUntil empty where mail comes */
  public record Held(long subscription, String newsletter, boolean running, Choices choices, Optional<Instant> pausedUntil, Instant since, String consent) {}

  /**
   * @param categories {@code *} or slugs with a comma between
   * @param format HTML or TEXT
   * @param rhythm as {@link Rhythm#stored}
   * @param hour not before, HH:MM; blank: as soon as it is out
   */
  public record Choices(String categories, String format, String rhythm, String hour) {}

  /** All that is kept about a person. @param language blank where the newsletter's is meant · @param zone whose clock her rhythms and hours mean; blank: the newsletter's */
  public record Reader(String address, String name, String language, String zone, List<Held> newsletters) {
    /** Hers on a newsletter; empty where she never was. */
    public Optional<Held> on(String newsletter) {
      return newsletters.stream().filter(held -> held.newsletter().equals(newsletter)).findFirst();
    }
  }

  /** What the page sends. @param wanted choices by newsletter; one that is not there is left · @param startCursor of a newsletter new to her */
  public record Change(Map<String, Choices> wanted, Person person, Optional<Instant> pauseUntil, java.util.function.ToLongFunction<String> startCursor) {}

  /** What holds for all newsletters of hers; blank: the newsletter's. */
  public record Person(String language, String zone) {}

  /** Empty where the reader was forgotten. @param subscription any of hers */
  public Optional<Reader> of(Handle sql, long subscription) {
    List<Held> held = sql.createQuery("SELECT id, newsletter, status, categories, format, rhythm, coalesce(send_after, ''), paused_until, since, coalesce(consent, '') FROM subscription"
        + " WHERE subscriber = (SELECT subscriber FROM subscription WHERE id = ?) ORDER BY newsletter").bind(0, subscription)
        .map((row, context) -> {
          long until = row.getLong(8);
          Optional<Instant> paused = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until));
          return new Held(row.getLong(1), row.getString(2), !row.getString(3).equals("ended"), new Choices(row.getString(4), row.getString(5), row.getString(6), row.getString(7)), paused,
              Instant.ofEpochMilli(row.getLong(9)), row.getString(10));
        }).list();
    return sql.createQuery("SELECT address, name, coalesce(language, ''), coalesce(zone, '') FROM subscriber WHERE instr(address_key, '@') > 0"
        + " AND id = (SELECT subscriber FROM subscription WHERE id = ?)").bind(0, subscription)
        .map((row, context) -> new Reader(row.getString(1), row.getString(2), row.getString(3), row.getString(4), held)).findOne();
  }

  /** @param subscription any of hers */
  public Optional<Reader> change(Tx tx, long subscription, Change change, Instant now) {
    Optional<Reader> before = of(tx.sql(), subscription);
    if (before.isEmpty()) return before;
    var wanted = new HashMap<>(change.wanted());
    for (Held held : before.get().newsletters()) {
      Choices choices = wanted.remove(held.newsletter());
      if (choices == null) leaving.leave(tx, held.subscription(), now);
      else settle(tx, held, choices, change, now);
    }
    wanted.forEach((newsletter, choices) -> join(tx.sql(), subscription, newsletter, choices, change, now));
    tx.sql().execute("UPDATE subscriber SET language = nullif(?, ''), zone = nullif(?, '') WHERE id = (SELECT subscriber FROM subscription WHERE id = ?)",
        change.person().language(), change.person().zone(), subscription);
    return of(tx.sql(), subscription);
  }

  private void settle(Tx tx, Held held, Choices choices, Change change, Instant now) {
    Optional<Long> until = change.pauseUntil().filter(now::isBefore).map(Instant::toEpochMilli);
    if (!held.running()) comeBack(tx, held, now);
    tx.sql().execute("UPDATE subscription SET categories = ?, format = ?, rhythm = ?, send_after = nullif(?, ''), status = ?, paused_until = ?, chosen = '" + CHOSEN
        + "' WHERE id = ?", choices.categories(), choices.format(), Rhythm.parse(choices.rhythm()).stored(), choices.hour(), until.isPresent() ? "paused" : "active",
        until.orElse(null), held.subscription());
  }

  /** By her own hand, and with what is new from now on. */
  private void comeBack(Tx tx, Held held, Instant now) {
    String key = tx.sql().createQuery("SELECT s.address_key FROM subscriber s JOIN subscription u ON u.subscriber = s.id WHERE u.id = ?").bind(0, held.subscription())
        .mapTo(String.class).one();
    log.append(key, LeftLog.BACK + ":" + held.newsletter(), now);
    tx.sql().execute("UPDATE subscription SET status = 'active', ended_why = NULL, since = ?,"
        + " cursor = max(cursor, (SELECT coalesce(max(number), 0) FROM shelf WHERE newsletter = ?)) WHERE id = ?", now.toEpochMilli(), held.newsletter(), held.subscription());
    tx.sql().execute("INSERT INTO origin (subscription, kind, name) VALUES (?, 'web', 'preferences') ON CONFLICT DO NOTHING", held.subscription());
  }

  private static void join(Handle sql, long subscription, String newsletter, Choices choices, Change change, Instant now) {
    long joined = sql.createQuery("INSERT INTO subscription (subscriber, newsletter, status, categories, format, rhythm, send_after, chosen, cursor, since, consent)"
        + " SELECT subscriber, ?, 'active', ?, ?, ?, nullif(?, ''), '" + CHOSEN + "', ?, ?, ? FROM subscription WHERE id = ? RETURNING id")
        .bind(0, newsletter).bind(1, choices.categories()).bind(2, choices.format()).bind(3, Rhythm.parse(choices.rhythm()).stored())
        .bind(4, choices.hour()).bind(5, change.startCursor().applyAsLong(newsletter)).bind(6, now.toEpochMilli())
        .bind(7, RowReader.consented(now.toString(), "chosen on her preferences page")).bind(8, subscription).mapTo(Long.class).one();
    sql.execute("INSERT INTO origin (subscription, kind, name) VALUES (?, 'web', 'preferences')", joined);
  }

  /** Everything about her goes; a keyed hash stays, so that no list brings her back. @return whether she was there */
  public boolean forget(Tx tx, long subscription, Instant now) {
    Optional<Reader> reader = of(tx.sql(), subscription);
    if (reader.isEmpty() || !(MailAddress.parse(reader.get().address()) instanceof MailAddress.Parsed.Good good)) return false;
    subscribers.forget(tx, good.address(), now);
    return true;
  }

  /** A subscription of hers for "send me my link", noted so that one a day is sent; empty where none is owed. */
  public Optional<Long> askLink(Tx tx, MailAddress address, String requester, Instant now) {
    Handle sql = tx.sql();
    if (!Joining.mayMail(sql, address.key(), now)) return Optional.empty();
    Optional<Long> hers = sql.createQuery("SELECT min(u.id) FROM subscription u JOIN subscriber s ON s.id = u.subscriber WHERE s.address_key = ?"
        + " AND NOT EXISTS (SELECT 1 FROM suppression p WHERE p.address_key = s.address_key AND p.reason IN ('complaint', 'admin', 'import'))")
        .bind(0, address.key()).mapTo(Long.class).findOne();
    hers.ifPresent(subscription -> sql.execute("INSERT INTO request (kind, address_key, address, subscription, requester, asked_at) VALUES ('link', ?, ?, ?, ?, ?)",
        address.key(), address.address(), subscription, requester, now.toEpochMilli()));
    return hers;
  }
}
