package dev.tidings.deliver;

import dev.tidings.queue.Claim;
import dev.tidings.queue.Settlement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * What one connection has claimed and not begun. It is never older than a second and a half: then it goes back and is claimed
 * anew, so that a pause, a cancellation, a suppression or an end is seen within two seconds.
 */
final class Batch {
  private static final int FIRST = 8;
  private static final int LARGEST = 100;
  private static final long FULL_NANOS = 700_000_000L;
  private static final long STALE_NANOS = 1_500_000_000L;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private final Station station;
  private final Lane.Shared shared;
  private final Object carrier;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int size = FIRST;
  private long claimedAt = System.nanoTime();
  private long relayReady = claimedAt;
  private boolean paced;

  private record Waiting(Claim claim, long readyAt) {}

  /** @param carrier the connection, as receivers count them */
  Batch(Station station, Lane.Shared shared, Object carrier) {
    this.station = station;
    this.shared = shared;
    this.carrier = carrier;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Claims until something is there that may go soon. @return false = nothing is due for this relay */
  boolean refill() {
    if (!shared.shares().mayTake(station)) {
      station.breaker().rest(LOOK_AGAIN);
      return true;
    }
    long now = System.nanoTime();
    if (now - claimedAt < FULL_NANOS) size = Math.min(LARGEST, size * 2);
    else size = Math.max(1, size * 2 / 3);
    var capacity = station.capacity(size);
    var claims = shared.queue().claim(capacity);
    claimedAt = System.nanoTime();
    if (claims.isEmpty()) {
      if (shared.queue().isSpent(capacity)) station.spent();
      return false;
    }
    shared.shares().took(station, claims.size());
    for (Claim claim : claims) {
      Groups.Moment moment = shared.groups().moment(claim.to().domain());
      if (moment.keep()) waiting.add(new Waiting(claim, claimedAt + moment.nanos()));
      else hold(claim, moment);
    }
    return true;
  }

  private void hold(Claim claim, Groups.Moment moment) {
    Duration pause = Duration.ofNanos(moment.nanos());
    if (moment.ours()) shared.held(pause);
    shared.queue().settle(Settlement.held(claim, station.name(), pause.plusMillis(1)));
  }

  /** @param mayWait whether nothing is on the wire that waits for this */
  Optional<Claim> next(boolean mayWait) {
    while (!station.breaker().isStopped()) {
      if (System.nanoTime() - claimedAt > STALE_NANOS) giveBack();
      if (waiting.isEmpty()) {
        if (!mayWait && !shared.shares().mayTake(station)) return Optional.empty();
        if (!refill()) return Optional.empty();
      }
      Optional<Claim> ready = isPaced(mayWait) ? Optional.empty() : ready();
      if (ready.isPresent() || !mayWait) return ready;
      station.breaker().rest(LOOK_AGAIN);
    }
    return Optional.empty();
  }

  /** Whether the relay's own rate makes the next mail wait. */
  private boolean isPaced(boolean mayWait) {
    if (station.bucket().isFree()) return false;
    long now = System.nanoTime();
    if (!paced) {
      long wait = station.bucket().reserve(now, Long.MAX_VALUE / 4);
      relayReady = now + wait;
      paced = true;
    }
    if (relayReady - now > 0 && mayWait) station.breaker().rest(Duration.ofNanos(Math.min(relayReady - now, LOOK_AGAIN.toNanos())));
    return relayReady - System.nanoTime() > 0;
  }

  private Optional<Claim> ready() {
    long now = System.nanoTime();
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting next = each.next();
      if (next.readyAt - now > 0 || !shared.groups().begin(next.claim.to().domain(), carrier)) continue;
      each.remove();
      paced = false;
      return Optional.of(next.claim);
    }
    return Optional.empty();
  }

  /** What was not begun goes back as it was. */
  void giveBack() {
    for (Waiting each : waiting) shared.queue().settle(Settlement.untouched(each.claim, station.name()));
    waiting.clear();
    claimedAt = System.nanoTime();
  }
}
