package dev.tidings.audience;

import dev.tidings.store.Tx;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** A reader's new address. Both ends agree by a link of their own, so that neither a stolen link nor a slip of the pen moves anybody. */
public final class Moving {
  private static final int OLD_AGREED = 1;
  private static final int NEW_AGREED = 2;
  private static final int BOTH = OLD_AGREED | NEW_AGREED;
  private final LeftLog log;

  public Moving(AudienceSettings settings) {
    this.log = new LeftLog(settings);
  }

  /** @param request its number in both links */
  public record Asked(long request, String from, String to) {}

  /** @param done whether both have agreed and the address is changed · @param taken whether another reader has the new address */
  public record Agreed(String to, boolean done, boolean taken) {}

  /** One a day for a reader. Empty: no mails are owed. */
  public Optional<Asked> ask(Tx tx, long subscription, MailAddress to, String requester, Instant now) {
    Handle sql = tx.sql();
    Optional<String> from = sql.createQuery("SELECT s.address FROM subscriber s JOIN subscription u ON u.subscriber = s.id WHERE u.id = ? AND instr(s.address_key, '@') > 0")
        .bind(0, subscription).mapTo(String.class).findOne();
    boolean lately = sql.createQuery("SELECT count(*) FROM request WHERE kind = 'move' AND asked_at > ? AND (address_key = ? OR subscription IN"
        + " (SELECT id FROM subscription WHERE subscriber = (SELECT subscriber FROM subscription WHERE id = ?)))")
        .bind(0, now.minusSeconds(86_400).toEpochMilli()).bind(1, to.key()).bind(2, subscription).mapTo(Integer.class).one() > 0;
    boolean barred = sql.createQuery("SELECT count(*) FROM suppression WHERE address_key = ?").bind(0, to.key()).mapTo(Integer.class).one() > 0;
    if (from.isEmpty() || lately || barred) return Optional.empty();
    long request = sql.createQuery("INSERT INTO request (kind, address_key, address, subscription, requester, asked_at) VALUES ('move', ?, ?, ?, ?, ?) RETURNING id")
        .bind(0, to.key()).bind(1, to.address()).bind(2, subscription).bind(3, requester).bind(4, now.toEpochMilli()).mapTo(Long.class).one();
    return Optional.of(new Asked(request, from.get(), to.address()));
  }

  /** Empty where it is forgotten. */
  public Optional<Agreed> look(Handle sql, long request, Instant now) {
    return sql.createQuery("SELECT address, done_at IS NOT NULL FROM request WHERE id = ? AND kind = 'move' AND asked_at > ?").bind(0, request)
        .bind(1, now.minus(Joining.KEPT).toEpochMilli()).map((row, context) -> new Agreed(row.getString(1), row.getBoolean(2), false)).findOne();
  }

  /** @param newEnd which of the two agrees */
  public Optional<Agreed> agree(Tx tx, long request, boolean newEnd, Instant now) {
    Handle sql = tx.sql();
    if (look(sql, request, now).isEmpty()) return Optional.empty();
    sql.execute("UPDATE request SET steps = steps | ? WHERE id = ?", newEnd ? NEW_AGREED : OLD_AGREED, request);
    boolean both = sql.createQuery("SELECT steps = ? AND done_at IS NULL FROM request WHERE id = ?").bind(0, BOTH).bind(1, request).mapTo(Boolean.class).one();
    boolean taken = both && !move(sql, request, now);
    return look(sql, request, now).map(agreed -> new Agreed(agreed.to(), agreed.done(), taken));
  }

  /** Lists that name the old address do not bring it back. */
  private boolean move(Handle sql, long request, Instant now) {
    record Ends(long subscription, String key, String address) {}
    Ends ends = sql.createQuery("SELECT subscription, address_key, address FROM request WHERE id = ?").bind(0, request)
        .map((row, context) -> new Ends(row.getLong(1), row.getString(2), row.getString(3))).one();
    if (sql.createQuery("SELECT count(*) FROM subscriber WHERE address_key = ?").bind(0, ends.key()).mapTo(Integer.class).one() > 0) return false;
    String old = sql.createQuery("SELECT s.address_key FROM subscriber s JOIN subscription u ON u.subscriber = s.id WHERE u.id = ?").bind(0, ends.subscription())
        .mapTo(String.class).one();
    log.append(old, LeftLog.LEFT, now);
    sql.execute("UPDATE subscriber SET address_key = ?, address = ?, domain = ? WHERE id = (SELECT subscriber FROM subscription WHERE id = ?)",
        ends.key(), ends.address(), ends.address().substring(ends.address().lastIndexOf('@') + 1), ends.subscription());
    String hers = "(SELECT id FROM subscription WHERE subscriber = (SELECT subscriber FROM subscription WHERE id = ?))";
    sql.execute("DELETE FROM origin WHERE kind = 'file' AND subscription IN " + hers, ends.subscription());
    sql.execute("INSERT INTO origin (subscription, kind, name) SELECT id, 'web', 'moved' FROM subscription WHERE id IN " + hers + " ON CONFLICT DO NOTHING", ends.subscription());
    sql.execute("UPDATE request SET done_at = ? WHERE id = ?", now.toEpochMilli(), request);
    return true;
  }
}
