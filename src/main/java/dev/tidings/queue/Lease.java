package dev.tidings.queue;

import java.time.Clock;
import java.time.Duration;

/**
 * How long this process's claims are its own, in real time. A process that was frozen beyond it finds another epoch when it
 * wakes: whatever it had claimed may be somebody else's by now.
 */
final class Lease {
  static final Duration LENGTH = Duration.ofSeconds(90);
  /** A mail is begun only if this much of the lease is left. */
  static final Duration MARGIN = Duration.ofSeconds(15);
  private final Clock real;
  private long until;
  private int epoch;

  Lease(Clock real) {
    this.real = real;
    this.until = real.millis() + LENGTH.toMillis();
  }

  /** Carries it on; a new epoch begins if it had ended. */
  synchronized long renew() {
    long now = real.millis();
    if (now >= until) epoch++;
    until = now + LENGTH.toMillis();
    return until;
  }

  /** Whatever was claimed until now may be somebody else's. */
  synchronized void end() {
    epoch++;
  }

  synchronized boolean isDueForRenewal() {
    return real.millis() > until - LENGTH.toMillis() * 3 / 4;
  }

  synchronized boolean holds(int claimedIn) {
    return claimedIn == epoch && real.millis() < until - MARGIN.toMillis();
  }

  synchronized int epoch() {
    return epoch;
  }
}
