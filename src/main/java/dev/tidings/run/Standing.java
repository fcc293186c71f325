package dev.tidings.run;

import dev.tidings.post.PostProblem;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What is remembered of a newsletter's slots.
 *
 * @param considered slots up to this moment have been decided or wait; those before it was first seen were not missed
 * @param paused no slot brings an edition
 */
record Standing(Instant considered, boolean paused) {
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  /** Reads it; a newsletter never seen before begins at {@code now}. */
  static Standing of(Handle sql, Newsletter newsletter, Instant now) {
    return sql.createQuery("SELECT considered, paused_at FROM newsletter WHERE slug = ?")
        .bind(0, newsletter.slug())
        .map((row, context) -> new Standing(Instant.ofEpochMilli(row.getLong(1)), row.getObject(2) != null))
        .findOne()
        .orElseGet(() -> new Standing(now, false));
  }

  /** What the admin should know where the newest edition is younger than {@code now}. */
  static Optional<PostProblem> aheadOf(Handle sql, Instant now) {
    Optional<Long> newest = sql.createQuery("SELECT max(published_at) FROM edition").mapTo(Long.class).findOne();
    return newest.map(Instant::ofEpochMilli).filter(then -> then.minus(TOLERANCE).isAfter(now)).map(then -> new PostProblem("the clock", 0, PostProblem.Severity.WARNING,
        "it says %s, and this house has published at %s. Slots until then are decided and do not come again. Set this machine's clock, or leave out an --at that lies before."
            .formatted(now.truncatedTo(ChronoUnit.SECONDS), then.truncatedTo(ChronoUnit.SECONDS))));
  }

  /** All slots up to {@code now} are decided. */
  static void considered(Tx tx, Newsletter newsletter, Instant now) {
    tx.sql().execute("INSERT INTO newsletter (slug, first_seen, considered) VALUES (?, ?, ?)"
            + " ON CONFLICT (slug) DO UPDATE SET considered = max(newsletter.considered, excluded.considered)",
        newsletter.slug(), now.toEpochMilli(), now.toEpochMilli());
  }

  static void skipped(Tx tx, Slot slot, String reason, Instant now) {
    tx.sql().execute("INSERT INTO slot_skipped (newsletter, local, zone, reason, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        slot.newsletter(), slot.local().toString(), slot.zone().getId(), reason, now.toEpochMilli());
    SlotBook.decided(tx, slot);
  }
}
