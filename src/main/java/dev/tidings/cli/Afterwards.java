package dev.tidings.cli;

import dev.tidings.run.Morning;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;

/** What follows the writing of feeds and pages, beside everything else: the hub is told, and the search takes in what is new. */
final class Afterwards {
  private final CompletableFuture<Void> hub;
  private final CompletableFuture<Void> search;

  /** Begins at once. */
  Afterwards(House house, boolean written, PrintWriter err) {
    this.hub = CompletableFuture.runAsync(() -> house.hub().tell().ifPresent(trouble -> err.println("warning: " + trouble)));
    this.search = written ? CompletableFuture.runAsync(house::keepSearch) : CompletableFuture.completedFuture(null);
  }

  static boolean isWritten(Morning morning) {
    return morning.feeds().written() > 0 || !morning.editions().isEmpty();
  }

  void await() {
    hub.join();
    search.join();
  }
}
