package dev.tidings.cli;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --at}: as if it were then. */
final class At {
  @Option(names = "--at", paramLabel = "MOMENT", converter = Moment.class,
      description = "As if it were then, as 2026-01-28T08:00:00Z; the clock ticks on from there.")
  private @Nullable Instant moment;

  Optional<Instant> moment() {
    return Optional.ofNullable(moment);
  }
}
