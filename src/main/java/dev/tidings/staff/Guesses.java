package dev.tidings.staff;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Makes guessing slow: so many wrong passwords from one network, and so many for one account from one network, in a quarter of an hour; and
 * so many for one account from everywhere in an hour, so that many networks together are slow too. Real time; a restart forgets.
 */
public final class Guesses {
  private static final int OF_NETWORK = 20;
  private static final int OF_ACCOUNT_THERE = 5;
  private static final int OF_ACCOUNT = 100;
  private static final int REMEMBERED = 50_000;
  private static final long QUARTER = Duration.ofMinutes(15).toNanos();
  private static final long HOUR = Duration.ofHours(1).toNanos();
  private final LongSupplier nanos;
  private final Map<String, Window> seen = new LinkedHashMap<>(64, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
      return size() > REMEMBERED;
    }
  };

  private record Window(long began, int wrong) {}

  /** @param nanos a clock such as {@link System#nanoTime} */
  public Guesses(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether another try is to be refused without looking at the password. */
  public synchronized boolean areSpent(String network, String name) {
    return wrong("network " + network, QUARTER) >= OF_NETWORK || wrong("there " + network + " " + name, QUARTER) >= OF_ACCOUNT_THERE || wrong("account " + name, HOUR) >= OF_ACCOUNT;
  }

  public synchronized void wrong(String network, String name) {
    count("network " + network, QUARTER);
    count("there " + network + " " + name, QUARTER);
    count("account " + name, HOUR);
  }

  /** Whoever knows the password was not guessing. */
  public synchronized void right(String network, String name) {
    seen.remove("there " + network + " " + name);
  }

  private int wrong(String key, long life) {
    Window window = seen.get(key);
    return window == null || nanos.getAsLong() - window.began() >= life ? 0 : window.wrong();
  }

  private void count(String key, long life) {
    int before = wrong(key, life);
    Window window = seen.get(key);
    seen.put(key, new Window(before == 0 || window == null ? nanos.getAsLong() : window.began(), before + 1));
  }
}
