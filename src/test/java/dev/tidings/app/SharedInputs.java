package dev.tidings.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real posts beside the project, which it never copies: a test that wants them is skipped where they are absent. */
final class SharedInputs {
  private SharedInputs() {}

  /** @param name below data/, as {@code posts/pepys} */
  static Path folder(String name) {
    Path found = Stream.of("..", "../..").map(up -> Path.of(up, "shared/data", name)).filter(Files::isDirectory).findFirst().orElse(Path.of("none"));
    Assumptions.assumeTrue(Files.isDirectory(found), "skipped: ../shared/data/" + name + " is not on this machine");
    return found.toAbsolutePath().normalize();
  }
}
