package dev.tidings.bounce;

import dev.tidings.audience.MailAddress;
import dev.tidings.bounce.BounceDesk.Reader;
import dev.tidings.bounce.Settled.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** What the ledger knows of a reader's mails and of what came back before. */
record History(Handle sql) {
  static final String RELAY_ID = "x-relay-id";
  private static final Pattern EDITION = Pattern.compile("^(.+)-(\\d{1,9}):");

  /** @param count editions that came back softly since the last mail that arrived, this one included */
  record Run(int count, Duration span) {}

  Optional<Settled> known(String digest, Verdict verdict) {
    return sql.createQuery("SELECT effect, subscription FROM bounce WHERE message = ?").bind(0, digest)
        .map((row, context) -> {
          boolean ours = row.getObject("subscription") != null;
          return new Settled(verdict, Effect.valueOf(row.getString("effect").toUpperCase(Locale.ROOT)), ours, "It was settled before; nothing was done again.");
        }).findOne();
  }

  Optional<Reader> reader(long subscription, Fields returned) {
    Optional<Long> delivery = delivery(subscription, returned);
    long sent = delivery.flatMap(id -> sql.createQuery("SELECT at FROM delivery WHERE id = ?").bind(0, id).mapTo(Long.class).findOne()).orElse(Long.MAX_VALUE);
    return sql.createQuery("SELECT u.subscriber, u.newsletter, u.since, s.address FROM subscription u JOIN subscriber s ON s.id = u.subscriber WHERE u.id = ?")
        .bind(0, subscription)
        .map((row, context) -> MailAddress.parse(row.getString("address")) instanceof MailAddress.Parsed.Good good
            ? Optional.of(new Reader(subscription, row.getLong("subscriber"), row.getString("newsletter"), good.address(), delivery, sent < row.getLong("since")))
            : Optional.<Reader>empty())
        .findOne().flatMap(found -> found);
  }

  /** The mail that the relay's own name for it stands for, or whose edition the returned Feedback-ID names; else the last one sent to her. */
  private Optional<Long> delivery(long subscription, Fields returned) {
    Optional<Long> called = returned.first(RELAY_ID).filter(id -> id.length() > 7).flatMap(id -> sql.createQuery("SELECT d.id FROM delivery d JOIN attempt a ON a.delivery = d.id"
        + " WHERE d.subscription = :s AND d.state = 'sent' AND a.outcome = 'sent' AND instr(a.reply, :id) > 0 LIMIT 1").bind("s", subscription).bind("id", id).mapTo(Long.class).findOne());
    if (called.isPresent()) return called;
    Matcher named = EDITION.matcher(returned.first("feedback-id").orElse(""));
    int number = named.find() ? Integer.parseInt(named.group(2)) : 0;
    return sql.createQuery("SELECT d.id FROM delivery d JOIN edition e ON e.id = d.edition WHERE d.subscription = :s AND d.state = 'sent'"
            + " ORDER BY e.number = :n DESC, d.at DESC LIMIT 1")
        .bind("s", subscription).bind("n", number).mapTo(Long.class).findOne();
  }

  /** Backwards from the mail that came back now, until one of which nothing was heard: that one arrived, as far as we know. */
  Run softRun(Reader reader) {
    if (reader.delivery().isEmpty()) return new Run(1, Duration.ZERO);
    return sql.createQuery("WITH this AS (SELECT at FROM delivery WHERE id = :this), hers AS (SELECT d.at, coalesce(d.bounce, '') AS bounce FROM delivery d, this"
            + " WHERE d.subscriber = :s AND d.state = 'sent' AND d.id <> :this AND d.at <= this.at)"
            + " SELECT count(*) AS n, coalesce(max(this.at) - min(hers.at), 0) AS span FROM this LEFT JOIN hers ON hers.bounce LIKE 'soft%'"
            + " AND hers.at > (SELECT coalesce(max(h.at), -1) FROM hers h WHERE h.bounce = '') WHERE hers.at IS NOT NULL")
        .bind("this", reader.delivery().get()).bind("s", reader.subscriber())
        .map((row, context) -> new Run(row.getInt("n") + 1, Duration.ofMillis(row.getLong("span")))).one();
  }

  void write(String digest, Settled settled, Optional<Reader> reader, String source, Instant now) {
    Verdict verdict = settled.verdict();
    String status = verdict.failures().isEmpty() ? "" : verdict.failures().get(0).status();
    Long delivery = reader.flatMap(Reader::delivery).orElse(null);
    sql.createUpdate("INSERT INTO bounce (message, kind, class, reason, rule, effect, subscription, delivery, code, text, source, at)"
            + " VALUES (:message, :kind, :class, :reason, :rule, :effect, :subscription, :delivery, :code, :text, :source, :at)")
        .bind("message", digest).bind("kind", verdict.kind().word()).bind("class", verdict.type().word()).bind("reason", verdict.reason())
        .bind("rule", verdict.rule()).bind("effect", settled.effect().word()).bind("subscription", reader.map(Reader::subscription).orElse(null))
        .bind("delivery", delivery).bind("code", status).bind("text", BounceDesk.said(verdict)).bind("source", source).bind("at", now.toEpochMilli())
        .execute();
    if (verdict.kind() == Kind.BOUNCE && delivery != null)
      sql.execute("UPDATE delivery SET bounce = ? WHERE id = ?", verdict.type().word() + ", " + verdict.reason(), delivery);
  }
}
