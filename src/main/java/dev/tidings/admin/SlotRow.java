package dev.tidings.admin;

import dev.tidings.run.SlotDesk;
import dev.tidings.timetable.Slot;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/**
 * A slot as the timetable shows it: what it is, and what may be said about it.
 *
 * @param clocks whether clocks change on its day, there or where the reader of the page is; blank where they do not
 */
public record SlotRow(Slot slot, String state, String mark, Optional<java.time.Instant> opens, List<Word> words, String clocks) {
  /** @param name what is sent · @param label what the button says */
  public record Word(String name, String label) {}

  private static final Word HOLD = new Word("hold", "Hold");
  private static final Word RELEASE = new Word("release", "Release");
  private static final Word SKIP = new Word("skip", "Skip");
  private static final Word RESET = new Word("reset", "Undo");

  static SlotRow of(SlotDesk.Outlook outlook, ZoneId viewer) {
    return new SlotRow(outlook.slot(), outlook.state(), mark(outlook.state()), outlook.opens(), words(outlook.state()), clocks(outlook.slot(), viewer));
  }

  static SlotRow planned(Slot slot, ZoneId viewer) {
    return new SlotRow(slot, "planned", mark("planned"), Optional.of(slot.instant()), List.of(), clocks(slot, viewer));
  }

  private static List<Word> words(String state) {
    return switch (state) {
      case "held" -> List.of(RELEASE, SKIP, RESET);
      case "released" -> List.of(HOLD, RESET);
      case "skipped" -> List.of(RESET);
      case "waits" -> List.of(RELEASE, HOLD, SKIP);
      default -> List.of(HOLD, SKIP);
    };
  }

  private static String mark(String state) {
    return switch (state) {
      case "held" -> "‖";
      case "released" -> "▸";
      case "skipped" -> "×";
      case "waits" -> "…";
      case "due" -> "●";
      default -> "○";
    };
  }

  private static String clocks(Slot slot, ZoneId viewer) {
    String there = change(slot.local().toLocalDate(), slot.zone());
    if (!there.isEmpty()) return there;
    return viewer.equals(slot.zone()) ? "" : change(slot.instant().atZone(viewer).toLocalDate(), viewer);
  }

  private static String change(LocalDate day, ZoneId zone) {
    ZoneOffsetTransition next = zone.getRules().nextTransition(day.atStartOfDay(zone).toInstant().minusMillis(1));
    if (next == null || !next.getDateTimeBefore().toLocalDate().equals(day)) return "";
    Duration by = next.getDuration();
    String much = by.abs().toMinutes() % 60 == 0 ? by.abs().toHours() + " h" : by.abs().toMinutes() + " min";
    return "Clocks in %s go %s by %s at %s".formatted(zone.getId(), by.isNegative() ? "back" : "forward", much, next.getDateTimeBefore().toLocalTime());
  }
}
