package dev.tidings.queue;

import dev.tidings.store.SharedLocks;
import dev.tidings.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock is an advisory one of a connection, asked after with every beat. When the connection is lost, the server drops the lock
 * while this process may live on: it begins no mail once it has not been certain for {@link #CERTAIN}, and the others wait for
 * {@link #GRACE}, which is longer, before they take its claims.
 */
final class ServerOwner implements Owner {
  static final Duration CERTAIN = Duration.ofSeconds(2);
  static final Duration GRACE = Duration.ofSeconds(4);
  private static final Logger LOG = LoggerFactory.getLogger(ServerOwner.class);
  private final SharedLocks locks;
  private final Clock real;
  private final Map<String, Long> free = new ConcurrentHashMap<>();
  private volatile String name;
  private volatile long certain;
  private volatile boolean doubted;
  private SharedLocks.Held held;

  ServerOwner(SharedLocks locks, Clock real) {
    this.locks = locks;
    this.real = real;
    this.name = fresh();
    this.held = take(name);
    this.certain = real.millis();
  }

  private static String fresh() {
    return ProcessHandle.current().pid() + "-" + UUID.randomUUID();
  }

  private SharedLocks.Held take(String name) {
    return locks.take(lock(name)).orElseThrow(() -> new StoreException("The lock " + lock(name) + " is held by somebody else. Nothing was sent."));
  }

  private static String lock(String name) {
    return "courier " + name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isSure() {
    return !doubted && real.millis() - certain < CERTAIN.toMillis();
  }

  @Override
  public synchronized boolean confirm() {
    long now = real.millis();
    if (!doubted && held.isAlive()) {
      certain = now;
      return false;
    }
    doubted = true;
    held.close();
    String next = fresh();
    held = take(next);
    LOG.warn("the connection to the store was lost: what was claimed and not begun goes back");
    name = next;
    certain = real.millis();
    doubted = false;
    return true;
  }

  @Override
  public void doubt() {
    doubted = true;
  }

  @Override
  public void look(Collection<String> others) {
    long longest = 0;
    free.keySet().retainAll(others);
    for (String other : others) {
      if (!locks.isFree(lock(other))) {
        free.remove(other);
        continue;
      }
      long since = free.computeIfAbsent(other, any -> real.millis());
      longest = Math.max(longest, since + GRACE.toMillis() - real.millis());
    }
    if (longest > 0) pause(longest);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Free for as long as its process, if it lives, needs to know it. */
  @Override
  public boolean isDead(String other) {
    Long since = free.get(other);
    return since != null && real.millis() - since >= GRACE.toMillis() && locks.isFree(lock(other));
  }

  @Override
  public synchronized void close() {
    held.close();
  }
}
