package dev.tidings.deliver;

import dev.tidings.queue.Settlement.Result;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Counts outcomes as they come, and how fast. */
final class Counter {
  private static final double MEMORY_SECONDS = 3;
  private final LongAdder sent = new LongAdder();
  private final LongAdder deferred = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private long lastAnswered;
  private long lastNanos = System.nanoTime();
  private double rate;

  void count(Result result) {
    switch (result) {
      case SENT -> sent.increment();
      case FAILED -> failed.increment();
      case DEFERRED, INTERRUPTED -> deferred.increment();
      case UNKNOWN -> {
        deferred.increment();
        unknown.increment();
      }
      case UNTOUCHED, HELD -> { }
    }
  }

  /** Refused, but owed again. */
  void forgiven(int mails) {
    failed.add(-mails);
    deferred.add(mails);
  }

  synchronized Progress.Tally tally() {
    long answered = sent.sum() + deferred.sum() + failed.sum();
    long now = System.nanoTime();
    double seconds = Math.max((now - lastNanos) / 1e9, 1e-6);
    double weight = Math.min(1, seconds / MEMORY_SECONDS);
    rate += ((answered - lastAnswered) / seconds - rate) * weight;
    lastAnswered = answered;
    lastNanos = now;
    return new Progress.Tally(sent.sum(), deferred.sum(), failed.sum(), rate);
  }

  DeliveryReport report(Optional<String> trouble) {
    return new DeliveryReport(sent.sum(), deferred.sum(), failed.sum(), unknown.sum(), trouble);
  }
}
