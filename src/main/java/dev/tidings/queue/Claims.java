package dev.tidings.queue;

import dev.tidings.store.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is due into {@code sending}. Notices go first; open editions take turns. A suppression, an ended or paused
 * subscription and the edition's own state are looked up here, in the same transaction: whoever left a second ago gets no mail.
 */
final class Claims {
  private static final String DUE = """
      SELECT d.id, d.variant, d.subscription, d.tries, coalesce(d.first_try_at, ?) AS first_try_at,
             coalesce(d.not_before, d.due_at) AS not_before, d.state, s.address, s.name, s.domain, b.status, p.reason
      FROM delivery d LEFT JOIN subscriber s ON s.id = d.subscriber LEFT JOIN subscription b ON b.id = d.subscription
           LEFT JOIN suppression p ON p.address_key = s.address_key
      WHERE d.edition = ? AND d.state IN ('queued', 'deferred') AND d.due_at <= ? ORDER BY d.due_at, d.id LIMIT ?""";
  private static final String TAKE = """
      WITH taken (id, place, first_try_at) AS (VALUES %s)
      UPDATE delivery SET state = 'sending', claimed_by = ?, lease_until = ?, token = ?, at = ?,
        place = taken.place, first_try_at = taken.first_try_at
      FROM taken WHERE delivery.id = taken.id""";
  /** PostgreSQL takes columns as lists: one text, one plan, whatever their length. */
  private static final String TAKE_LISTS = TAKE.formatted("").replace("(VALUES )", "(SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]))");
  private static final int AT_ONCE = 25;
  private static final String NOTICES_DUE = """
      SELECT n.id, n.tries, coalesce(n.first_try_at, ?) AS first_try_at, n.address, n.expires_at, n.key, p.reason, n.kind, n.name, n.subscription FROM notice n
      LEFT JOIN suppression p ON p.address_key = lower(n.address)
      WHERE n.state IN ('queued', 'deferred') AND n.due_at <= ? ORDER BY n.due_at, n.id LIMIT ?""";

  private final Owner owner;
  private final Lease lease;
  private final DeliveryQueue.Scope scope;
  private int turn;

  Claims(Owner owner, Lease lease, DeliveryQueue.Scope scope) {
    this.scope = scope;
    this.owner = owner;
    this.lease = lease;
  }

  private record Edition(long id, long publishedAt, String newsletter) {}

  private record Candidate(
      long id, long variant, String state, int tries, long firstTry, long notBefore, Optional<Claim.Recipient> to,
      Optional<String> hindrance) {}

  /** The batch's place in time: one number, one lease. */
  private record Batch(long token, int epoch, long leaseUntil, long now) {}

  List<Claim> take(Ledger ledger, Capacity wanted, long now) throws SQLException {
    int size = Quota.left(ledger, wanted, now);
    if (size == 0) return List.of();
    var batch = new Batch(token(ledger), lease.epoch(), lease.renew(), now);
    List<Claim> claims = new ArrayList<>(notices(ledger, size, batch));
    List<Edition> open = scope == DeliveryQueue.Scope.NOTICES ? List.of() : ledger.rows(
        "SELECT id, published_at, newsletter FROM edition WHERE closed_at IS NULL AND state = 'open' AND expires_at > ? ORDER BY id",
        row -> new Edition(row.getLong(1), row.getLong(2), row.getString(3)), now);
    for (int i = 0; i < open.size() && claims.size() < size; i++) {
      Edition edition = open.get(Math.floorMod(turn + i, open.size()));
      if (wanted.serves(edition.newsletter)) deliveries(ledger, edition, batch, size, claims);
    }
    turn++;
    Quota.take(ledger, wanted, claims.size(), now);
    return claims;
  }

  /** Couriers of other processes wait for it on SQLite only, where they wait anyway. */
  private static long token(Ledger ledger) throws SQLException {
    if (ledger.dialect() == Dialect.POSTGRESQL) return ledger.rows("SELECT nextval('fence_last')", row -> row.getLong(1)).get(0);
    ledger.run("UPDATE fence SET last = last + 1");
    return ledger.rows("SELECT last FROM fence", row -> row.getLong(1)).get(0);
  }

  private void deliveries(Ledger ledger, Edition edition, Batch batch, int size, List<Claim> claims) throws SQLException {
    boolean more = true;
    var taken = new TreeMap<String, Integer>();
    while (more && claims.size() < size) {
      int wanted = size - claims.size();
      List<Candidate> due = ledger.rows(DUE + ledger.dialect().skipLocked("d"), Claims::candidate, batch.now, edition.id, batch.now, wanted);
      more = due.size() == wanted;
      int before = claims.size();
      for (Candidate each : interleaved(due)) {
        if (each.hindrance.isPresent()) {
          more &= putAside(ledger, each, batch.now);
        } else if (each.notBefore > batch.now) {
          ledger.run("UPDATE delivery SET due_at = ? WHERE id = ?", each.notBefore, each.id);
        } else {
          claims.add(claim(edition, each, batch));
          taken.merge(each.state, 1, Integer::sum);
        }
      }
      take(ledger, "delivery", claims.subList(before, claims.size()), before, batch);
    }
    for (Map.Entry<String, Integer> each : taken.entrySet())
      new Tally.Move(edition.id, each.getKey(), "sending", each.getValue()).count(ledger);
  }

