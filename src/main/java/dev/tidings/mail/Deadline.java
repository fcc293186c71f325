package dev.tidings.mail;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends a step that takes too long, reading or writing, also one that drips a byte a second: socket time limits see neither a
 * blocked write nor a slow drip. One thread watches all connections of a relay.
 */
final class Deadline {
  private static final long NONE = Long.MAX_VALUE;
  private final Socket socket;
  private volatile long until = NONE;
  private volatile boolean passed;

  Deadline(Socket socket) {
    this.socket = socket;
  }

  void in(Duration limit) {
    until = System.nanoTime() + limit.toNanos();
  }

  void none() {
    until = NONE;
  }

  boolean hasPassed() {
    return passed;
  }

  private void check() {
    long limit = until;
    if (limit == NONE || System.nanoTime() - limit < 0) return;
    passed = true;
    end();
  }

  void end() {
    try {
      socket.close();
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(Deadline.class).debug("a connection did not close: {}", e.getMessage());
    }
  }

  /** The thread that watches. */
  static final class Watch implements AutoCloseable {
    private final Set<Deadline> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::watch, "smtp-deadlines");

    Watch() {
      thread.setDaemon(true);
      thread.start();
    }

    void add(Deadline deadline) {
      watched.add(deadline);
    }

    void remove(Deadline deadline) {
      watched.remove(deadline);
    }

    private void watch() {
      try {
        while (true) {
          Thread.sleep(100);
          watched.forEach(Deadline::check);
        }
      } catch (InterruptedException e) {
        watched.forEach(Deadline::none);
      }
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
