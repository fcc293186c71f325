package dev.tidings.schedule;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does one piece of work whenever it is called, and unasked when nobody called for a while. Calls that come while
 * it works are one call. Work that fails is said and tried again; the shift goes on.
 */
public final class Shift implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shift.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Duration unasked;
  private final BooleanSupplier work;
  private final Thread thread;
  private boolean called = true;
  private boolean undone;
  private boolean over;
  private boolean working;
  private String lastTrouble = "";
  private volatile long doneAt = System.nanoTime();

  /**
   * Begins at once.
   *
   * @param unasked the longest pause between two pieces of work
   * @param work answers whether it could be done; where not, it is begun again in a second
   */
  public Shift(String name, Duration unasked, BooleanSupplier work) {
    this.unasked = unasked;
    this.work = work;
    this.thread = new Thread(this::loop, name);
    thread.setDaemon(true);
    thread.start();
  }

  public void call() {
    lock.lock();
    try {
      called = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How long ago a piece of work last ended, well or not. */
  public Duration idle() {
    return Duration.ofNanos(System.nanoTime() - doneAt);
  }

  /** Whether nothing is under way and nobody has called. */
  public boolean isResting() {
    lock.lock();
    try {
      return !called && !working;
    } finally {
      lock.unlock();
    }
  }

  /** What the last piece of work failed of; blank where it went well. */
  public String trouble() {
    lock.lock();
    try {
      return lastTrouble;
    } finally {
      lock.unlock();
    }
  }

  private void loop() {
    try {
      while (waitForCall()) doOnce();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean waitForCall() throws InterruptedException {
    lock.lock();
    try {
      long left = undone ? AGAIN.toNanos() : unasked.toNanos();
      while (!called && !over && left > 0) left = news.awaitNanos(left);
      called = false;
      working = !over;
      return working;
    } finally {
      lock.unlock();
    }
  }

  private void doOnce() {
    try {
      undone = !work.getAsBoolean();
      remember("");
    } catch (RuntimeException e) {
      remember(String.valueOf(e.getMessage()));
    } finally {
      done();
    }
  }

  private void done() {
    lock.lock();
    try {
      working = false;
      doneAt = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /** The same trouble is said once, and its end too. */
  private void remember(String trouble) {
    lock.lock();
    try {
      if (trouble.equals(lastTrouble)) return;
      if (trouble.isEmpty()) LOG.info("{}: works again", thread.getName());
      else LOG.error("{}: {} It is tried again.", thread.getName(), trouble);
      lastTrouble = trouble;
    } finally {
      lock.unlock();
    }
  }

  /** Begins nothing more and waits for what is under way, {@code patience} at most. @return whether it ended */
  public boolean end(Duration patience) {
    lock.lock();
    try {
      over = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
    if (thread.equals(Thread.currentThread())) return true;
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  @Override
  public void close() {
    end(Duration.ofSeconds(15));
  }
}
