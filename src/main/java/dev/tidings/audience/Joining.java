package dev.tidings.audience;

import dev.tidings.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Signing up, in two steps: somebody asks, the address confirms. Until then nobody is a reader; after seven days the asking is
 * forgotten. At most one mail a day goes to an address, whoever asks and however often.
 */
public final class Joining {
  /** An unconfirmed asking is kept as long. */
  public static final Duration KEPT = Duration.ofDays(7);
  private static final Duration ONE_MAIL = Duration.ofDays(1);
  private final Subscribers subscribers;
  private final Forgotten hashes;

  public Joining(AudienceSettings settings) {
    this.subscribers = new Subscribers(settings, new LeftLog(settings));
    this.hashes = new Forgotten(settings.salt());
  }

  /** One newsletter and what of it. @param categories {@code *} or slugs with a comma between */
  public record Choice(String newsletter, String categories) {}

  /** @param wording what the form said · @param requester the network address it came from */
  public record Wish(MailAddress address, List<Choice> choices, String wording, String requester) {}

  /** What waits for a confirmation. */
  public record Pending(long request, String address, List<Choice> choices, Instant askedAt, boolean done) {}

  /** @param startCursor where a new reader of a newsletter begins */
  public record Confirming(String requester, Instant now, java.util.function.ToLongFunction<String> startCursor) {}

  /**
   * Notes a wish. Answers with its number where a mail is owed; empty where one was sent within a day, or where the address has
   * complained or was shut out by the admin: then no mail goes there on a stranger's word.
   */
  public Optional<Long> ask(Tx tx, Wish wish, Instant now) {
    String key = wish.address().key();
    boolean barred = tx.sql().createQuery("SELECT count(*) FROM suppression WHERE address_key = ? AND reason IN ('complaint', 'admin', 'import')")
        .bind(0, key).mapTo(Integer.class).one() > 0;
    if (barred || !mayMail(tx.sql(), key, now)) return Optional.empty();
    String choices = wish.choices().stream().map(choice -> choice.newsletter() + " " + choice.categories()).collect(Collectors.joining("\n"));
    return Optional.of(insert(tx.sql(), "join", wish, choices, now));
  }

  /** One confirmation or link a day for an address, whatever the kind. */
  static boolean mayMail(Handle sql, String key, Instant now) {
    return sql.createQuery("SELECT count(*) FROM request WHERE address_key = ? AND kind IN ('join', 'link') AND asked_at > ?")
        .bind(0, key).bind(1, now.minus(ONE_MAIL).toEpochMilli()).mapTo(Integer.class).one() == 0;
  }

  private static long insert(Handle sql, String kind, Wish wish, String choices, Instant now) {
    return sql.createQuery("INSERT INTO request (kind, address_key, address, choices, wording, requester, asked_at) VALUES (?,?,?,?,?,?,?) RETURNING id")
        .bind(0, kind).bind(1, wish.address().key()).bind(2, wish.address().address()).bind(3, choices).bind(4, wish.wording()).bind(5, wish.requester())
        .bind(6, now.toEpochMilli()).mapTo(Long.class).one();
  }

  /** Empty where it is forgotten already, or never was. */
  public Optional<Pending> pending(Handle sql, long request, Instant now) {
    return sql.createQuery("SELECT id, address, choices, asked_at, done_at IS NOT NULL FROM request WHERE id = ? AND kind = 'join' AND (asked_at > ? OR done_at IS NOT NULL)")
        .bind(0, request).bind(1, now.minus(KEPT).toEpochMilli())
        .map((row, context) -> new Pending(row.getLong(1), row.getString(2), choices(row.getString(3)), Instant.ofEpochMilli(row.getLong(4)), row.getBoolean(5)))
        .findOne();
  }

  private static List<Choice> choices(String lines) {
    return Arrays.stream(lines.split("\n")).map(line -> line.split(" ", 2)).filter(parts -> parts.length == 2).map(parts -> new Choice(parts[0], parts[1])).toList();
  }

