package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.edition.Wishes;
import dev.tidings.shelf.Shelf;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Occasion;
import dev.tidings.timetable.Slot;
import dev.tidings.timetable.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
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
    return new Composer.Question(occasion(sql, newsletter, slot), firstCursor(sql, newsletter, now), wishes, now);
  }

  private Occasion occasion(Handle sql, Newsletter newsletter, Slot slot) {
    List<Slot> published = archive.slots(sql, newsletter.slug()).stream()
        .filter(before -> before.instant().isBefore(slot.instant()))
        .filter(before -> Timetable.slotBefore(newsletter, before.instant()).filter(before::equals).isPresent()).toList();
    List<Slot> quiet = sql.createQuery("SELECT local, zone FROM slot_skipped WHERE newsletter = ? AND reason = 'nothing-new' ORDER BY at DESC LIMIT 50").bind(0, newsletter.slug())
        .map((row, context) -> new Slot(newsletter.slug(), LocalDateTime.parse(row.getString(1)), ZoneId.of(row.getString(2)), false)).list();
    return new Occasion(newsletter, slot, published, quiet);
  }

  /** Where a new subscriber, or a newsletter's first edition, begins. */
  long firstCursor(Handle sql, Newsletter newsletter, Instant now) {
    var zone = newsletter.imprint().zone();
    Instant from = now.minus(period(newsletter, now)).atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    return shelf.startCursor(sql, newsletter, from);
  }

  /** Where somebody begins who has been told all that is dated up to then. */
  long cursorAt(Handle sql, Newsletter newsletter, Instant told) {
    return shelf.startCursor(sql, newsletter, told.plusMillis(1));
  }

  /** Whether no post has a number yet. */
  boolean isBare(Handle sql, Newsletter newsletter) {
    return shelf.last(sql, newsletter.slug()) == 0;
  }

  /** The time between slots; a day where the newsletter goes out by hand. */
  private static Duration period(Newsletter newsletter, Instant now) {
    List<Slot> next = Timetable.slotsAfter(newsletter, now, 2);
    return next.size() < 2 ? DAY : Duration.between(next.get(0).instant(), next.get(1).instant());
  }

  /**
   * When deliveries of an edition give up: before the next slot, {@code life} after the last of them may leave at the latest.
   *
   * @param last the latest of the readers' own hours, or the moment of publication
   */
  static Instant expiry(Newsletter newsletter, Instant now, Instant last, Duration life) {
    Instant latest = last.plus(life);
    return Timetable.slotsAfter(newsletter, now, 1).stream().map(Slot::instant).filter(next -> next.isBefore(latest)).findFirst().orElse(latest);
  }
}
