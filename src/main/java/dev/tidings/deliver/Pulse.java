package dev.tidings.deliver;

import dev.tidings.store.StoreException;

/** While mails go out: forces outcomes to the disk every 250 ms, carries the lease on, and tells how it goes. */
final class Pulse extends Thread implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;
  private final Lane.Shared shared;
  private final Progress progress;
  private volatile boolean ended;

  Pulse(Lane.Shared shared, Progress progress) {
    super("courier-pulse");
    setDaemon(true);
    this.shared = shared;
    this.progress = progress;
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        Thread.sleep(EVERY_MILLIS);
        beat();
      }
    } catch (InterruptedException e) {
      ended = true;
    }
  }

  private void beat() {
    try {
      shared.queue().beat();
    } catch (StoreException e) {
      shared.desk().warn(e.getMessage());
    }
    progress.moved(shared.desk().tally());
  }

  /** Tells the last figures. */
  @Override
  public void close() {
    ended = true;
    interrupt();
    try {
      join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    progress.moved(shared.desk().tally());
  }
}
