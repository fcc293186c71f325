package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.store.Database;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import dev.tidings.timetable.Timetable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The admin's words on the timetable: hold a slot, release it, skip it, pause a newsletter. Each is one transaction, as the freezing of
 * an edition is: whichever comes first holds, and a word that comes too late is refused.
 */
public final class SlotDesk {
  private final Database database;
  private final Clock clock;
  private final Optional<String> seen;
  private final Archive archive = new Archive();

  public SlotDesk(Database database, Clock clock) {
    this(database, clock, Optional.empty());
  }

  private SlotDesk(Database database, Clock clock, Optional<String> seen) {
    this.database = database;
    this.clock = clock;
    this.seen = seen;
  }

  /** The same desk for somebody who speaks of slots in this state; a slot that is in another one meanwhile stays as it is. */
  public SlotDesk seeing(String state) {
    return new SlotDesk(database, clock, Optional.of(state));
  }

  /**
   * A slot to come, or one that has passed and waits.
   *
   * @param state planned, waits (for the end of its hold), held, released, skipped or due
   * @param opens when it can go out; empty for one that is held or skipped
   */
  public record Outlook(Slot slot, String state, Optional<Instant> opens) {}

  /** @param taken false where the word came too late @param sentence what holds now */
  public record Ruling(boolean taken, String sentence) {}

  /** Slots that wait, then the next ones. */
  public List<Outlook> outlook(Newsletter newsletter, int count) {
    return database.read(sql -> outlook(sql, newsletter, count, clock.instant()));
  }

  static List<Outlook> outlook(Handle sql, Newsletter newsletter, int count, Instant now) {
    var slots = new ArrayList<>(SlotBook.waiting(sql, newsletter.slug()));
    slots.addAll(SlotBook.after(sql, newsletter, now, count));
    return slots.stream().map(slot -> outlook(sql, newsletter, slot, now)).toList();
  }

  static Outlook outlook(Handle sql, Newsletter newsletter, Slot slot, Instant now) {
    Optional<SlotBook.Note> note = SlotBook.note(sql, slot);
    if (note.isPresent() && note.get().word() == SlotBook.Word.SKIP) return new Outlook(slot, "skipped", Optional.empty());
    Optional<Instant> opens = SlotBook.opens(sql, newsletter, slot);
    if (opens.isEmpty()) return new Outlook(slot, "held", opens);
    String coming = note.isPresent() ? "released" : "planned";
    return new Outlook(slot, slot.instant().isAfter(now) ? coming : opens.get().isAfter(now) ? "waits" : "due", opens);
  }

  public boolean isPaused(Newsletter newsletter) {
    return database.read(sql -> Standing.of(sql, newsletter, clock.instant()).paused());
  }

  /** The newsletter's slots of this local time: none, or one for each zone it is published in. */
  public static List<Slot> named(Newsletter newsletter, LocalDateTime local) {
    Instant about = local.toInstant(java.time.ZoneOffset.UTC);
    return Timetable.between(newsletter, about.minusSeconds(86_400), about.plusSeconds(86_400)).stream().filter(slot -> slot.local().equals(local)).toList();
  }

  /** How it stands with a slot: not taken where nothing can be said about it any more. */
  public Ruling standing(Newsletter newsletter, Slot slot) {
    return database.read(sql -> {
      Instant now = clock.instant();
      Optional<String> decided = decided(sql, newsletter, slot, now);
      return decided.map(why -> new Ruling(false, why)).orElseGet(() -> new Ruling(true, outlook(sql, newsletter, slot, now).state()));
    });
  }

  /** The same with those that were added. */
  public List<Slot> known(Newsletter newsletter, LocalDateTime local) {
    Instant about = local.toInstant(java.time.ZoneOffset.UTC);
    return database.read(sql -> SlotBook.between(sql, newsletter, about.minusSeconds(86_400), about.plusSeconds(86_400))).stream().filter(slot -> slot.local().equals(local)).toList();
  }

  /** One slot more than the schedule has; like any other it can be held, skipped or missed. */
  public Ruling add(Newsletter newsletter, LocalDateTime local, ZoneId zone) {
    var slot = new Slot(newsletter.slug(), local, zone, false);
    return database.durably(tx -> {
      Instant now = clock.instant();
      if (!slot.instant().isAfter(now)) return new Ruling(false, "%s has passed. Nothing was changed. 'tidings run --now %s' publishes now.".formatted(shown(slot), slot.newsletter()));
      if (!LocalDateTime.ofInstant(slot.instant(), zone).equals(local)) return new Ruling(false, "%s does not exist: the clocks are put forward then. Nothing was changed. Name another time.".formatted(shown(slot)));
      if (!SlotBook.between(tx.sql(), newsletter, slot.instant().minusMillis(1), slot.instant()).isEmpty()) return new Ruling(false, "%s has a slot then already. Nothing was changed.".formatted(slot.newsletter()));
      if (archive.holds(tx.sql(), slot.newsletter(), local, zone)) return new Ruling(false, "%s has its edition already. Nothing was changed.".formatted(shown(slot)));
      SlotBook.add(tx, slot, now);
      return new Ruling(true, "%s brings an edition too, if anything is new by then. 'tidings slot skip %s %s' takes it back.".formatted(shown(slot), slot.newsletter(), local));
    });
  }

