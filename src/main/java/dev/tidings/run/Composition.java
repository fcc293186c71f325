package dev.tidings.run;

import dev.tidings.edition.Layout;
import dev.tidings.edition.Story;
import dev.tidings.queue.Due;
import dev.tidings.render.Variant;
import dev.tidings.shelf.Absent;
import dev.tidings.timetable.Slot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a slot would be, computed anew each time until it is frozen.
 *
 * @param full for a reader who follows everything and was told up to the last edition
 * @param cohorts readers who are due, each with what they get
 * @param kept what the editor keeps back, and what is put right
 * @param upper the last number told
 */
record Composition(Slot slot, int number, Full full, List<Cohort> cohorts, Kept kept, long upper) {
  /** @param readers who are on the newsletter and get nothing, by reason */
  record Full(Layout layout, Variant variant, Map<String, Integer> kept) {}

  /**
   * @param variant empty where the slot holds nothing new for them
   * @param missed keys of what they follow and were not told, because it is away; a comma between
   * @param leaves not before this moment, their own hour or the slot's
   */
  record Cohort(Due.Group group, Optional<Variant> variant, String missed, Instant leaves) {}

  /** @param dropped from everybody, for good · @param postponed until the next edition · @param absent what cannot be told, its file being away · @param corrections of what was told before, for those who were told it */
  record Kept(List<Story> dropped, List<Story> postponed, List<Absent> absent, Corrections corrections) {}

  /** When the last mail of it may leave. */
  Instant lastLeaves(Instant published) {
    return cohorts.stream().filter(cohort -> cohort.variant().isPresent()).map(Cohort::leaves).filter(published::isBefore).max(Comparator.naturalOrder()).orElse(published);
  }

  /** The same for nobody: to look at, without a million rows that are undone again. */
  Composition unsent() {
    return new Composition(slot, number, full, List.of(), kept, upper);
  }

  int planned() {
    return cohorts.stream().filter(cohort -> cohort.variant().isPresent()).mapToInt(cohort -> cohort.group().readers()).sum();
  }

  int nothingNew() {
    return cohorts.stream().filter(cohort -> cohort.variant().isEmpty()).mapToInt(cohort -> cohort.group().readers()).sum();
  }
}