  /** Many rows a statement: one by one they cost three times as much. @param place of the first in the batch */
  private void take(Ledger ledger, String table, List<Claim> claims, int place, Batch batch) throws SQLException {
    if (claims.isEmpty()) return;
    if (ledger.dialect() == Dialect.POSTGRESQL) {
      ledger.run(TAKE_LISTS.replace("delivery", table), claims.stream().mapToLong(each -> each.work().id()).toArray(), LongStream.range(place, place + claims.size()).toArray(),
          claims.stream().mapToLong(each -> each.firstTry().toEpochMilli()).toArray(), owner.name(), batch.leaseUntil, batch.token, batch.now);
      return;
    }
    for (int from = 0; from < claims.size(); from += AT_ONCE) {
      List<Claim> some = claims.subList(from, Math.min(from + AT_ONCE, claims.size()));
      var values = new ArrayList<@Nullable Object>(some.size() * 3 + 4);
      for (Claim each : some) {
        values.add(each.work().id());
        values.add(place++);
        values.add(each.firstTry().toEpochMilli());
      }
      values.addAll(List.of(owner.name(), batch.leaseUntil, batch.token, batch.now));
      String rows = String.join(", ", Collections.nCopies(some.size(), "(?, ?, ?)"));
      ledger.run(TAKE.formatted(rows).replace("delivery", table), values.toArray());
    }
  }

  private static Claim claim(Edition edition, Candidate each, Batch batch) {
    return new Claim(new Claim.Work(false, each.id, each.variant, each.tries), each.to.orElseThrow(), batch.token, batch.epoch,
        "delivery/" + each.id + "/" + edition.publishedAt, Instant.ofEpochMilli(each.firstTry));
  }

  private List<Claim> notices(Ledger ledger, int size, Batch batch) throws SQLException {
    List<Claim> due = ledger.rows(NOTICES_DUE + ledger.dialect().skipLocked("n"), row -> notice(row, batch), batch.now, batch.now, size);
    take(ledger, "notice", due, 0, batch);
    return due;
  }

  private static Claim notice(ResultSet row, Batch batch) throws SQLException {
    long id = row.getLong("id");
    String address = row.getString("address");
    return new Claim(new Claim.Work(true, id, id, row.getInt("tries")),
        new Claim.Recipient(address, row.getString("name"), address.substring(address.lastIndexOf('@') + 1), row.getLong("subscription")), batch.token, batch.epoch,
        "notice/" + row.getString("key"), Instant.ofEpochMilli(row.getLong("first_try_at")));
  }

  /** Suppressed is about the address and final; cancelled gives the posts back. @return false where that has to wait for who freezes an edition */
  private static boolean putAside(Ledger ledger, Candidate each, long now) throws SQLException {
    String why = each.hindrance.orElse("");
    String state = why.startsWith("suppressed") ? "suppressed" : "cancelled";
    if (state.equals("cancelled") && !ledger.hasTurn()) return false;
    ledger.run("UPDATE delivery SET state = ?, at = ?, reply = ? WHERE id = ?", state, now, why, each.id);
    if (state.equals("cancelled")) GivingBack.ofDelivery(ledger, each.id);
    return true;
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    long subscription = row.getLong("subscription");
    String address = row.getString("address");
    Optional<Claim.Recipient> to = address == null ? Optional.empty()
        : Optional.of(new Claim.Recipient(address, row.getString("name"), row.getString("domain"), subscription));
    return new Candidate(row.getLong("id"), row.getLong("variant"), row.getString("state"), row.getInt("tries"),
        row.getLong("first_try_at"), row.getLong("not_before"), to,
        hindrance(address, row.getString("status"), row.getString("reason")));
  }

  private static Optional<String> hindrance(
      @Nullable String address, @Nullable String status, @Nullable String suppression) {
    if (suppression != null) return Optional.of("suppressed: " + suppression);
    if (address == null) return Optional.of("the reader is gone");
    if (!"active".equals(status)) return Optional.of("the subscription is " + (status == null ? "gone" : status));
    return Optional.empty();
  }

  /** One of each domain in turn, so that no mailbox provider sees them in one burst. */
  private static List<Candidate> interleaved(List<Candidate> due) {
    Map<String, Deque<Candidate>> byDomain = new LinkedHashMap<>();
    for (Candidate each : due)
      byDomain.computeIfAbsent(each.to.map(Claim.Recipient::domain).orElse(""), domain -> new ArrayDeque<>()).add(each);
    if (byDomain.size() < 2) return due;
    var mixed = new ArrayList<Candidate>(due.size());
    while (mixed.size() < due.size())
      for (Deque<Candidate> queue : byDomain.values()) if (!queue.isEmpty()) mixed.add(queue.remove());
    return mixed;
  }
}