  /** It waits, beyond its time and for as long as it takes. */
  public Ruling hold(Newsletter newsletter, Slot slot) {
    return say(newsletter, slot, "%s is held until 'tidings slot release %s %s'.", (tx, now) -> SlotBook.note(tx, slot, SlotBook.Word.HOLD, now));
  }

  /** Whatever holds it ends: the admin's word, or the time that the editor has. */
  public Ruling release(Newsletter newsletter, Slot slot) {
    boolean passed = !slot.instant().isAfter(clock.instant());
    String sentence = passed ? "%s goes out with the next run; 'tidings serve' looks within a minute." : "%s goes out at its time.";
    return say(newsletter, slot, sentence, (tx, now) -> SlotBook.note(tx, slot, SlotBook.Word.RELEASE, now));
  }

  /** It brings no edition; what it would have told comes with the next. */
  public Ruling skip(Newsletter newsletter, Slot slot) {
    return say(newsletter, slot, "%s is skipped; what it would have told comes with the next edition.", (tx, now) -> SlotBook.note(tx, slot, SlotBook.Word.SKIP, now));
  }

  /** As the schedule has it. */
  public Ruling reset(Newsletter newsletter, Slot slot) {
    return say(newsletter, slot, "%s is as the schedule has it.", (tx, now) -> SlotBook.forget(tx, slot));
  }

  private interface Word {
    void note(Tx tx, Instant now);
  }

  private Ruling say(Newsletter newsletter, Slot slot, String sentence, Word word) {
    return database.durably(tx -> {
      Instant now = clock.instant();
      Optional<String> decided = decided(tx.sql(), newsletter, slot, now);
      if (decided.isPresent()) return new Ruling(false, decided.get());
      String state = outlook(tx.sql(), newsletter, slot, now).state();
      if (seen.isPresent() && !seen.get().equals(state))
        return new Ruling(false, "%s is %s by now; it was %s when you looked. Nothing was changed. Decide again.".formatted(shown(slot), state, seen.get()));
      word.note(tx, now);
      return new Ruling(true, sentence.formatted(shown(slot), slot.newsletter(), slot.local()));
    });
  }

  /** Why nothing can be said about it any more. */
  private Optional<String> decided(Handle sql, Newsletter newsletter, Slot slot, Instant now) {
    Optional<Integer> edition = archive.number(sql, slot);
    if (edition.isPresent())
      return Optional.of("%s was published as %s/%d. Nothing was changed. 'tidings queue pause %2$s/%3$d' or 'cancel' stops what is not sent yet.".formatted(shown(slot), slot.newsletter(), edition.get()));
    Optional<String> skipped = SlotBook.skipped(sql, slot);
    if (skipped.isPresent())
      return Optional.of("%s has passed without an edition (%s). Nothing was changed. 'tidings run --now %s' publishes what is new.".formatted(shown(slot), skipped.get(), slot.newsletter()));
    boolean over = !slot.instant().isAfter(Standing.of(sql, newsletter, now).considered()) && !SlotBook.waiting(sql, slot.newsletter()).contains(slot);
    return over ? Optional.of("%s is over. Nothing was changed. 'tidings slot list %s' shows the next ones.".formatted(shown(slot), slot.newsletter())) : Optional.empty();
  }

  /** No slot brings an edition until it is resumed. @return whether that is news */
  public boolean pause(Newsletter newsletter) {
    return database.durably(tx -> {
      Instant now = clock.instant();
      if (Standing.of(tx.sql(), newsletter, now).paused()) return false;
      tx.sql().execute("INSERT INTO newsletter (slug, first_seen, considered) VALUES (?, ?, ?) ON CONFLICT (slug) DO NOTHING", newsletter.slug(), now.toEpochMilli(), now.toEpochMilli());
      return tx.sql().execute("UPDATE newsletter SET paused_at = ? WHERE slug = ?", now.toEpochMilli(), newsletter.slug()) > 0;
    });
  }

  /** @return whether that is news */
  public boolean resume(Newsletter newsletter) {
    return database.durably(tx -> {
      Instant now = clock.instant();
      if (!Standing.of(tx.sql(), newsletter, now).paused()) return false;
      Passed passed = Passed.of(tx.sql(), archive, newsletter, now); // what passed meanwhile was paused, also where nothing ran
      passed.ripe().forEach(ripe -> Standing.skipped(tx, ripe.slot(), "paused", now));
      passed.skipped().forEach(slot -> Standing.skipped(tx, slot, "skipped", now));
      passed.waiting().forEach(slot -> SlotBook.waits(tx, slot, now));
      Standing.considered(tx, newsletter, now);
      return tx.sql().execute("UPDATE newsletter SET paused_at = NULL WHERE slug = ?", newsletter.slug()) > 0;
    });
  }

  private static String shown(Slot slot) {
    return slot.newsletter() + " " + slot.local() + " " + slot.zone();
  }
}
