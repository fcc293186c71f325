package dev.tidings.mail;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

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

  /** Watches while there is something to watch. */
  static final class Watch {
    private final Set<Deadline> watched = ConcurrentHashMap.newKeySet();
    private boolean watching;

    synchronized void add(Deadline deadline) {
      watched.add(deadline);
      if (watching) return;
      watching = true;
      var thread = new Thread(this::watch, "smtp-deadlines");
      thread.setDaemon(true);
      thread.start();
    }

    void remove(Deadline deadline) {
      watched.remove(deadline);
    }

    private void watch() {
      while (mayWatch()) {
        LockSupport.parkNanos(100_000_000);
        watched.forEach(Deadline::check);
      }
    }

    private synchronized boolean mayWatch() {
      watching = !watched.isEmpty();
      return watching;
    }
  }
}
