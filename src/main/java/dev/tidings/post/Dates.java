package dev.tidings.post;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates as people write them, read strictly: month 17 is no date. Without an offset they are in the site's zone; without a time
 * they are the start of that day.
 */
final class Dates {
  private static final Pattern NUMBERS =
      Pattern.compile("^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?)?\\s*(Z|UTC|GMT|[A-Z]{3,4}|[+-]\\d{1,2}(?::?\\d{2})?)?$");
  private static final Pattern WORDS =
      Pattern.compile("^(?:[A-Za-z]{3,9},?\\s+)?([A-Za-z]{3,9})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})$");
  private static final Pattern DAY_FIRST = Pattern.compile("^(?:[A-Za-z]{3,9},?\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\s+([A-Za-z]{3,9})\\.?,?\\s+(\\d{4})$");
  private static final Pattern IN_PATH = Pattern.compile("(?:^|/)(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})(?=[-_/ .]|$)");
  private final ZoneId zone;

  Dates(ZoneId zone) {
    this.zone = zone;
  }

  /** @throws DateTimeException whose message says which part is wrong */
  ZonedDateTime read(String text) {
    String date = text.strip();
    Matcher numbers = NUMBERS.matcher(date);
    if (numbers.matches()) return numbers(numbers);
    Matcher words = WORDS.matcher(date);
    if (words.matches()) return day(words.group(3), month(words.group(1)), words.group(2));
    Matcher dayFirst = DAY_FIRST.matcher(date);
    if (dayFirst.matches()) return day(dayFirst.group(3), month(dayFirst.group(2)), dayFirst.group(1));
    throw new DateTimeException("it is not of the form 2026-01-27 or 2026-01-27 06:34:30 +0100");
  }

  /** The way out for a date that cannot be read: the one that is meant where day and month have changed places. */
  String advice(String text) {
    Matcher numbers = NUMBERS.matcher(text.strip());
    if (numbers.matches()) {
      int second = Integer.parseInt(numbers.group(2));
      int third = Integer.parseInt(numbers.group(3));
      if (second > 12 && second <= 31 && third >= 1 && third <= 12) return "Write %s-%02d-%02d, if that is meant.".formatted(numbers.group(1), third, second);
    }
    return "Write year, month and day, as in 2026-01-27.";
  }

  /** A date at the start of the file name, or in the folders above it. */
  Optional<ZonedDateTime> inPath(String path) {
    Matcher matcher = IN_PATH.matcher(path);
    Optional<ZonedDateTime> last = Optional.empty();
    while (matcher.find()) {
      try {
        last = Optional.of(day(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3)));
      } catch (DateTimeException e) {
        continue; // 2025-13-40 in a name is a number, not a date
      }
    }
    return last;
  }

  private ZonedDateTime day(String year, int month, String day) {
    return date(Integer.parseInt(year), month, Integer.parseInt(day)).atStartOfDay(zone);
  }

  private static LocalDate date(int year, int month, int day) {
    if (month < 1 || month > 12) throw new DateTimeException("month " + month);
    if (year < 1000) throw new DateTimeException("year " + year);
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      throw new DateTimeException("day " + day + " of month " + month, e);
    }
  }

  private ZonedDateTime numbers(Matcher part) {
    LocalDate date = date(Integer.parseInt(part.group(1)), Integer.parseInt(part.group(2)), Integer.parseInt(part.group(3)));
    ZoneId in = part.group(7) == null ? zone : offset(part.group(7));
    if (part.group(4) == null) return date.atStartOfDay(in);
    int hour = Integer.parseInt(part.group(4));
    int minute = Integer.parseInt(part.group(5));
    int second = part.group(6) == null ? 0 : Integer.parseInt(part.group(6));
    if (hour > 23 || minute > 59 || second > 59) throw new DateTimeException("time %d:%02d:%02d".formatted(hour, minute, second));
    return ZonedDateTime.of(LocalDateTime.of(date, LocalTime.of(hour, minute, second)), in);
  }

  private static ZoneId offset(String text) {
    if (text.equals("Z") || text.equals("UTC") || text.equals("GMT")) return ZoneOffset.UTC;
    if (Character.isLetter(text.charAt(0))) return abbreviation(text);
    String digits = text.substring(1).replace(":", "");
    int hours = Integer.parseInt(digits.length() <= 2 ? digits : digits.substring(0, digits.length() - 2));
    int minutes = digits.length() <= 2 ? 0 : Integer.parseInt(digits.substring(digits.length() - 2));
    int sign = text.charAt(0) == '-' ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
  }

  private static ZoneId abbreviation(String text) {
    String zone = ZoneId.SHORT_IDS.get(text);
    if (zone == null) throw new DateTimeException("zone " + text);
    return ZoneId.of(zone);
  }

  private static int month(String name) {
    String start = name.toUpperCase(Locale.ROOT);
    for (Month month : Month.values()) if (start.length() >= 3 && month.name().startsWith(start.equals("SEPT") ? "SEP" : start)) return month.getValue();
    throw new DateTimeException("month " + name);
  }
}
