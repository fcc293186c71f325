package dev.tidings.timetable;

import java.util.List;

/**
 * Several lines, each with its own zone; all their moments together.
 *
 * @param lines none = the newsletter goes out by hand only
 */
public record Schedule(List<ScheduleLine> lines) {
  public static final Schedule BY_HAND = new Schedule(List.of());
}
