package dev.tidings.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Opens a house. Implemented by the composition root. */
@FunctionalInterface
public interface Opener {
  /**
   * @param home the house's folder
   * @param at "as if it were then": the clock starts there and ticks on
   * @throws RuntimeException with a message for the admin where the house cannot be used as it is
   */
  House open(Path home, Optional<Instant> at);
}
