package dev.tidings.queue;

import dev.tidings.store.Database;
import dev.tidings.store.SharedLocks;
import dev.tidings.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/**
 * What is still owed. Couriers claim mails, send them and settle what became of them; every step is committed before the
 * next begins, so that a process may die anywhere and nobody is lost.
 */
public final class DeliveryQueue implements AutoCloseable {
  private final Ledger ledger;
  private final Anchor anchor;
  private final Owner owner;
  private final Lease lease;
  private final Clocks clocks;
  private final Parts parts;
  private final Scope scope;
  private volatile boolean unforced;

  /** @param house may be turned by {@code --at}; says what is due · @param real says how long a lease holds */
  public record Clocks(Clock house, Clock real) {}

  /** What a courier may take: everything, or only notices. */
  public enum Scope { ALL, NOTICES }

  private record Parts(Claims claims, GroupCommit commits, Recovery recovery, Closing closing) {}

  /** @param claimsFolder data/claims: the lock files of the processes that send */
  public DeliveryQueue(Database database, Path claimsFolder, Clocks clocks, RetrySchedule retries) {
    this(database, claimsFolder, clocks, retries, Scope.ALL);
  }

  public DeliveryQueue(Database database, Path claimsFolder, Clocks clocks, RetrySchedule retries, Scope scope) {
    this.scope = scope;
    this.clocks = clocks;
    this.owner = Owner.appear(database, claimsFolder, clocks.real());
    this.ledger = Ledger.ordinary(database);
    this.anchor = Anchor.of(database, ledger);
    ledger.whenLost(owner::doubt);
    this.lease = new Lease(clocks.real());
    this.parts = new Parts(new Claims(owner, lease, scope), new GroupCommit(ledger, clocks.house(), retries), new Recovery(owner),
        new Closing(ledger));
  }

  /** Whether some process works on the store beside this folder, which need not be there or open. @param claimsFolder data/claims */
  public static boolean isAtWork(Path claimsFolder) {
    return FileOwner.anyAlive(claimsFolder);
  }

  /** Whether some process works on this store: serves, publishes or delivers. */
  public static boolean isAtWork(Database database, Path claimsFolder) {
    return database.locks().map(SharedLocks::isAnyHeld).orElseGet(() -> isAtWork(claimsFolder));
  }

  /** Takes due mails. They are {@code sending}, committed, when this returns; none = nothing is due now. */
  public List<Claim> claim(Capacity wanted) {
    if (!owner.isSure()) confirm();
    return ledger.write(tx -> parts.claims.take(tx, wanted, house()));
  }

  /** Whether a relay has taken as many mails today as it may. */
  public boolean isSpent(Capacity wanted) {
    return wanted.perDay() > 0 && ledger.write(tx -> Quota.left(tx, wanted, house())) == 0;
  }

  /** Whether a mail may still be begun: false once this process was frozen for longer than its lease. */
  public boolean holds(Claim claim) {
    return owner.isSure() && lease.holds(claim.epoch());
  }

  /** Hands an outcome in; {@link #commit} writes it down, together with those of other connections. @return its place in the order */
  public long settle(Settlement settlement) {
    return parts.commits.add(settlement);
  }

  /**
   * Refusals that turned out to speak of us, not of their readers: those mails are owed again, after a pause.
   *
   * @return how many
   */
  public int forgive(List<Claim> refused, Duration pause) {
    commit();
    return ledger.write(tx -> Forgiveness.of(tx, refused, house(), house() + pause.toMillis()));
  }

  /** Returns when the outcome of that place, and all before it, are committed. */
  public void commit(long place) {
    if (parts.commits.commit(place)) unforced = true;
  }

  /** Returns when every outcome handed in before is committed. */
  public void commit() {
    if (parts.commits.commit()) unforced = true;
  }

  private void confirm() {
    if (owner.confirm()) lease.end();
  }

  /** To be called every 250 ms while sending: outcomes are committed, carried over and forced to the disk, and the lease carried on. */
  public void beat() {
    confirm();
    try {
      commit();
    } catch (StoreException e) {
      makeRoom();
      throw e;
    }
    if (unforced) {
      unforced = false;
      try {
        ledger.write(Accepted::carryOver);
        anchor.force(clocks.real().millis());
        anchor.tidy();
      } catch (StoreException e) {
        unforced = true;
        throw e;
      }
    }
    if (!lease.isDueForRenewal()) return;
    long until = lease.renew();
    ledger.write(tx -> tx.run("UPDATE delivery SET lease_until = ? WHERE state = 'sending' AND claimed_by = ?", until, owner.name())
        + tx.run("UPDATE notice SET lease_until = ? WHERE state = 'sending' AND claimed_by = ?", until, owner.name()));
  }

  private void makeRoom() {
    try {
      anchor.tidy();
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(DeliveryQueue.class).debug("the log cannot be cut either: {}", e.getMessage());
    }
  }

  /**
   * Brings back what dead and frozen processes had claimed, ends what is expired or cancelled, and closes editions that owe
   * nothing any more.
   */
  public void tidy() {
    owner.look(ledger.write(tx -> Recovery.others(tx, owner)));
    ledger.write(tx -> Accepted.carryOver(tx) + parts.recovery.recover(tx, house(), clocks.real().millis()));
    parts.closing.close(house());
  }

