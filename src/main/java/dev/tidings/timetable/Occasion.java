package dev.tidings.timetable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A slot among those around it; readers with a rhythm of their own ask whether it is theirs. */
public final class Occasion {
  private final Newsletter newsletter;
  private final Slot slot;
  private final List<Slot> published;
  private final Map<Slot, Optional<Slot>> next = new HashMap<>();

  /** @param published scheduled slots before this one that had an edition, newest first: one that was skipped is nobody's turn */
  public Occasion(Newsletter newsletter, Slot slot, List<Slot> published) {
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

  /** The next that the timetable has. */
  Optional<Slot> after(Slot one) {
    return next.computeIfAbsent(one, known -> Timetable.slotsAfter(newsletter, known.instant(), 1).stream().findFirst());
  }
}
