package dev.tidings.deliver;

import dev.tidings.mail.Addressing;
import dev.tidings.mail.Opened;
import dev.tidings.mail.Outcome;
import dev.tidings.mail.Parcel;
import dev.tidings.mail.Parcels;
import dev.tidings.mail.Session;
import dev.tidings.mail.SmtpReply;
import dev.tidings.mail.UnfitForMail;
import dev.tidings.queue.Claim;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.queue.Settlement;
import dev.tidings.queue.Settlement.Result;
import dev.tidings.store.StoreException;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One connection's worth of delivering: claims a batch, opens a session, hands over, until nothing is due. */
final class Lane implements Runnable, Parcels {
  private final int index;
  private final Station station;
  private final Shared shared;
  private final Batch batch;
  private final Map<Parcel, Claim> begun = new IdentityHashMap<>();
  private long lastOutcome;
  private long outcomeBefore;

  /** What all lanes of a courier work with. @param heldUntil the moment until which limits of ours hold mail back, nanoTime */
  record Shared(DeliveryQueue queue, Sheaf sheaf, Desk desk, Groups groups, Shares shares, AtomicLong heldUntil) {
    void held(Duration pause) {
      long until = System.nanoTime() + pause.toNanos();
      heldUntil.accumulateAndGet(until, (a, b) -> a - b > 0 ? a : b);
    }
  }

  Lane(int index, Station station, Shared shared) {
    this.index = index;
    this.station = station;
    this.shared = shared;
    this.batch = new Batch(station, shared, this);
  }

  @Override
  public void run() {
    while (station.breaker().enter(index)) {
      try {
        if (batch.isEmpty() && !batch.refill()) {
          station.breaker().drained();
          return;
        }
        if (batch.isEmpty()) continue;
        Opened opened = station.relay().open();
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
      if (ending.trouble().isPresent() && !ending.accepted()) {
        trouble("Relay %s turns us away: %s. Everything stays queued.".formatted(station.name(), ending.trouble().get()), false);
      } else if (ending.slowDown().isPresent()) {
        shared.desk.warn("Relay %s asks for patience: %s. It gets a pause and one connection.".formatted(station.name(), ending.slowDown().get()));
        station.breaker().slowDown();
      } else {
        ending.trouble().ifPresent(reply -> shared.desk.warn("Relay %s ended a session: %s. What it had not taken is tried again."
            .formatted(station.name(), reply)));
      }
    }
  }

  private void trouble(String message, boolean lasting) {
    shared.desk.warn(message);
    station.breaker().failed(message, lasting);
  }

  /** Claims that were not begun go back as they were; those that were begun have their outcome, or were never written out. */
  private void giveBack() {
    batch.giveBack();
    for (Claim claim : begun.values()) {
      shared.groups.ended(claim.to().domain(), this);
      shared.queue.settle(Settlement.untouched(claim, station.name()));
    }
    begun.clear();
    try {
      shared.queue.commit();
    } catch (StoreException e) {
      shared.desk.warn(e.getMessage());
    }
  }

  @Override
  public Optional<Parcel> next(boolean mayWait) {
    while (!station.breaker().isTooMuch(index)) {
      Optional<Claim> next = batch.next(mayWait);
      if (next.isEmpty()) return Optional.empty();
      Claim claim = next.get();
      if (shared.queue.holds(claim)) {
        Optional<Parcel> parcel = parcel(claim);
        if (parcel.isPresent()) return parcel;
      } else {
        shared.groups.ended(claim.to().domain(), this);
        shared.queue.settle(Settlement.untouched(claim, station.name()));
      }
    }
    return Optional.empty();
  }

  private Optional<Parcel> parcel(Claim claim) {
    try {
      Sheaf.Ready ready = shared.sheaf.of(claim);
      Claim.Recipient to = claim.to();
      var parcel = new Parcel(ready.sender().apply(to.subscription()),
          new Addressing(claim.seed(), to.address(), to.name(), to.subscription(), claim.firstTry()), ready.mail());
      begun.put(parcel, claim);
      return Optional.of(parcel);
    } catch (UnfitForMail e) {
      settle(claim, Result.FAILED, new SmtpReply(0, Optional.of("5.6.0"), e.getMessage()));
      return Optional.empty();
    }
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
    settle(claim, result(outcome), outcome.reply());
    shared.desk.hear(station, claim, outcome, shared);
  }

  private void settle(Claim claim, Result result, SmtpReply reply) {
    shared.groups.ended(claim.to().domain(), this);
    outcomeBefore = lastOutcome;
    lastOutcome = shared.queue.settle(
        new Settlement(claim, result, new Settlement.Said(station.name(), reply.code(), reply.enhanced(), reply.text())));
    shared.desk.count(result);
  }

  private static Result result(Outcome outcome) {
    if (outcome instanceof Outcome.Sent) return Result.SENT;
    if (outcome instanceof Outcome.Refused) return Result.FAILED;
    if (outcome instanceof Outcome.Deferred) return Result.DEFERRED;
    return outcome instanceof Outcome.Unknown ? Result.UNKNOWN : Result.INTERRUPTED;
  }
}
