package dev.tidings.timetable;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Five cron fields in wall-clock time. As cron has it, a day counts when either the day of the month or the weekday fits if
 * both are given, else when the given one fits.
 *
 * <p>Read here rather than by a library: those at hand walk instants and skip 02:30 on the day the clocks go forward, so
 * only the reading of five fields would be theirs.
 */
record Cron(List<LocalTime> times, BitSet days, BitSet months, BitSet weekdays, boolean anyDay, boolean anyWeekday) {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private record Field(String name, int low, int high, List<String> names) {}

  private static final Field MINUTE = new Field("minute", 0, 59, List.of());
  private static final Field HOUR = new Field("hour", 0, 23, List.of());
  private static final Field DAY = new Field("day of the month", 1, 31, List.of());
  private static final Field MONTH = new Field("month", 1, 12, MONTHS);
  private static final Field WEEKDAY = new Field("weekday", 0, 7, WEEKDAYS);

  static Cron parse(String line) {
    String[] fields = line.strip().split("\\s+");
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "the cron line '" + line + "' has " + fields.length + " fields, not five (minute hour day month weekday); "
              + "\"0 7 * * MON-FRI\" is 07:00 from Monday to Friday");
    }
    BitSet minutes = read(MINUTE, fields[0]);
    BitSet weekdays = read(WEEKDAY, fields[4]);
    if (weekdays.get(7)) weekdays.set(0);
    var times = new ArrayList<LocalTime>();
    read(HOUR, fields[1]).stream()
        .forEach(hour -> minutes.stream().forEach(minute -> times.add(LocalTime.of(hour, minute))));
    BitSet days = read(DAY, fields[2]);
    BitSet months = read(MONTH, fields[3]);
    Cron cron = new Cron(List.copyOf(times), days, months, weekdays, any(fields[2]), any(fields[4]));
    if (!cron.everComes()) {
      throw new IllegalArgumentException("the cron line '" + line + "' never comes: no such month has that day");
    }
    return cron;
  }

  boolean isOn(LocalDate day) {
    if (!months.get(day.getMonthValue())) return false;
    boolean dayFits = days.get(day.getDayOfMonth());
    boolean weekdayFits = weekdays.get(day.getDayOfWeek().getValue() % 7);
    return anyDay || anyWeekday ? dayFits && weekdayFits : dayFits || weekdayFits;
  }

  private boolean everComes() {
    if (!anyWeekday) return true;
    return months.stream().anyMatch(month -> days.nextSetBit(1) <= java.time.Month.of(month).maxLength());
  }

  private static boolean any(String field) {
    return field.startsWith("*") || field.equals("?");
  }

  private static BitSet read(Field field, String text) {
    var set = new BitSet();
    for (String part : text.split(",", -1)) readPart(field, part, set);
    return set;
  }

  private static void readPart(Field field, String part, BitSet set) {
    int slash = part.indexOf('/');
    String range = slash < 0 ? part : part.substring(0, slash);
    int step = slash < 0 ? 1 : number(field, part.substring(slash + 1), part);
    if (step < 1) throw wrong(field, part, "a step is 1 or more");
    int low = field.low;
    int high = field.high == 7 ? 6 : field.high;
    if (!range.equals("*") && !range.equals("?")) {
      int dash = range.indexOf('-');
      low = value(field, dash < 0 ? range : range.substring(0, dash), part);
      high = dash >= 0 ? value(field, range.substring(dash + 1), part) : slash < 0 ? low : high;
    }
    if (field == WEEKDAY && high == 0 && low > 0) high = 7;
    if (low > high) throw wrong(field, part, "the range runs backwards");
    for (int i = low; i <= high; i += step) set.set(i);
  }

  private static int value(Field field, String text, String part) {
    int named = field.names.indexOf(text.toUpperCase(Locale.ROOT));
    int value = named < 0 ? number(field, text, part) : named + (field == MONTH ? 1 : 0);
    if (value < field.low || value > field.high) {
      throw wrong(field, part, "it goes from " + field.low + " to " + field.high);
    }
    return value;
  }

  private static int number(Field field, String text, String part) {
    if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw wrong(field, part, field.names.isEmpty() ? "it takes numbers, *, ranges 1-5, lists 1,15 and steps */2"
          : "it takes numbers or names such as " + field.names.get(1) + " and ranges such as " + field.names.get(1) + "-" + field.names.get(5));
    }
    return Integer.parseInt(text);
  }

  private static IllegalArgumentException wrong(Field field, String part, String reason) {
    return new IllegalArgumentException("the " + field.name + " '" + part + "' of the cron line is not one: " + reason);
  }
}
