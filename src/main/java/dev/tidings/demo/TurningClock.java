package dev.tidings.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock with a knob: it ticks like its base and can be turned to another moment. */
final class TurningClock extends Clock {
  private final Clock base;
  private volatile Duration ahead = Duration.ZERO;

  TurningClock(Clock base) {
    this.base = base;
  }

  void turnTo(Instant moment) {
    ahead = Duration.between(base.instant(), moment);
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    TurningClock other = new TurningClock(base.withZone(zone));
    other.ahead = ahead;
    return other;
  }
}
