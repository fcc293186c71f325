package dev.tidings.run;

import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * What is remembered of a newsletter's slots.
 *
 * @param considered slots up to this moment have been decided; those before it was first seen were not missed
 */
record Standing(Instant considered) {
  /** Reads it; a newsletter never seen before begins at {@code now}. */
  static Standing of(Handle sql, Newsletter newsletter, Instant now) {
    return sql.createQuery("SELECT considered FROM newsletter WHERE slug = ?")
        .bind(0, newsletter.slug())
        .map((row, context) -> new Standing(Instant.ofEpochMilli(row.getLong(1))))
        .findOne()
        .orElseGet(() -> new Standing(now));
  }

  /** All slots up to {@code now} are decided. */
  static void considered(Tx tx, Newsletter newsletter, Instant now) {
    tx.sql().execute("INSERT INTO newsletter (slug, first_seen, considered) VALUES (?, ?, ?)"
            + " ON CONFLICT (slug) DO UPDATE SET considered = max(considered, excluded.considered)",
        newsletter.slug(), now.toEpochMilli(), now.toEpochMilli());
  }

  static void skipped(Tx tx, Slot slot, String reason, Instant now) {
    tx.sql().execute("INSERT OR IGNORE INTO slot_skipped (newsletter, local, zone, reason, at) VALUES (?, ?, ?, ?, ?)",
        slot.newsletter(), slot.local().toString(), slot.zone().getId(), reason, now.toEpochMilli());
  }
}
