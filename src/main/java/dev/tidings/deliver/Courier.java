package dev.tidings.deliver;

import dev.tidings.mail.MailComposer;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Takes what is due from the queue to the relays, over as many connections as they allow. {@link #close} from another thread
 * lets what is in flight end and gives the rest back.
 */
public final class Courier implements AutoCloseable {
  private static final Duration TIDY_EVERY = Duration.ofSeconds(2);
  private static final Duration LONGEST_NAP = Duration.ofSeconds(1);
  private static final int LAST_COMMITS = 20;
  private final List<Station> stations = new ArrayList<>();
  private final Lane.Shared shared;
  private final Clock house;
  private final Progress progress;
  private final Bell bell;

  /** @param house the clock that says what is due */
  public Courier(DeliveryQueue queue, DeliverySettings settings, MailComposer composer, Clock house, Progress progress) {
    var shares = new Shares();
    for (DeliverySettings.Route route : settings.routes()) {
      var station = new Station(route, settings.stopShare());
      stations.add(station);
      shares.add(station);
    }
    this.shared = new Lane.Shared(queue, new Sheaf(queue, composer), new Desk(), new Groups(settings.groups()), shares,
        new AtomicLong(System.nanoTime()));
    this.bell = new Bell(settings.told(), queue, shared.desk());
    this.house = house;
    this.progress = progress;
  }

  /**
   * Delivers until nothing is due any more, or the relays rest. What only our own limits hold back is waited for.
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
        for (Station station : stations) shared.desk().close(station, shared);
        more = waitForMore(until);
      }
      lastCommit();
      shared.queue().beat();
      shared.queue().tidy();
    }
    Optional<String> trouble = trouble();
    bell.after(trouble);
    return shared.desk().report(trouble);
  }

  private Optional<String> trouble() {
    List<String> all = stations.stream().flatMap(station -> station.trouble().stream()).toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.stream().distinct().collect(Collectors.joining(" ")));
  }

  private void round(Instant until) {
    Duration patience = Duration.between(house.instant(), until);
    List<Thread> lanes = new ArrayList<>();
    for (Station station : stations) {
      station.begin();
      station.breaker().begin(patience.isNegative() ? Duration.ZERO : patience);
      for (int i = 0; i < station.relay().connections(); i++) {
        var lane = new Thread(new Lane(i, station, shared), "courier-" + station.name() + "-" + (i + 1));
        lane.setDaemon(true);
        lanes.add(lane);
      }
    }
    lanes.forEach(Thread::start);
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
      bell.meanwhile(trouble());
    } catch (StoreException e) {
      shared.desk().warn(e.getMessage());
    }
  }

  private boolean waitForMore(Instant until) {
    Optional<Instant> due = nextDue();
    while (due.isPresent()) {
      Instant now = house.instant();
      if (!due.get().isAfter(now)) return true;
      Duration nap = Duration.between(now, due.get());
      boolean held = Duration.ofNanos(shared.heldUntil().get() - System.nanoTime()).compareTo(nap.minus(LONGEST_NAP)) >= 0; // centuries have too many nanoseconds
      if (due.get().isAfter(until) && !held) return false;
      if (!rest(nap.compareTo(LONGEST_NAP) < 0 ? nap : LONGEST_NAP)) return false;
      tidy();
      due = nextDue();
    }
    return false;
  }

  /** Of the mails that some relay can take now. */
  private Optional<Instant> nextDue() {
    List<Station> usable = stations.stream().filter(station -> station.isUsable() && !station.breaker().isStopped()).toList();
    if (usable.isEmpty()) return Optional.empty();
    return shared.queue().nextDue(newsletter -> usable.stream().anyMatch(station -> station.serves(newsletter)));
  }

  private boolean rest(Duration pause) {
    return stations.get(0).breaker().rest(pause);
  }

  /** What the relay said must be written down, also when the disk is full for a moment. */
  private void lastCommit() {
    for (int i = 1; ; i++) {
      try {
        shared.queue().commit();
        return;
      } catch (StoreException e) {
        shared.desk().warn(e.getMessage());
        if (i == LAST_COMMITS) throw e;
        rest(Duration.ofMillis(500));
      }
    }
  }

  /** Begins nothing more. {@link #deliver} returns once what is in flight has its answer. */
  @Override
  public void close() {
    stations.forEach(station -> station.breaker().stop());
  }
}
