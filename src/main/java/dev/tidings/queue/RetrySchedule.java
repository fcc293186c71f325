package dev.tidings.queue;

import java.time.Duration;

/**
 * How long a refusal for now is respected. The pause doubles with each try up to {@code longest}, and up to 30 % of jitter,
 * always the same for the same mail and try, is added so that many do not come back at once. RFC 5321 4.5.4.1
 *
 * <p>With 1 minute and 2 hours: after try 1 between 1:00 and 1:18 min, 2: 2:00–2:36, 3: 4:00–5:12, 4: 8:00–10:24, 5:
 * 16:00–20:48, 6: 32:00–41:36, 7: 64:00–83:12, from 8 on: 2:00–2:36 h. A day holds about 16 tries.
 */
public record RetrySchedule(Duration shortest, Duration longest) {
  public static final RetrySchedule DEFAULT = new RetrySchedule(Duration.ofMinutes(1), Duration.ofHours(2));

  public RetrySchedule {
    if (shortest.isNegative() || shortest.isZero() || longest.compareTo(shortest) < 0)
      throw new IllegalArgumentException("A retry schedule grows from a moment to a longer one, not " + shortest + " to " + longest);
  }

  /** @param tries used up, this one included; at least 1 · @param mail the delivery's number */
  public Duration after(int tries, long mail) {
    long base = Math.min(longest.toMillis(), shortest.toMillis() << Math.min(Math.max(tries, 1) - 1, 30));
    long mixed = (mail * 31 + tries) * 0x9E3779B97F4A7C15L;
    double share = (mixed >>> 11) / (double) (1L << 53);
    return Duration.ofMillis(base + (long) (base * 0.3 * share));
  }
}
