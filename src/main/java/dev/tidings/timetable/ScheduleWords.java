package dev.tidings.timetable;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One line of a schedule in plain words or cron, read strictly: what is not understood is an error with an example. */
final class ScheduleWords {
  private static final String EXAMPLES =
      "Write it like \"every day at 07:00\", \"weekdays at 7:00\", \"mondays and thursdays at 18:30\", \"every 4 hours\", "
          + "\"on the 1st of each month at 9:00\" or a cron line \"0 7 * * MON-FRI\", each with \"in Europe/Berlin\" if wanted.";

  private final String words;
  private final List<String> tokens;
  private Optional<ZoneId> zone = Optional.empty();

  private ScheduleWords(String words) {
    this.words = words.strip();
    this.tokens = new ArrayList<>(Arrays.asList(this.words.split("\\s+")));
  }

  static List<ScheduleLine> parse(String words) {
    return new ScheduleWords(words).lines();
  }

  private List<ScheduleLine> lines() {
    takeZone();
    if (!tokens.isEmpty() && "0123456789*".indexOf((tokens.get(0) + " ").charAt(0)) >= 0) {
      String cron = String.join(" ", tokens);
      try {
        Cron.parse(cron);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(e.getMessage() + ". " + EXAMPLES, e);
      }
      return List.of(new ScheduleLine(words, cron, zone));
    }
    return crons().stream().map(cron -> new ScheduleLine(words, cron, zone)).toList();
  }

  private void takeZone() {
    int last = tokens.size() - 1;
    if (last < 1) return;
    String word = tokens.get(last);
    boolean said = tokens.get(last - 1).equalsIgnoreCase("in");
    if (!said && !word.equals("UTC") && !(word.indexOf('/') > 0 && Character.isLetter(word.charAt(0)))) return;
    try {
      zone = Optional.of(ZoneId.of(word));
    } catch (DateTimeException e) {
      throw wrong("'" + word + "' is not a time zone; zones are named like Europe/London or America/New_York");
    }
    tokens.remove(last);
    if (said) tokens.remove(last - 1);
  }

  private List<String> crons() {
    List<String> low = tokens.stream().map(token -> token.toLowerCase(Locale.ROOT).replace(",", "")).filter(token -> !token.isEmpty()).toList();
    int at = low.indexOf("at");
    if (at < 0) return List.of(interval(low));
    String days = days(low.subList(0, at).stream().filter(token -> !token.equals("and")).toList());
    Map<Integer, List<LocalTime>> byMinute =
        low.subList(at + 1, low.size()).stream()
            .filter(token -> !token.equals("and") && !token.equals("at"))
            .map(this::time)
            .collect(Collectors.groupingBy(LocalTime::getMinute, TreeMap::new, Collectors.toList()));
    if (byMinute.isEmpty()) throw wrong("after 'at' a time is missing");
    return byMinute.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + " "
                    + entry.getValue().stream().map(LocalTime::getHour).distinct().sorted().map(String::valueOf).collect(Collectors.joining(","))
                    + " " + days)
        .toList();
  }

  private LocalTime time(String token) {
    if (token.equals("noon")) return LocalTime.NOON;
    if (token.equals("midnight")) return LocalTime.MIDNIGHT;
    try {
      return Clockface.parse(token);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private String interval(List<String> low) {
    if (low.equals(List.of("hourly")) || low.equals(List.of("every", "hour"))) return "0 * * * *";
    if (low.size() == 3 && low.get(0).equals("every") && low.get(1).length() <= 2 && low.get(1).chars().allMatch(Character::isDigit)) {
      int count = Integer.parseInt(low.get(1));
      if (low.get(2).startsWith("hour")) return "0 " + step(count, 24, "hours") + " * * *";
      if (low.get(2).startsWith("minute")) return step(count, 60, "minutes") + " * * * *";
    }
    throw wrong("it says no time of day (\"at 07:00\") and no interval (\"every 4 hours\")");
  }

  private String step(int count, int whole, String unit) {
    if (count < 1 || whole % count != 0 || count == whole) {
      throw wrong("every " + count + " " + unit + " does not fit evenly into " + (whole == 24 ? "a day" : "an hour"));
    }
    return "*/" + count;
  }

  /** Cron's day, month and weekday fields. */
  private String days(List<String> low) {
    List<String> rest = low.stream().filter(token -> !token.equals("on") && !token.equals("every") && !token.equals("each") && !token.equals("the")).toList();
    if (rest.equals(List.of("day")) || rest.equals(List.of("daily")) || low.isEmpty()) return "* * *";
    if (rest.equals(List.of("weekdays")) || rest.equals(List.of("weekday"))) return "* * MON-FRI";
    if (rest.equals(List.of("weekends")) || rest.equals(List.of("weekend"))) return "* * SAT,SUN";
    int of = rest.indexOf("of");
    if (of > 0 && rest.subList(of + 1, rest.size()).equals(List.of("month"))) {
      return rest.subList(0, of).stream().map(this::ordinal).collect(Collectors.joining(",")) + " * *";
    }
    if (rest.isEmpty()) throw wrong("it says no day");
    return "* * " + rest.stream().map(this::weekday).collect(Collectors.joining(","));
  }

  private String ordinal(String token) {
    String digits = token.replaceAll("(st|nd|rd|th)$", "");
    if (digits.length() <= 2 && !digits.isEmpty() && digits.chars().allMatch(Character::isDigit)) {
      int day = Integer.parseInt(digits);
      if (day >= 1 && day <= 31) return String.valueOf(day);
    }
    throw wrong("'" + token + "' is not a day of the month");
  }

  private String weekday(String token) {
    String singular = token.endsWith("s") && token.length() > 4 ? token.substring(0, token.length() - 1) : token;
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> singular.length() >= 3 && day.name().startsWith(singular.toUpperCase(Locale.ROOT)))
        .map(day -> day.name().substring(0, 3))
        .findFirst()
        .orElseThrow(() -> wrong("'" + token + "' is not a day"));
  }

  private IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException("the schedule '" + words + "' cannot be read: " + reason + ". " + EXAMPLES);
  }
}
