package dev.tidings.deliver;

import java.time.Duration;
import java.util.Optional;

/**
 * Guards one relay. Sessions that fail before a MAIL is accepted count: three in a row, or one that only the admin can mend,
 * and the relay rests, for 5 seconds, then 10, 20, 40, 60; one connection probes; when it gets through, the others come
 * back. A relay that asks for patience gets a pause of 1 second, doubling up to 60, and one connection, then one more for
 * every good session or fifty mails. Real time.
 */
final class Breaker {
  private static final int ENOUGH = 3;
  private static final Duration SHORTEST_REST = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofSeconds(60);
  private static final Duration BAN = Duration.ofMinutes(30);
  private static final int GOOD_MAILS = 50;
  private final int connections;
  private int failures;
  private int rests;
  private int slowDowns;
  private int good;
  private int allowed;
  private boolean open;
  private boolean probing;
  private boolean drained;
  private boolean stopped;
  private boolean banned;
  private long restUntil = System.nanoTime();
  private long giveUpAt = System.nanoTime();
  private Optional<String> trouble = Optional.empty();

  Breaker(int connections) {
    this.connections = connections;
    this.allowed = connections;
  }

  /** A new round: whoever waits gives up when the next probe would come after that moment. */
  synchronized void begin(Duration patience) {
    giveUpAt = System.nanoTime() + patience.toNanos();
    drained = false;
    probing = false;
    if (banned && restUntil - System.nanoTime() > 0) return;
    banned = false;
    trouble = Optional.empty();
  }

  /** Blocks until this lane may talk to the relay. @return false = it is done: nothing is due, or the relay rests too long */
  synchronized boolean enter(int lane) {
    while (!stopped && !drained && !banned) {
      long wait = restUntil - System.nanoTime();
      if (open && restUntil - giveUpAt > 0) return false;
      if (wait > 0) {
        pause(wait);
      } else if (open && !probing) {
        probing = true;
        return true;
      } else if (!open && lane < allowed) {
        return true;
      } else {
        pause(Duration.ofMillis(200).toNanos());
      }
    }
    return false;
  }

  private void pause(long nanos) {
    try {
      wait(Math.max(1, nanos / 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }

  /** Whether a lane should end its session for now. */
  synchronized boolean isTooMuch(int lane) {
    return stopped || banned || lane >= allowed && !open;
  }

  /** The relay took a mail. */
  synchronized void passed() {
    failures = 0;
    if (banned || !open && allowed == connections) return;
    if (open) {
      open = false;
      probing = false;
      rests = 0;
      allowed = connections;
      notifyAll();
    } else if (++good >= GOOD_MAILS) {
      grow();
    }
  }

  private void grow() {
    good = 0;
    allowed = Math.min(connections, allowed + 1);
    if (allowed == connections) slowDowns = 0;
    notifyAll();
  }

  /** A session that failed before a MAIL was accepted. */
  synchronized void failed(String why, boolean lasting) {
    failures++;
    trouble = Optional.of(why);
    if (open || lasting || failures >= ENOUGH) {
      open = true;
      probing = false;
      restUntil = System.nanoTime() + Math.min(LONGEST_REST.toNanos(), SHORTEST_REST.toNanos() << Math.min(rests++, 5));
    } else {
      restUntil = System.nanoTime() + Duration.ofMillis(100L * failures).toNanos();
    }
    notifyAll();
  }

  /** The relay refuses us, as a whole: nothing more goes by it in this run, nor in the next half hour of a process that stays. */
  synchronized void ban(String why) {
    trouble = Optional.of(why);
    open = true;
    banned = true;
    restUntil = System.nanoTime() + BAN.toNanos();
    notifyAll();
  }

  /** The relay asked for patience, though it took mails. */
  synchronized void slowDown() {
    allowed = 1;
    good = 0;
    restUntil = System.nanoTime() + Math.min(LONGEST_REST.toNanos(), Duration.ofSeconds(1).toNanos() << Math.min(slowDowns++, 6));
    notifyAll();
  }

  /** Nothing is due any more: whoever waits here may go. */
  synchronized void drained() {
    drained = true;
    if (probing) probing = false;
    notifyAll();
  }

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  synchronized boolean isOpen() {
    return open;
  }

  synchronized boolean isBanned() {
    return banned && restUntil - System.nanoTime() > 0;
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Waits for mail that is due later. @return false when stopped */
  synchronized boolean rest(Duration pause) {
    if (!stopped) pause(pause.toNanos());
    return !stopped;
  }

  /** Why the relay rests, if it does. */
  synchronized Optional<String> trouble() {
    return open ? trouble : Optional.empty();
  }
}
