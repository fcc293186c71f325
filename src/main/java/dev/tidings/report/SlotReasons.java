package dev.tidings.report;

import dev.tidings.timetable.Cadence;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** What became of a newsletter's slots, as far as it explains why nothing came. */
record SlotReasons(Handle sql) {
  private static final Pattern SLOT = Pattern.compile("(?:.*/)?(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d)");
  private static final Map<String, String> WHY = Map.of("nothing-new", "nothing was new", "too-few", "fewer posts than min_items were new", "missed", "nothing ran until its grace was over",
      "skipped", "the admin skipped it", "paused", "the newsletter was paused", "overtaken", "it was held until a later slot came");

  /** @param matter {@code daily/2026-11-25T07:00}, or the local time alone; empty where it names no slot */
  Optional<Slot> named(String newsletter, String matter) {
    Matcher slot = SLOT.matcher(matter);
    boolean ours = slot.matches() && (!matter.contains("/") || matter.startsWith(newsletter + "/"));
    return ours ? Optional.of(new Slot(newsletter, slot.group(1))) : Optional.empty();
  }

  record Slot(String newsletter, String local) {}

  /** The edition that the slot brought. */
  Optional<Long> edition(Slot slot) {
    return sql.createQuery("SELECT id FROM edition WHERE newsletter = ? AND local = ?").bind(0, slot.newsletter).bind(1, slot.local).mapTo(Long.class).findFirst();
  }

  /** Whether the edition was for a reader of this cadence, as its neighbours stand. */
  boolean isHers(long edition, Cadence cadence) {
    Optional<dev.tidings.timetable.Slot> own = slot("WHERE id = :id", edition);
    return own.map(slot -> cadence.isDue(slot, neighbour("<", "DESC", edition), neighbour(">", "ASC", edition))).orElse(true);
  }

  private Optional<dev.tidings.timetable.Slot> neighbour(String side, String order, long edition) {
    return slot("WHERE newsletter = (SELECT newsletter FROM edition WHERE id = :id) AND number " + side + " (SELECT number FROM edition WHERE id = :id) ORDER BY number " + order + " LIMIT 1", edition);
  }

  private Optional<dev.tidings.timetable.Slot> slot(String which, long edition) {
    return sql.createQuery("SELECT newsletter, local, zone FROM edition " + which).bind("id", edition)
        .map((row, context) -> new dev.tidings.timetable.Slot(row.getString(1), LocalDateTime.parse(row.getString(2)), ZoneId.of(row.getString(3)), false)).findOne();
  }

  /** Why the slot brought none. */
  Explain.Answer silence(Slot slot) {
    Optional<String> skipped = sql.createQuery("SELECT reason FROM slot_skipped WHERE newsletter = ? AND local = ?").bind(0, slot.newsletter).bind(1, slot.local).mapTo(String.class).findFirst();
    if (skipped.isPresent())
      return new Explain.Answer(skipped.get(), "%s: the slot %s brought no edition: %s. What is new comes with the next.".formatted(slot.newsletter, slot.local, WHY.getOrDefault(skipped.get(), skipped.get())));
    return said(slot).orElseGet(() -> new Explain.Answer("no-slot", "%s: no edition of the slot %s is known: it is to come, or there is no such slot.".formatted(slot.newsletter, slot.local)));
  }

  private Optional<Explain.Answer> said(Slot slot) {
    return sql.createQuery("SELECT kind FROM slot_wish WHERE newsletter = ? AND local = ? ORDER BY kind IN ('waits', 'release')").bind(0, slot.newsletter).bind(1, slot.local)
        .mapTo(String.class).findFirst().map(kind -> new Explain.Answer(kind, "%s: the slot %s %s.".formatted(slot.newsletter, slot.local, meaning(kind))));
  }

  private static String meaning(String kind) {
    return switch (kind) {
      case "hold" -> "is held by the admin until it is released";
      case "skip" -> "will be skipped, so the admin decided; what it would have told comes with the next";
      case "release" -> "is released and comes with the next run";
      default -> "waits for the end of its hold";
    };
  }

  /** What stands between new posts and their next edition at this moment; blank where nothing does. */
  String hindrance(String newsletter) {
    Optional<Long> paused = sql.createQuery("SELECT paused_at FROM newsletter WHERE slug = ? AND paused_at IS NOT NULL").bind(0, newsletter).mapTo(Long.class).findOne();
    if (paused.isPresent()) return " The newsletter is paused since %s.".formatted(Instant.ofEpochMilli(paused.get()));
    return sql.createQuery("SELECT local FROM slot_wish WHERE newsletter = ? AND kind = 'waits' ORDER BY local DESC LIMIT 1").bind(0, newsletter).mapTo(String.class).findOne()
        .or(() -> sql.createQuery("SELECT local FROM slot_skipped WHERE newsletter = ? AND reason = 'skipped' ORDER BY at DESC LIMIT 1").bind(0, newsletter).mapTo(String.class).findOne())
        .map(local -> new Slot(newsletter, local)).map(slot -> " " + silence(slot).sentence().substring(newsletter.length() + 2)).map(SlotReasons::capital).orElse("");
  }

  private static String capital(String sentence) {
    return " T" + sentence.substring(2);
  }
}
