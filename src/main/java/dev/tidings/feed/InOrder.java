package dev.tidings.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tasks on all cores, begun in the order given: neighbours need the same posts, so few are in memory at a time. */
final class InOrder {
  private InOrder() {}

  /** Returns when all are done; what one of them throws is thrown here, after the others were told to stop. */
  static void run(List<Runnable> tasks) {
    if (tasks.isEmpty()) return;
    ExecutorService workers = Executors.newFixedThreadPool(Math.min(tasks.size(), Runtime.getRuntime().availableProcessors()));
    try {
      var running = new ArrayList<Future<?>>(tasks.size());
      for (Runnable task : tasks) running.add(workers.submit(task));
      for (Future<?> future : running) future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) throw thrown;
      if (e.getCause() instanceof Error thrown) throw thrown;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while feeds and pages were written; the next run writes the rest", e);
    } finally {
      workers.shutdownNow();
    }
  }
}
