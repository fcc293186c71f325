package dev.tidings.queue;

import dev.tidings.queue.Settlement.Result;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Outcomes of all connections, written down in one commit: whoever has the turn writes for everybody who waits. What cannot
 * be written stays here and goes with the next commit.
 */
final class GroupCommit {
  /** Zero would be a moment, and a late one for a paper of 1661. */
  private static final long AS_IT_WAS = Long.MIN_VALUE;
  private static final String SETTLE =
      "UPDATE delivery SET state = ?, due_at = ?, tries = ?, code = ?, enhanced = ?, reply = ?, at = ?, claimed_by = NULL,"
          + " lease_until = NULL, place = NULL, possible_duplicate = max(possible_duplicate, ?)"
          + " WHERE id = ? AND token = ? AND state = 'sending'";
  private static final String GIVE_UP_CLAIM =
      "UPDATE delivery SET state = CASE tries WHEN 0 THEN 'queued' ELSE 'deferred' END, due_at = max(due_at, ?), claimed_by = NULL,"
          + " lease_until = NULL, place = NULL, first_try_at = CASE tries + possible_duplicate WHEN 0 THEN NULL ELSE"
          + " first_try_at END WHERE id = ? AND token = ? AND state = 'sending'";
  /** Our claim was taken back meanwhile. If nobody else has begun it, our news saves a copy. */
  private static final String LATE =
      "UPDATE delivery SET possible_duplicate = 1, state = CASE WHEN ? = 'sent' AND state IN ('queued', 'deferred') THEN 'sent'"
          + " ELSE state END WHERE id = ?";
  private static final String ATTEMPT =
      "INSERT INTO attempt (delivery, at, relay, outcome, code, enhanced, reply) VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final Ledger ledger;
  private final Clock house;
  private final RetrySchedule retries;
  private List<Settlement> waiting = new ArrayList<>();
  private long added;
  private volatile long committed;

  GroupCommit(Ledger ledger, Clock house, RetrySchedule retries) {
    this.ledger = ledger;
    this.house = house;
    this.retries = retries;
  }

  /** @return its place in the order of all that were added */
  synchronized long add(Settlement settlement) {
    waiting.add(settlement);
    return ++added;
  }

  private synchronized long added() {
    return added;
  }

  private synchronized List<Settlement> batch() {
    return List.copyOf(waiting);
  }

  private synchronized void written(int count) {
    waiting = new ArrayList<>(waiting.subList(count, waiting.size()));
    committed += count;
  }

  /** Returns once everything added so far is committed; a failed commit leaves it waiting. @return false = there was nothing */
  boolean commit() {
    return commit(added());
  }

  /** Returns once what was added as this, and all before it, is committed. */
  boolean commit(long place) {
    if (committed >= place) return false;
    ledger.turn().lock();
    try {
      if (committed >= place) return false;
      List<Settlement> batch = batch();
      write(batch);
      written(batch.size());
      return true;
    } finally {
      ledger.turn().unlock();
    }
  }

  private void write(List<Settlement> batch) {
    long now = house.millis();
    List<Settlement> accepted = batch.stream().filter(Accepted::isOne).toList();
    if (accepted.size() == batch.size() && Accepted.fitsOneStatement(ledger, accepted)) {
      ledger.alone(one -> Accepted.write(one, accepted, now));
      return;
    }
    ledger.write(tx -> {
      Accepted.write(tx, accepted, now);
      for (Settlement each : batch) if (!Accepted.isOne(each)) settle(each, now);
      return batch.size();
    });
  }

  private void settle(Settlement it, long now) throws SQLException {
    Claim.Work work = it.claim().work();
    Result result = it.result();
    Settlement.Said said = it.said();
    if (result != Result.SENT && result != Result.UNKNOWN) Quota.giveBack(ledger, said.relay(), now);
    if (result == Result.UNTOUCHED || result == Result.HELD) {
      ledger.run(of(work, GIVE_UP_CLAIM), result == Result.HELD ? now + it.pause().toMillis() : AS_IT_WAS, work.id(), it.claim().token());
      return;
    }
    if (result == Result.INTERRUPTED) {
      ledger.run(of(work, GIVE_UP_CLAIM), now + retries.after(1, work.id()).toMillis(), work.id(), it.claim().token());
    } else {
      int tries = work.tries() + 1;
      int changed = ledger.run(of(work, SETTLE), stateAfter(result), now + retries.after(tries, work.id()).toMillis(), tries,
          said.code(), said.enhanced().orElse(null), said.reply(), now, result == Result.UNKNOWN ? 1 : 0, work.id(),
          it.claim().token());
      if (changed == 0 && result != Result.DEFERRED) ledger.run(of(work, LATE), word(result), work.id());
    }
    ledger.run(ATTEMPT, work.notice() ? -work.id() : work.id(), now, said.relay(), word(result), said.code(),
        said.enhanced().orElse(null), said.reply());
  }

  /** Deliveries and notices are settled by the same words. */
  private static String of(Claim.Work work, String sql) {
    return work.notice() ? NOTICE.getOrDefault(sql, sql) : sql;
  }

  private static final java.util.Map<String, String> NOTICE = java.util.stream.Stream.of(SETTLE, GIVE_UP_CLAIM, LATE)
      .collect(java.util.stream.Collectors.toMap(sql -> sql, sql -> sql.replace("UPDATE delivery", "UPDATE notice")));

  private static String stateAfter(Result result) {
    return switch (result) {
      case SENT -> "sent";
      case FAILED -> "failed";
      default -> "deferred";
    };
  }

  private static String word(Result result) {
    return switch (result) {
      case SENT -> "sent";
      case FAILED -> "failed";
      case UNKNOWN -> "unknown";
      default -> "deferred";
    };
  }
}
