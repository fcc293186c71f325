package dev.tidings.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Opens a house. Implemented by the composition root. */
@FunctionalInterface
public interface Opener {
  /**
   * Looking leaves nothing behind, also in a house that has never published. A new store takes the place of one that is lost or
   * another house's; beside a good one it is plain work.
   */
  enum Purpose { LOOK, WORK, NEW_STORE }

  /**
   * @param home the house's folder
   * @param at "as if it were then": the clock starts there and ticks on
   * @throws Unusable and other exceptions with a message for the admin where the house cannot be used as it is
   */
  House open(Path home, Optional<Instant> at, Purpose purpose);
}
