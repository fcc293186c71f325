package dev.tidings.timetable;

import java.time.Duration;
import java.util.List;

/**
 * Several lines, each with its own zone; all their moments together.
 *
 * @param lines none = the newsletter goes out by hand only
 * @param hold how long each slot's edition waits for the editor before it is frozen; zero = not at all
 */
public record Schedule(List<ScheduleLine> lines, Duration hold) {
  public static final Schedule BY_HAND = new Schedule(List.of(), Duration.ZERO);

  /**
   * One line in plain words or cron, with an optional zone; several minutes ("at 07:00 and 18:30") become several lines.
   *
   * @throws IllegalArgumentException saying what cannot be read and how it is written
   */
  public static Schedule parse(String words) {
    return new Schedule(ScheduleWords.parse(words), Duration.ZERO);
  }
}
