package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.edition.Wishes;
import dev.tidings.shelf.Shelf;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import dev.tidings.timetable.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The moments around a slot: the one before, the next, and the period that a new reader is told about. */
final class Presses {
  private static final Duration DAY = Duration.ofDays(1);
  private final Shelf shelf;
  private final Archive archive;

  Presses(Shelf shelf, Archive archive) {
    this.shelf = shelf;
    this.archive = archive;
  }

  Composer.Question question(Handle sql, Newsletter newsletter, Slot slot, Wishes wishes, Instant now) {
    return new Composer.Question(newsletter, slot, before(sql, newsletter, slot), firstCursor(sql, newsletter, now), wishes, now);
  }

  /** A slot that was skipped is nobody's turn: weekly readers get theirs at the next one that is published. */
  private Optional<Slot> before(Handle sql, Newsletter newsletter, Slot slot) {
    return archive.slots(sql, newsletter.slug()).stream()
        .filter(published -> published.instant().isBefore(slot.instant()))
        .filter(published -> Timetable.slotBefore(newsletter, published.instant()).filter(published::equals).isPresent())
        .findFirst()
        .or(() -> Timetable.slotBefore(newsletter, slot.instant().minusMillis(1)));
  }

  /** Where a new subscriber, or a newsletter's first edition, begins. */
  long firstCursor(Handle sql, Newsletter newsletter, Instant now) {
    var zone = newsletter.imprint().zone();
    Instant from = now.minus(period(newsletter, now)).atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    return shelf.startCursor(sql, newsletter, from);
  }

  /** The time between slots; a day where the newsletter goes out by hand. */
  private static Duration period(Newsletter newsletter, Instant now) {
    List<Slot> next = Timetable.slotsAfter(newsletter, now, 2);
    return next.size() < 2 ? DAY : Duration.between(next.get(0).instant(), next.get(1).instant());
  }

  /** When deliveries of an edition published at {@code now} give up: before the next slot, after {@code life} at the latest. */
  static Instant expiry(Newsletter newsletter, Instant now, Duration life) {
    Instant latest = now.plus(life);
    return Timetable.slotsAfter(newsletter, now, 1).stream().map(Slot::instant).filter(next -> next.isBefore(latest)).findFirst().orElse(latest);
  }
}
