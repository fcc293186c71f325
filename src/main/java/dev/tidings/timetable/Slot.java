package dev.tidings.timetable;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * One moment a newsletter is due. Its name is its local date and time and zone, so each local day has one 07:00 slot, also
 * when clocks change.
 *
 * @param local to the minute
 * @param extra whether it was asked for by hand rather than by the schedule
 */
public record Slot(String newsletter, LocalDateTime local, ZoneId zone, boolean extra) {
  /** A local time in a gap moves on by the gap's length; in an overlap the first of the two is meant. */
  public Instant instant() {
    return ZonedDateTime.of(local, zone).toInstant();
  }

  @Override
  public String toString() {
    return newsletter + " " + local + " " + zone;
  }
}
