package dev.tidings.timetable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The moments a newsletter is due. Schedule lines are walked in wall-clock time and resolved to their zone afterwards, so a
 * local time is one slot a day whatever the clocks do: 02:30 in a gap, 02:30 that comes twice. A local time that resolves to
 * another date (Apia on 2011-12-30) is none.
 */
public final class Timetable {
  /** The rarest line, a 29 February, comes after at most eight years. */
  private static final int HORIZON_DAYS = 8 * 366;
  private static final Comparator<Slot> ORDER =
      Comparator.comparing(Slot::instant).thenComparing(Slot::local).thenComparing(slot -> slot.zone().getId());

  private Timetable() {}

  /** The next slots, in order; fewer than {@code count} only if the schedule has no more. */
  public static List<Slot> slotsAfter(Newsletter newsletter, Instant after, int count) {
    var slots = new ArrayList<Slot>();
    for (ScheduleLine line : newsletter.schedule().lines()) {
      Walk walk = Walk.of(newsletter, line);
      LocalDate day = walk.dateOf(after);
      int found = 0;
      for (int i = 0; i < HORIZON_DAYS && found < count; i++, day = day.plusDays(1)) {
        for (Slot slot : walk.on(day)) {
          if (!slot.instant().isAfter(after)) continue;
          slots.add(slot);
          found++;
        }
      }
    }
    return slots.stream().sorted(ORDER).distinct().limit(count).toList();
  }

  /** The newest slot at or before this moment. */
  public static Optional<Slot> slotBefore(Newsletter newsletter, Instant atOrBefore) {
    return newsletter.schedule().lines().stream()
        .flatMap(line -> newest(Walk.of(newsletter, line), atOrBefore).stream())
        .max(ORDER);
  }

  /** All slots after the one moment up to and including the other, in order. */
  public static List<Slot> between(Newsletter newsletter, Instant afterExclusive, Instant untilInclusive) {
    var slots = new ArrayList<Slot>();
    for (ScheduleLine line : newsletter.schedule().lines()) {
      Walk walk = Walk.of(newsletter, line);
      LocalDate last = walk.dateOf(untilInclusive);
      for (LocalDate day = walk.dateOf(afterExclusive); !day.isAfter(last); day = day.plusDays(1)) {
        for (Slot slot : walk.on(day)) {
          if (slot.instant().isAfter(afterExclusive) && !slot.instant().isAfter(untilInclusive)) slots.add(slot);
        }
      }
    }
    return slots.stream().sorted(ORDER).distinct().toList();
  }

  private static Optional<Slot> newest(Walk walk, Instant atOrBefore) {
    LocalDate day = walk.dateOf(atOrBefore);
    for (int i = 0; i < HORIZON_DAYS; i++, day = day.minusDays(1)) {
      Optional<Slot> newest =
          walk.on(day).stream().filter(slot -> !slot.instant().isAfter(atOrBefore)).max(ORDER);
      if (newest.isPresent()) return newest;
    }
    return Optional.empty();
  }

  private record Walk(String newsletter, Cron cron, ZoneId zone) {
    static Walk of(Newsletter newsletter, ScheduleLine line) {
      return new Walk(newsletter.slug(), Cron.parse(line.cron()), line.zone().orElse(newsletter.imprint().zone()));
    }

    LocalDate dateOf(Instant moment) {
      return LocalDate.ofInstant(moment, zone);
    }

    List<Slot> on(LocalDate day) {
      if (!cron.isOn(day)) return List.of();
      return cron.times().stream()
          .map(day::atTime)
          .filter(this::exists)
          .map(local -> new Slot(newsletter, local, zone, false))
          .toList();
    }

    private boolean exists(LocalDateTime local) {
      return ZonedDateTime.of(local, zone).toLocalDate().equals(local.toLocalDate());
    }
  }
}
