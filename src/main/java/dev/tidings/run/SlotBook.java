package dev.tidings.run;

import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import dev.tidings.timetable.Timetable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The admin's words on single slots, and which slots that have passed still wait. Whoever freezes reads them in the same transaction. */
final class SlotBook {
  private static final String KEY = " newsletter = ? AND local = ? AND zone = ?";

  private SlotBook() {}

  enum Word { HOLD, RELEASE, SKIP }

  /** The last word on a slot. */
  record Note(Word word, Instant at) {}

  static Optional<Note> note(Handle sql, Slot slot) {
    return sql.createQuery("SELECT kind, at FROM slot_wish WHERE kind IN ('hold', 'release', 'skip') AND" + KEY)
        .bind(0, slot.newsletter()).bind(1, slot.local().toString()).bind(2, slot.zone().getId())
        .map((row, context) -> new Note(Word.valueOf(row.getString(1).toUpperCase(java.util.Locale.ROOT)), Instant.ofEpochMilli(row.getLong(2)))).findOne();
  }

  /** Replaces any earlier word. */
  static void note(Tx tx, Slot slot, Word word, Instant now) {
    forget(tx, slot);
    insert(tx, slot, word.name().toLowerCase(java.util.Locale.ROOT), now);
  }

  /** As if nothing had been said. */
  static void forget(Tx tx, Slot slot) {
    tx.sql().execute("DELETE FROM slot_wish WHERE kind IN ('hold', 'release', 'skip') AND" + KEY, slot.newsletter(), slot.local().toString(), slot.zone().getId());
  }

  /** It has passed and is to be decided later. */
  static void waits(Tx tx, Slot slot, Instant now) {
    insert(tx, slot, "waits", now);
  }

  private static void insert(Tx tx, Slot slot, String kind, Instant now) {
    tx.sql().execute("INSERT INTO slot_wish (newsletter, local, zone, kind, value, at) VALUES (?, ?, ?, ?, '', ?) ON CONFLICT DO NOTHING",
        slot.newsletter(), slot.local().toString(), slot.zone().getId(), kind, now.toEpochMilli());
  }

  /** It was published or skipped. */
  static void decided(Tx tx, Slot slot) {
    tx.sql().execute("DELETE FROM slot_wish WHERE kind = 'waits' AND" + KEY, slot.newsletter(), slot.local().toString(), slot.zone().getId());
  }

  static List<Slot> waiting(Handle sql, String newsletter) {
    return sql.createQuery("SELECT local, zone FROM slot_wish WHERE newsletter = ? AND kind = 'waits' ORDER BY local").bind(0, newsletter)
        .map((row, context) -> new Slot(newsletter, LocalDateTime.parse(row.getString(1)), ZoneId.of(row.getString(2)), false)).list();
  }

  /** A slot that no schedule has. */
  static void add(Tx tx, Slot slot, Instant now) {
    insert(tx, slot, "extra", now);
  }

  private static Stream<Slot> added(Handle sql, String newsletter) {
    return sql.createQuery("SELECT local, zone FROM slot_wish WHERE newsletter = ? AND kind = 'extra'").bind(0, newsletter)
        .map((row, context) -> new Slot(newsletter, LocalDateTime.parse(row.getString(1)), ZoneId.of(row.getString(2)), false)).list().stream();
  }

  /** Those of the schedule and those that were added, after the one moment up to and including the other. */
  static List<Slot> between(Handle sql, Newsletter newsletter, Instant after, Instant until) {
    return inOrder(Stream.concat(Timetable.between(newsletter, after, until).stream(), added(sql, newsletter.slug()).filter(slot -> slot.instant().isAfter(after) && !slot.instant().isAfter(until))));
  }

  /** The next ones. */
  static List<Slot> after(Handle sql, Newsletter newsletter, Instant after, int count) {
    return inOrder(Stream.concat(Timetable.slotsAfter(newsletter, after, count).stream(), added(sql, newsletter.slug()).filter(slot -> slot.instant().isAfter(after)))).stream().limit(count).toList();
  }

  private static List<Slot> inOrder(Stream<Slot> slots) {
    return slots.distinct().sorted(Comparator.comparing(Slot::instant).thenComparing(Slot::local)).toList();
  }

  /** Why it brought no edition, if that was decided. */
  static Optional<String> skipped(Handle sql, Slot slot) {
    return sql.createQuery("SELECT reason FROM slot_skipped WHERE" + KEY).bind(0, slot.newsletter()).bind(1, slot.local().toString()).bind(2, slot.zone().getId())
        .mapTo(String.class).findOne();
  }

  /** From when it can go out, as things stand; empty while the admin holds it. */
  static Optional<Instant> opens(Handle sql, Newsletter newsletter, Slot slot) {
    Optional<Note> note = note(sql, slot);
    if (note.filter(said -> said.word() == Word.HOLD).isPresent()) return Optional.empty();
    Instant own = slot.instant();
    return Optional.of(note.filter(said -> said.word() == Word.RELEASE).map(said -> said.at().isAfter(own) ? said.at() : own).orElse(own.plus(newsletter.schedule().hold())));
  }
}
