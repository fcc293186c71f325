package dev.tidings.deliver;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;

/** The same trouble is one line a minute, however often it comes. */
final class OnceAMinute {
  private static final long MINUTE = 60_000_000_000L;
  private static final int MOST = 200;
  private final Logger log;
  private final Map<String, Long> said = new HashMap<>();

  OnceAMinute(Logger log) {
    this.log = log;
  }

  synchronized void warn(String message) {
    long now = System.nanoTime();
    if (said.size() > MOST) said.values().removeIf(at -> now - at > MINUTE);
    Long last = said.get(message);
    if (last != null && now - last < MINUTE) return;
    said.put(message, now);
    log.warn("{}", message);
  }
}
