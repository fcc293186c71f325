package dev.tidings.timetable;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A slot among those around it; readers with a rhythm of their own ask whether it is theirs. */
public final class Occasion {
  private final Newsletter newsletter;
  private final Slot slot;
  private final List<Slot> published;
  private final List<Slot> quiet;
  private final Map<Slot, Optional<Slot>> next = new HashMap<>();

  /**
   * @param published scheduled slots before this one that had an edition, newest first: one that was skipped is nobody's turn
   * @param quiet slots that had none because nothing was new
   */
  public Occasion(Newsletter newsletter, Slot slot, List<Slot> published, List<Slot> quiet) {
    this.quiet = List.copyOf(quiet);
    this.newsletter = newsletter;
    this.slot = slot;
    this.published = List.copyOf(published);
  }

  public Newsletter newsletter() {
    return newsletter;
  }

  public Slot slot() {
    return slot;
  }

  /** The newest before this one that was hers; where none was published, the one that stood in the timetable. */
  Optional<Slot> previous(Predicate<Slot> hers) {
    return published.stream().filter(hers).findFirst().or(() -> Timetable.slotBefore(newsletter, slot.instant().minusMillis(1)));
  }

  /** The newest before {@code one} that brought what there was. */
  Optional<Slot> decidedBefore(Slot one) {
    return Stream.concat(published.stream(), quiet.stream()).filter(slot -> slot.instant().isBefore(one.instant())).max(Comparator.comparing(Slot::instant));
  }

  /** The last that the timetable has before a moment. */
  Optional<Slot> lastBefore(Instant moment) {
    return Timetable.slotBefore(newsletter, moment.minusMillis(1));
  }

  /** The next that the timetable has. */
  Optional<Slot> after(Slot one) {
    return next.computeIfAbsent(one, known -> Timetable.slotsAfter(newsletter, known.instant(), 1).stream().findFirst());
  }
}
