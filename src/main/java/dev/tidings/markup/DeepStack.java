package dev.tidings.markup;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A second try for a text whose emphasis is nested deeper than an ordinary stack goes: some 1,000 levels. The bounds of a post allow 4,000,
 * which take less than a tenth of the stack here; only what is used of it takes memory.
 */
final class DeepStack {
  private static final long BYTES = 256L << 20;

  private DeepStack() {}

  static <T> T call(Supplier<T> work) {
    var result = new CompletableFuture<T>();
    var thread = new Thread(null, () -> {
      try {
        result.complete(work.get());
      } catch (Throwable e) { // thrown again in the thread that asked
        result.completeExceptionally(e);
      }
    }, "deep-markup", BYTES);
    thread.setDaemon(true);
    thread.start();
    return result.join();
  }
}
