package dev.tidings.deliver;

import dev.tidings.store.StoreException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** While mails go out: forces outcomes to the disk every 250 ms, carries the lease on, and tells how it goes. */
final class Pulse extends Thread implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;
  private final Lane.Shared shared;
  private final Progress progress;
  private final CountDownLatch ended = new CountDownLatch(1);

  Pulse(Lane.Shared shared, Progress progress) {
    super("courier-pulse");
    setDaemon(true);
    this.shared = shared;
    this.progress = progress;
  }

  @Override
  public void run() {
    try {
      while (!ended.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) beat();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

  /** Tells the last figures. Never interrupts: a file that is being forced to the disk would be closed under it. */
  @Override
  public void close() {
    ended.countDown();
    try {
      join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    progress.moved(shared.desk().tally());
  }
}
