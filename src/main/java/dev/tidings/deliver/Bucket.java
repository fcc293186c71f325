package dev.tidings.deliver;

/**
 * A token bucket: so many mails a second, and a tenth of a second's worth at once. Mails may reserve a moment of the near future.
 * With 10 a second: the first goes at once, the second 100 ms later; after a silence two go at once.
 */
final class Bucket {
  static final long NEVER = -1;
  private final long nanosEach;
  private final long burst;
  private long next;

  /** @param perSecond 0 = no limit */
  Bucket(double perSecond, long now) {
    this.nanosEach = perSecond <= 0 ? 0 : (long) (1e9 / perSecond);
    this.burst = Math.max(nanosEach, 100_000_000L);
    this.next = now;
  }

  boolean isFree() {
    return nanosEach == 0;
  }

  long nanosEach() {
    return nanosEach;
  }

  /** @return how long this mail must wait; {@link #NEVER} where that would be longer than {@code most}: then nothing is reserved */
  synchronized long reserve(long now, long most) {
    if (isFree()) return 0;
    long at = Math.max(next, now - burst + nanosEach);
    if (at - now > most) return NEVER;
    next = at + nanosEach;
    return Math.max(0, at - now);
  }
}
