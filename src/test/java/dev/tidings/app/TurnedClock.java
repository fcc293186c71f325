package dev.tidings.app;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until it is turned, and may be turned by another thread than reads it. */
final class TurnedClock extends Clock {
  volatile Instant now;

  TurnedClock(Instant now) {
    this.now = now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the house asks for instants only");
  }

  @Override
  public Instant instant() {
    return now;
  }
}
