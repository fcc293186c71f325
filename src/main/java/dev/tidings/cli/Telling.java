package dev.tidings.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The admin's webhooks are told what happens while a command works, every few seconds, and once more when it is done. */
final class Telling {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private final House house;
  private final PrintWriter err;
  private final CountDownLatch done = new CountDownLatch(1);

  private Telling(House house, PrintWriter err) {
    this.house = house;
    this.err = err;
  }

  /** What is told too late because the process dies is told by the next one. */
  static <T> T during(House house, PrintWriter err, Supplier<T> work) {
    var telling = new Telling(house, err);
    var beside = new Thread(telling::repeat, "webhooks");
    beside.setDaemon(true);
    beside.start();
    try {
      return work.get();
    } finally {
      telling.done.countDown();
      join(beside);
      telling.tell();
    }
  }

  private void repeat() {
    try {
      while (!done.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) tell();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    house.outbox().tell().forEach(trouble -> err.println("warning: " + trouble));
  }

  private static void join(Thread beside) {
    try {
      beside.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
