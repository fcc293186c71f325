package dev.tidings.deliver;

import dev.tidings.mail.MailComposer;
import dev.tidings.mail.Relay;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due from the queue to the relay, over as many connections as the relay allows. {@link #close} from another
 * thread lets what is in flight end and gives the rest back.
 */
public final class Courier implements AutoCloseable {
  private static final Duration TIDY_EVERY = Duration.ofSeconds(5);
  private static final Duration LONGEST_NAP = Duration.ofSeconds(5);
  private static final int LAST_COMMITS = 20;
  private final Lane.Shared shared;
  private final Clock house;
  private final Progress progress;

  /** @param house the clock that says what is due */
  public Courier(DeliveryQueue queue, Relay relay, MailComposer composer, Clock house, Progress progress) {
    this.shared = new Lane.Shared(queue, relay, new Sheaf(queue, composer), new Breaker(relay.connections()), new Counter(),
        new OnceAMinute(LoggerFactory.getLogger(Courier.class)));
    this.house = house;
    this.progress = progress;
  }

  /**
   * Delivers until nothing is due any more, or the relay rests.
   *
   * @param until stays that long for deferred mail and a resting relay; now or earlier = does not wait for either
   */
  public DeliveryReport deliver(Instant until) {
    try (var pulse = new Pulse(shared, progress)) {
      pulse.start();
      shared.queue().tidy();
      boolean more = true;
      while (more) {
        round(until);
        more = waitForMore(until);
      }
      lastCommit();
      shared.queue().beat();
      shared.queue().tidy();
    }
    return shared.counter().report(shared.breaker().trouble());
  }

  private void round(Instant until) {
    Duration patience = Duration.between(house.instant(), until);
    shared.breaker().begin(patience.isNegative() ? Duration.ZERO : patience);
    List<Thread> lanes = new ArrayList<>();
    for (int i = 0; i < shared.relay().connections(); i++) {
      var lane = new Thread(new Lane(i, shared), "courier-" + (i + 1));
      lane.setDaemon(true);
      lane.start();
      lanes.add(lane);
    }
    for (Thread lane : lanes) finish(lane);
  }

  private void finish(Thread lane) {
    try {
      while (lane.isAlive()) {
        lane.join(TIDY_EVERY.toMillis());
        if (lane.isAlive()) tidy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  private void tidy() {
    try {
      shared.queue().tidy();
    } catch (StoreException e) {
      shared.log().warn(e.getMessage());
    }
  }

  private boolean waitForMore(Instant until) {
    if (shared.breaker().isStopped() || shared.breaker().isOpen()) return false;
    Optional<Instant> due = shared.queue().nextDue();
    while (due.isPresent()) {
      Instant now = house.instant();
      if (!due.get().isAfter(now)) return true;
      if (due.get().isAfter(until)) return false;
      Duration nap = Duration.between(now, due.get());
      if (!shared.breaker().rest(nap.compareTo(LONGEST_NAP) < 0 ? nap : LONGEST_NAP)) return false;
      tidy();
      due = shared.queue().nextDue();
    }
    return false;
  }

  /** What the relay said must be written down, also when the disk is full for a moment. */
  private void lastCommit() {
    for (int i = 1; ; i++) {
      try {
        shared.queue().commit();
        return;
      } catch (StoreException e) {
        shared.log().warn(e.getMessage());
        if (i == LAST_COMMITS) throw e;
        shared.breaker().rest(Duration.ofMillis(500));
      }
    }
  }

  /** Begins nothing more. {@link #deliver} returns once what is in flight has its answer. */
  @Override
  public void close() {
    shared.breaker().stop();
  }
}
