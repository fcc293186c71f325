package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.timetable.CatchUp;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Slots that have passed and are undecided, sorted by what is to become of each.
 *
 * @param skipped by the admin's word
 * @param waiting held, or within the time that the editor has
 * @param ripe could go out
 */
record Passed(List<Slot> skipped, List<Slot> waiting, List<CatchUp.Ripe> ripe) {
  static Passed of(Handle sql, Archive archive, Newsletter newsletter, Instant now) {
    var passed = new Passed(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Standing standing = Standing.of(sql, newsletter, now);
    Stream.concat(SlotBook.waiting(sql, newsletter.slug()).stream(), SlotBook.between(sql, newsletter, standing.considered(), now).stream()).distinct()
        .filter(slot -> !archive.holds(sql, slot.newsletter(), slot.local(), slot.zone()) && SlotBook.skipped(sql, slot).isEmpty())
        .forEach(slot -> passed.sort(sql, newsletter, slot, now));
    return passed;
  }

  private void sort(Handle sql, Newsletter newsletter, Slot slot, Instant now) {
    Optional<Instant> opens = SlotBook.opens(sql, newsletter, slot);
    if (SlotBook.note(sql, slot).filter(said -> said.word() == SlotBook.Word.SKIP).isPresent()) skipped.add(slot);
    else if (opens.filter(moment -> !moment.isAfter(now)).isPresent()) ripe.add(new CatchUp.Ripe(slot, opens.get()));
    else waiting.add(slot);
  }

  /** The newest of those that wait: what the admin means who wants it now. */
  Optional<Slot> newestWaiting() {
    return waiting.stream().max(Comparator.comparing(Slot::instant));
  }
}
