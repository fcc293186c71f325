package dev.tidings.timetable;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How often: at the first slot at or after a reader's own time, day or date, on her clock. */
public sealed interface Rhythm {
  /** What the store keeps: {@code each}, {@code daily 07:00}, {@code weekly MON}, {@code monthly 1}. */
  String stored();

  /** @param here when she would get it · @param before when the one before came; empty where there was none */
  boolean isDue(LocalDateTime here, Optional<LocalDateTime> before);

  /** Reads the stored form, in any case. */
  static Rhythm parse(String words) {
    String[] parts = words.strip().toLowerCase(Locale.ROOT).split("\\s+");
    try {
      if (parts.length == 1 && parts[0].equals("each")) return new Each();
      if (parts.length == 2 && parts[0].equals("daily")) return new Daily(Clockface.parse(parts[1]));
      if (parts.length == 2 && parts[0].equals("weekly")) return new Weekly(weekday(parts[1]));
      if (parts.length == 2 && parts[0].equals("monthly")) return new Monthly(Integer.parseInt(parts[1]));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw unknown(words);
    }
    throw unknown(words);
  }

  record Each() implements Rhythm {
    @Override
    public String stored() {
      return "each";
    }

    @Override
    public boolean isDue(LocalDateTime here, Optional<LocalDateTime> before) {
      return true;
    }
  }

  record Daily(LocalTime time) implements Rhythm {
    @Override
    public String stored() {
      return "daily " + time;
    }

    @Override
    public boolean isDue(LocalDateTime here, Optional<LocalDateTime> before) {
      LocalDateTime hers = here.toLocalDate().atTime(time);
      if (hers.isAfter(here)) hers = hers.minusDays(1);
      return orYesterday(here, before).isBefore(hers);
    }
  }

  record Weekly(DayOfWeek day) implements Rhythm {
    @Override
    public String stored() {
      return "weekly " + day.name().substring(0, 3);
    }

    @Override
    public boolean isDue(LocalDateTime here, Optional<LocalDateTime> before) {
      LocalDate date = here.toLocalDate();
      LocalDate hers = date.minusDays(Math.floorMod(date.getDayOfWeek().getValue() - day.getValue(), 7));
      return orYesterday(here, before).toLocalDate().isBefore(hers);
    }
  }

  /** @param day 1 to 31; a shorter month's last day stands for what it has not */
  record Monthly(int day) implements Rhythm {
    public Monthly {
      if (day < 1 || day > 31) throw new IllegalArgumentException("no month has a day " + day);
    }

    @Override
    public String stored() {
      return "monthly " + day;
    }

    @Override
    public boolean isDue(LocalDateTime here, Optional<LocalDateTime> before) {
      LocalDate date = here.toLocalDate();
      LocalDate hers = in(YearMonth.from(date));
      if (hers.isAfter(date)) hers = in(YearMonth.from(date).minusMonths(1));
      return orYesterday(here, before).toLocalDate().isBefore(hers);
    }

    private LocalDate in(YearMonth month) {
      return month.atDay(Math.min(day, month.lengthOfMonth()));
    }
  }

  private static LocalDateTime orYesterday(LocalDateTime here, Optional<LocalDateTime> before) {
    return before.orElse(here.toLocalDate().atStartOfDay().minusNanos(1));
  }

  private static DayOfWeek weekday(String word) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> word.length() >= 3 && day.name().startsWith(word.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> unknown(word));
  }

  private static IllegalArgumentException unknown(String words) {
    return new IllegalArgumentException(
        "'" + words + "' is not a rhythm. Write each, daily 07:00, weekly MON or monthly 1.");
  }
}