  public Sheet sheet(Claim claim) {
    return ledger.write(tx -> Sheets.read(tx, claim));
  }

  /** When the next mail is due, of those that wait. @param served newsletters that somebody delivers now */
  public Optional<Instant> nextDue(Predicate<String> served) {
    record Waiting(Optional<String> newsletter, long due) {}
    return ledger.write(tx -> tx.rows("""
        SELECT newsletter, due FROM (
          SELECT newsletter, (SELECT min(due_at) FROM delivery d WHERE d.edition = e.id AND d.state IN ('queued', 'deferred')) AS due
          FROM edition e WHERE e.closed_at IS NULL AND e.state = 'open' AND e.expires_at > ? AND ? = 'ALL'
          UNION ALL SELECT NULL, min(due_at) FROM notice WHERE state IN ('queued', 'deferred')) AS waiting WHERE due IS NOT NULL""",
        row -> new Waiting(Optional.ofNullable(row.getString(1)), row.getLong(2)), house(), scope.name())).stream()
        .filter(each -> each.newsletter.map(served::test).orElse(true))
        .map(each -> Instant.ofEpochMilli(each.due)).min(Instant::compareTo);
  }

  /** How many mails are waiting for a courier in open editions, due now or later. */
  public long waiting() {
    return ledger.write(tx -> tx.rows("""
        SELECT (SELECT count(*) FROM delivery d JOIN edition e ON e.id = d.edition
                WHERE e.closed_at IS NULL AND e.state = 'open' AND d.state IN ('queued', 'deferred') AND ? = 'ALL')
             + (SELECT count(*) FROM notice WHERE state IN ('queued', 'deferred'))""", row -> row.getLong(1), scope.name())).get(0);
  }

  public Account account(long edition) {
    return ledger.write(tx -> {
      Accepted.carryOver(tx);
      return Closing.account(tx, edition);
    });
  }

  /** @return false where its key is known already: then nothing changed */
  public boolean enqueue(Notice notice) {
    return ledger.write(tx -> owe(tx, notice));
  }

  /** Owes a mail that tells a reader stories, and counts them as told. @return false where she stands elsewhere meanwhile, or its key is known: then nothing changed */
  public boolean enqueue(Notice notice, Told told) {
    return ledger.write(tx -> {
      tx.awaitTurn();
      boolean known = !tx.rows("SELECT 1 FROM notice WHERE key = ?", row -> row.getInt(1), notice.key()).isEmpty();
      return !known && told.move(tx) && owe(tx, notice);
    });
  }

  private boolean owe(Ledger tx, Notice notice) throws SQLException {
    boolean fresh = tx.run("""
        INSERT INTO notice (key, kind, address, subject, content_type, transfer_encoding, body, state, due_at, expires_at, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?) ON CONFLICT (key) DO NOTHING""",
        notice.key(), notice.kind(), notice.address(), notice.subject(), notice.body().contentType(),
        notice.body().transferEncoding(), notice.body().bytes(), house(), notice.expiresAt().toEpochMilli(), house()) == 1;
    if (fresh && notice.copy().isPresent()) copied(tx, notice, notice.copy().get());
    return fresh;
  }

  private static void copied(Ledger tx, Notice notice, Notice.Copy copy) throws SQLException {
    tx.run("UPDATE notice SET newsletter = ?, number = ?, local = ?, language = ?, holes = ?, name = ?, subscription = ? WHERE key = ?",
        copy.edition().newsletter(), copy.edition().number(), copy.edition().local(), copy.language(), Sheets.written(notice.body().holes()), copy.name(),
        copy.subscription(), notice.key());
  }

  /** Remembers what was told. @return whether that is new, or was told longer ago than {@code again} */
  public boolean isNews(String subject, String text, Duration again) {
    return ledger.write(tx -> {
      List<String> told = tx.rows("SELECT value FROM meta WHERE key = ?", row -> row.getString(1), subject);
      String last = told.isEmpty() ? "0 " : told.get(0);
      long at = Long.parseLong(last.substring(0, last.indexOf(' ')));
      if (last.substring(last.indexOf(' ') + 1).equals(text) && house() - at < again.toMillis()) return false;
      tx.run("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", subject, house() + " " + text);
      return true;
    });
  }

  /** Whether what was told first is so long ago. */
  public boolean lasts(String subject, Duration time) {
    return ledger.write(tx -> tx.rows("SELECT value FROM meta WHERE key = ?", row -> row.getString(1), subject)).stream()
        .anyMatch(last -> house() - Long.parseLong(last.substring(0, last.indexOf(' '))) >= time.toMillis());
  }

  /** The house's clock. */
  public Instant now() {
    return clocks.house().instant();
  }

  /** Forgets what was told. @return whether something had been */
  public boolean isOver(String subject) {
    return ledger.write(tx -> tx.run("DELETE FROM meta WHERE key = ?", subject)) > 0;
  }

  /** The admin's hand on the queue. */
  public Steering steering() {
    return new Steering(ledger, clocks.house());
  }

  private long house() {
    return clocks.house().millis();
  }

  @Override
  public void close() {
    anchor.close();
    ledger.close();
    owner.close();
  }
}
