package dev.tidings.deliver;

import dev.tidings.mail.Addressing;
import dev.tidings.mail.Opened;
import dev.tidings.mail.Outcome;
import dev.tidings.mail.Parcel;
import dev.tidings.mail.Parcels;
import dev.tidings.mail.Relay;
import dev.tidings.mail.Session;
import dev.tidings.mail.UnfitForMail;
import dev.tidings.queue.Claim;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.queue.Settlement;
import dev.tidings.queue.Settlement.Result;
import dev.tidings.store.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** One connection's worth of delivering: claims a batch, opens a session, hands over, until nothing is due. */
final class Lane implements Runnable, Parcels {
  private static final int FIRST_BATCH = 8;
  private static final int LARGEST_BATCH = 100;
  private static final long BATCH_NANOS = 1_000_000_000L;
  private final int index;
  private final Shared shared;
  private final Deque<Claim> batch = new ArrayDeque<>();
  private final Map<Parcel, Claim> begun = new IdentityHashMap<>();
  private int batchSize = FIRST_BATCH;
  private long batchBegan = System.nanoTime();
  private long lastOutcome;
  private long outcomeBefore;

  /** What all lanes of a courier work with. */
  record Shared(DeliveryQueue queue, Relay relay, Sheaf sheaf, Breaker breaker, Counter counter, OnceAMinute log) {}

  Lane(int index, Shared shared) {
    this.index = index;
    this.shared = shared;
  }

  @Override
  public void run() {
    while (shared.breaker.enter(index)) {
      try {
        if (batch.isEmpty()) refill();
        if (batch.isEmpty()) {
          shared.breaker.drained();
          return;
        }
        Opened opened = shared.relay.open();
        opened.session().ifPresent(this::converse);
        if (opened instanceof Opened.Closed closed) trouble(closed.message(), closed.lasting());
      } catch (StoreException e) {
        trouble(e.getMessage(), false);
      } finally {
        giveBack();
      }
    }
  }

  private void converse(Session session) {
    try (session) {
      Session.Ending ending = session.deliver(this);
      if (ending.trouble().isPresent() && !ending.accepted())
        trouble("Relay %s turns us away: %s. Everything stays queued.".formatted(shared.relay.name(), ending.trouble().get()), false);
      else if (ending.slowDown().isPresent()) {
        shared.log.warn("Relay %s asks for patience: %s. It gets a pause and one connection.".formatted(shared.relay.name(), ending.slowDown().get()));
        shared.breaker.slowDown();
      } else
        ending.trouble().ifPresent(reply -> shared.log.warn("Relay %s ended a session: %s. What it had not taken is tried again."
            .formatted(shared.relay.name(), reply)));
    }
  }

  private void trouble(String message, boolean lasting) {
    shared.log.warn(message);
    shared.breaker.failed(message, lasting);
  }

  /** Claims that were not begun go back as they were; those that were begun have their outcome, or were never written out. */
  private void giveBack() {
    batch.forEach(claim -> shared.queue.settle(Settlement.untouched(claim)));
    begun.values().forEach(claim -> shared.queue.settle(Settlement.untouched(claim)));
    batch.clear();
    begun.clear();
    try {
      shared.queue.commit();
    } catch (StoreException e) {
      shared.log.warn(e.getMessage());
    }
  }

  private void refill() {
    long now = System.nanoTime();
    if (now - batchBegan < BATCH_NANOS) batchSize = Math.min(LARGEST_BATCH, batchSize * 2);
    else if (now - batchBegan > 4 * BATCH_NANOS) batchSize = Math.max(FIRST_BATCH, batchSize / 2);
    batchBegan = now;
    batch.addAll(shared.queue.claim(batchSize));
  }

  @Override
  public Optional<Parcel> next() {
    while (!shared.breaker.isTooMuch(index)) {
      if (batch.isEmpty()) refill();
      Claim claim = batch.poll();
      if (claim == null) return Optional.empty();
      if (!shared.queue.holds(claim)) {
        shared.queue.settle(Settlement.untouched(claim));
        continue;
      }
      try {
        Sheaf.Ready ready = shared.sheaf.of(claim);
        Claim.Recipient to = claim.to();
        var parcel = new Parcel(ready.sender(),
            new Addressing(claim.seed(), to.address(), to.name(), to.subscription(), claim.firstTry()), ready.mail());
        begun.put(parcel, claim);
        return Optional.of(parcel);
      } catch (UnfitForMail e) {
        settle(claim, Result.FAILED, new dev.tidings.mail.SmtpReply(0, Optional.of("5.6.0"), e.getMessage()));
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean mayGo(Parcel parcel) {
    Claim claim = begun.get(parcel);
    shared.queue.commit(outcomeBefore);
    return claim != null && shared.queue.holds(claim);
  }

  @Override
  public void done(Parcel parcel, Outcome outcome) {
    Claim claim = begun.remove(parcel);
    if (claim == null) return;
    Result result = result(outcome);
    if (result == Result.SENT) shared.breaker.passed();
    if (result == Result.UNKNOWN)
      shared.log.warn("possible duplicate: %s=%d: %s after the final dot; it goes out again under the same Message-ID"
          .formatted(claim.work().notice() ? "notice" : "delivery", claim.work().id(), outcome.reply()));
    settle(claim, result, outcome.reply());
  }

  private void settle(Claim claim, Result result, dev.tidings.mail.SmtpReply reply) {
    outcomeBefore = lastOutcome;
    lastOutcome = shared.queue.settle(new Settlement(claim, result, shared.relay.name(), reply.code(), reply.enhanced(), reply.text()));
    shared.counter.count(result);
  }

  private static Result result(Outcome outcome) {
    if (outcome instanceof Outcome.Sent) return Result.SENT;
    if (outcome instanceof Outcome.Refused) return Result.FAILED;
    if (outcome instanceof Outcome.Deferred) return Result.DEFERRED;
    return outcome instanceof Outcome.Unknown ? Result.UNKNOWN : Result.INTERRUPTED;
  }
}