  /** The address has agreed. Doing it twice changes nothing: who left since is not taken in again by an old link. */
  public Optional<Pending> confirm(Tx tx, long request, Confirming how) {
    Optional<Pending> pending = pending(tx.sql(), request, how.now());
    if (pending.isEmpty() || pending.get().done()) return pending;
    if (!(MailAddress.parse(pending.get().address()) instanceof MailAddress.Parsed.Good good)) return Optional.empty();
    String consent = consent(tx.sql(), request, how);
    welcomeBack(tx, good.address(), pending.get(), consent, how.now());
    pending.get().choices().forEach(choice -> join(tx.sql(), good.address(), choice, consent, how));
    tx.sql().execute("UPDATE request SET done_at = ? WHERE id = ?", how.now().toEpochMilli(), request);
    return pending;
  }

  /** Whoever left, bounced or was forgotten comes back by her own word only, and this is it. */
  private void welcomeBack(Tx tx, MailAddress address, Pending pending, String consent, Instant now) {
    boolean out = tx.sql().createQuery("SELECT (SELECT count(*) FROM suppression WHERE address_key IN (?, ?)) + (SELECT count(*) FROM subscription u"
        + " JOIN subscriber s ON s.id = u.subscriber WHERE s.address_key = ? AND u.status = 'ended' AND u.ended_why <> 'removed')")
        .bind(0, address.key()).bind(1, hashes.key(address.key())).bind(2, address.key()).mapTo(Integer.class).one() > 0;
    if (out) subscribers.resubscribe(tx, address, pending.choices().stream().map(Choice::newsletter).toList(), consent, now);
  }

  private static void join(Handle sql, MailAddress address, Choice choice, String consent, Confirming how) {
    long now = how.now().toEpochMilli();
    sql.execute("INSERT INTO subscriber (address_key, address, domain, created_at) VALUES (?,?,?,?) ON CONFLICT (address_key) DO NOTHING",
        address.key(), address.address(), address.domain(), now);
    long subscription = sql.createQuery("INSERT INTO subscription (subscriber, newsletter, status, categories, chosen, cursor, since, consent)"
        + " SELECT id, ?, 'active', ?, 'categories', ?, ?, ? FROM subscriber WHERE address_key = ? ON CONFLICT (subscriber, newsletter) DO UPDATE SET"
        + " since = CASE subscription.status WHEN 'active' THEN subscription.since ELSE excluded.since END,"
        + " cursor = CASE subscription.status WHEN 'active' THEN subscription.cursor ELSE max(subscription.cursor, excluded.cursor) END,"
        + " status = 'active', ended_why = NULL, paused_until = NULL, categories = excluded.categories, consent = excluded.consent,"
        + " chosen = CASE WHEN instr(subscription.chosen, 'categories') > 0 THEN subscription.chosen ELSE subscription.chosen || ' categories' END RETURNING id")
        .bind(0, choice.newsletter()).bind(1, choice.categories()).bind(2, how.startCursor().applyAsLong(choice.newsletter())).bind(3, now).bind(4, consent)
        .bind(5, address.key()).mapTo(Long.class).one();
    sql.execute("INSERT INTO origin (subscription, kind, name) VALUES (?, 'web', 'subscribe') ON CONFLICT DO NOTHING", subscription);
  }

  /** Both steps, each with its time and the address it came from, and the words that were shown. */
  private static String consent(Handle sql, long request, Confirming how) {
    return sql.createQuery("SELECT asked_at, requester, wording FROM request WHERE id = ?").bind(0, request)
        .map((row, context) -> "{\"at\":\"%s\",\"wording\":%s,\"asked\":{\"at\":\"%s\",\"from\":%s},\"confirmed\":{\"at\":\"%s\",\"from\":%s}}".formatted(
            how.now(), RowReader.quoted(row.getString(3)), Instant.ofEpochMilli(row.getLong(1)), RowReader.quoted(row.getString(2)),
            how.now(), RowReader.quoted(how.requester()))).one();
  }

  /** Forgets what nobody confirmed, and what is done and old. @return how many */
  public int forgetStale(Tx tx, Instant now) {
    return tx.sql().execute("DELETE FROM request WHERE asked_at <= ?", now.minus(KEPT).toEpochMilli());
  }
}
