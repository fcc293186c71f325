package dev.tidings.admin;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Answers that may take longer than a page may: worked out beside the pages, three at once, and kept for a while. */
final class Slow {
  private static final Duration PATIENCE = Duration.ofMillis(150);
  private static final Duration MAY_BE_OLD = Duration.ofSeconds(30);
  private static final int KEPT = 500;
  private static final int WORKERS = 3;
  private final ExecutorService worker = Executors.newFixedThreadPool(WORKERS, work -> {
    var thread = new Thread(work, "admin-counts");
    thread.setDaemon(true);
    return thread;
  });
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  private record Asked(Future<?> answer, long at) {}

  /**
   * The answer, where it is known or comes at once; else empty, and it is worked out.
   *
   * @param fresh one that is older is worked out anew; meanwhile the old one holds, where it may be half a minute old anyway
   */
  <T> Optional<T> ask(String key, Duration fresh, Supplier<T> work) {
    return ask(key, fresh, PATIENCE, work);
  }

  /** The same for whoever would rather wait. */
  @SuppressWarnings("unchecked") // under one key stands one kind of answer
  <T> Optional<T> ask(String key, Duration fresh, Duration patience, Supplier<T> work) {
    Asked known = asked.get(key);
    if (known == null || known.answer().isDone() && System.nanoTime() - known.at() > fresh.toNanos()) {
      if (asked.size() > KEPT) asked.clear();
      Future<T> begun = worker.submit(work::get);
      asked.put(key, new Asked(begun, System.nanoTime()));
      Optional<T> now = within(begun, patience);
      return now.isPresent() || known == null || fresh.compareTo(MAY_BE_OLD) < 0 ? now : within((Future<T>) known.answer(), Duration.ZERO);
    }
    return within((Future<T>) known.answer(), known.answer().isDone() ? Duration.ZERO : patience);
  }

  /** After something was changed. */
  void forget(String prefix) {
    asked.keySet().removeIf(key -> key.startsWith(prefix));
  }

  private <T> Optional<T> within(Future<T> answer, Duration patience) {
    try {
      return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      asked.values().removeIf(one -> one.answer().equals(answer));
      throw new IllegalStateException("what a page shows could not be worked out", e.getCause());
    }
  }
}
