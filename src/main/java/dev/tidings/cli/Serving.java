package dev.tidings.cli;

import java.net.URI;
import java.time.Duration;

/** A house that is open to readers. */
public interface Serving extends AutoCloseable {
  /** After that a supervisor may use force. */
  Duration LONGEST_STOP = Duration.ofSeconds(20);

  /** Where it listens. */
  URI address();

  /** What an admin reads when it begins: where it listens, what comes next. */
  String greeting();

  /** Returns once somebody called {@link #stop} or interrupted this thread. */
  void await();

  /** From any thread. */
  void stop();

  /** Takes nothing more on, lets what is in flight end, and lets go of everything. */
  @Override
  void close();
}
