package dev.tidings.run;

import java.util.Optional;

/**
 * What an admin asks of a run.
 *
 * @param now publish this newsletter regardless of the schedule
 * @param yes lists that lost more than half of their rows are meant so
 */
public record RunRequest(Optional<String> now, boolean yes) {
  public static final RunRequest SCHEDULED = new RunRequest(Optional.empty(), false);
}
