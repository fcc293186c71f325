package dev.tidings.timetable;

import java.time.LocalTime;

/** A time of day as people write it: {@code 7:00} or {@code 07:00}. */
final class Clockface {
  private Clockface() {}

  static LocalTime parse(String word) {
    int colon = word.indexOf(':');
    String hour = colon < 0 ? "" : word.substring(0, colon);
    String minute = colon < 0 ? "" : word.substring(colon + 1);
    if (digits(hour) && digits(minute) && hour.length() <= 2 && minute.length() == 2) {
      int h = Integer.parseInt(hour);
      int m = Integer.parseInt(minute);
      if (h < 24 && m < 60) return LocalTime.of(h, m);
    }
    throw new IllegalArgumentException("'" + word + "' is not a time of day; write it as 07:00 or 18:30 (24 hours)");
  }

  private static boolean digits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
