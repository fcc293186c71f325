package dev.tidings.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * An orderly end. SIGTERM and SIGINT tell whoever has asked to know; the process stays until the command has closed this, or
 * patience ends. The hook must not wait for the command's thread itself: that one ends in System.exit, which waits for the hook.
 */
final class Stopping implements AutoCloseable {
  private final Desk desk;
  private final Duration patience;
  private final CountDownLatch said = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");
  private final List<Runnable> asked = new ArrayList<>();
  private boolean stopped;

  Stopping(Desk desk, Duration patience) {
    this.desk = desk;
    this.patience = patience;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** At once where the process is told to stop already. */
  synchronized void then(Runnable beginNoMore) {
    asked.add(beginNoMore);
    if (stopped) beginNoMore.run();
  }

  private synchronized void tell() {
    stopped = true;
    asked.forEach(Runnable::run);
  }

  private void stop() {
    desk.err().println("Stopping: what is in flight ends first, " + patience.toSeconds() + " s at most.");
    tell();
    try {
      if (!said.await(patience.toMillis(), TimeUnit.MILLISECONDS))
        desk.err().println("The relay has not answered in time. What it was told last is tried again under the same Message-ID.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    desk.out().flush();
    desk.err().flush();
  }

  @Override
  public void close() {
    said.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException down) {
      LoggerFactory.getLogger(Stopping.class).debug("told to stop; everything is said: {}", down.getMessage());
    }
  }
}
