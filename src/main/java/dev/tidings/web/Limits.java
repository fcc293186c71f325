package dev.tidings.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** So many a minute for each network; the networks seen last are remembered. Real time. */
final class Limits {
  private static final int REMEMBERED = 20_000;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private final int most;
  private final LongSupplier nanos;
  private final Map<String, Window> seen = new LinkedHashMap<>(64, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
      return size() > REMEMBERED;
    }
  };

  private record Window(long began, int count) {}

  /** @param nanos a clock such as {@link System#nanoTime} */
  Limits(int most, LongSupplier nanos) {
    this.most = most;
    this.nanos = nanos;
  }

  /** Counts one more. @return false where that is too many */
  synchronized boolean take(String network) {
    Window window = current(network);
    seen.put(network, new Window(window.began(), window.count() + 1));
    return window.count() < most;
  }

  /** Whether the next one would be too many. */
  synchronized boolean isSpent(String network) {
    return current(network).count() >= most;
  }

  private Window current(String network) {
    long now = nanos.getAsLong();
    Window window = seen.get(network);
    return window == null || now - window.began() >= MINUTE ? new Window(now, 0) : window;
  }
}
