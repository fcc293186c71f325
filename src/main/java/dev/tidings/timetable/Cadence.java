package dev.tidings.timetable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a reader wants a newsletter: how often, not before which hour of her day, and on whose clock.
 *
 * @param hour empty: as soon as it is out
 * @param zone hers; empty = the slot's
 */
public record Cadence(Rhythm rhythm, Optional<LocalTime> hour, Optional<ZoneId> zone) {
  public static final Cadence EACH = new Cadence(new Rhythm.Each(), Optional.empty(), Optional.empty());

  /** So long before the slot an hour may lie without holding the mail back until the next day; and so long a mail has before the next one. */
  private static final Duration CLOSE = Duration.ofHours(1);

  /**
   * Reads the stored forms; an empty hour or zone is none.
   *
   * @throws IllegalArgumentException saying what cannot be read and how it is written
   */
  public static Cadence parse(String rhythm, String hour, String zone) {
    return new Cadence(Rhythm.parse(rhythm.isBlank() ? "each" : rhythm), Optional.of(hour.strip()).filter(text -> !text.isEmpty()).map(Clockface::parse),
        Optional.of(zone.strip()).filter(text -> !text.isEmpty()).map(Cadence::zone));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("the zone '" + name + "' is not known; write one such as Europe/London", e);
    }
  }

  /** Whether the newsletter's slot is hers. An extra one is for those who get each. */
  public boolean isDue(Occasion occasion) {
    if (rhythm instanceof Rhythm.Each && hour.isEmpty()) return true;
    Slot slot = occasion.slot();
    if (slot.extra() && !(rhythm instanceof Rhythm.Each) || !isTurn(slot, occasion)) return false;
    if (rhythm instanceof Rhythm.Each) return true;
    return rhythm.isDue(local(slot, occasion), occasion.previous(before -> isTurn(before, occasion)).map(before -> local(before, occasion)));
  }

  private boolean isTurn(Slot slot, Occasion occasion) {
    return isLastBeforeHer(slot, occasion.after(slot)) || isMadeUp(slot, occasion);
  }

  /** Whether the last slot before her hour of the day before was missed, or skipped with news, and this is the first edition since. */
  private boolean isMadeUp(Slot slot, Occasion occasion) {
    Optional<Slot> missed = hourAfter(slot).flatMap(hers -> occasion.lastBefore(dayBefore(hers, slot).plus(CLOSE)));
    return missed.isPresent() && occasion.decidedBefore(slot).filter(decided -> decided.instant().isBefore(missed.get().instant())).isPresent();
  }

  private Instant dayBefore(Instant hers, Slot slot) {
    ZonedDateTime local = hers.atZone(zoneFor(slot));
    return hour.map(time -> local.toLocalDate().minusDays(1).atTime(time).atZone(zoneFor(slot)).toInstant()).orElse(hers);
  }

  /** The same between two neighbours, of which no more is known. @param before the newest that was hers, or might have been */
  public boolean isDue(Slot slot, Optional<Slot> before, Optional<Slot> next) {
    if (slot.extra() && !(rhythm instanceof Rhythm.Each)) return false;
    return isLastBeforeHer(slot, next) && rhythm.isDue(local(moment(slot), slot), before.map(one -> local(moment(one), one)));
  }

  /** When her mail of the occasion's slot may leave: {@link #moment(Slot)}, but what makes up for a slot that was missed does not wait. */
  public Instant leaves(Occasion occasion) {
    return leaves(occasion.slot(), occasion);
  }

  private Instant leaves(Slot slot, Occasion occasion) {
    return isLastBeforeHer(slot, occasion.after(slot)) ? moment(slot) : slot.instant();
  }

  /**
   * The moment her mail of this slot is for: the first such hour after the slot, on her clock. At 07:00 in London, "08:00 in Tokyo" is
   * 23:00 in London; 06:30 in London has just passed and holds nothing back.
   */
  public Instant moment(Slot slot) {
    return hourAfter(slot).filter(slot.instant()::isBefore).orElse(slot.instant());
  }

  /** Of several slots before her hour she gets one mail, and that of the last. */
  private boolean isLastBeforeHer(Slot slot, Optional<Slot> after) {
    return hourAfter(slot).map(hers -> after.map(next -> !next.instant().isBefore(hers.plus(CLOSE))).orElse(true)).orElse(true);
  }

  private Optional<Instant> hourAfter(Slot slot) {
    return hour.map(time -> {
      Instant from = slot.instant().minus(CLOSE);
      ZonedDateTime hers = from.atZone(zoneFor(slot)).toLocalDate().atTime(time).atZone(zoneFor(slot));
      return hers.toInstant().isAfter(from) ? hers.toInstant() : hers.toLocalDate().plusDays(1).atTime(time).atZone(zoneFor(slot)).toInstant();
    });
  }

  /** As an end of a sentence: {@code weekly MON, not before 08:00, Asia/Tokyo}. */
  public String words() {
    String often = rhythm instanceof Rhythm.Each ? "each edition" : rhythm.stored();
    return often + hour.map(time -> ", not before " + time).orElse("") + zone.map(own -> ", " + own.getId()).orElse("");
  }

  private LocalDateTime local(Slot slot, Occasion occasion) {
    return local(leaves(slot, occasion), slot);
  }

  private LocalDateTime local(Instant moment, Slot slot) {
    return LocalDateTime.ofInstant(moment, zoneFor(slot));
  }

  private ZoneId zoneFor(Slot slot) {
    return zone.orElse(slot.zone());
  }
}
