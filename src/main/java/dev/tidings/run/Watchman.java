package dev.tidings.run;

import dev.tidings.store.Database;
import dev.tidings.timetable.Newsletter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Looks for trouble that no courier sees: slots that were missed, mail that comes back, a disk that fills up. */
public final class Watchman {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int FEW = 5;
  private final Database database;
  private final Clock clock;
  private final Round round;

  public Watchman(Database database, Clock clock, Round round) {
    this.database = database;
    this.clock = clock;
    this.round = round;
  }

  /** @param house its disk · @param bounces percent · @param disk megabytes */
  public record Round(List<Newsletter> newsletters, Path house, int bounces, int disk) {}

  /** How it stands with one matter. @param key its own, for ever · @param trouble empty: none · @param over what is said when there was */
  public record Finding(String key, String title, Optional<String> trouble, String over) {}

  public List<Finding> look() {
    var findings = new ArrayList<Finding>();
    Instant now = clock.instant();
    for (Newsletter newsletter : round.newsletters) findings.add(new Finding("alarm slot " + newsletter.slug(), newsletter.slug() + " missed its slot", database.read(sql -> missed(sql, newsletter, now)),
        newsletter.slug() + " goes out again."));
    findings.add(new Finding("alarm bounces", "much mail comes back", database.read(sql -> bounced(sql, now)), "Less than " + round.bounces + " percent of a day's mail came back for good."));
    findings.add(new Finding("alarm disk", "the disk is nearly full", full(), "There is room on the disk again."));
    return findings;
  }

  /** Until its next edition, or for a day. */
  private static Optional<String> missed(Handle sql, Newsletter newsletter, Instant now) {
    return sql.createQuery("SELECT local || ' ' || zone FROM slot_skipped s WHERE newsletter = :n AND reason = 'missed' AND at > :since"
            + " AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.newsletter = :n AND e.published_at >= s.at) ORDER BY local DESC LIMIT 1")
        .bind("n", newsletter.slug()).bind("since", now.minus(DAY).toEpochMilli()).mapTo(String.class).findOne()
        .map(slot -> "%s: the slot %s passed while nothing ran, and its grace is over. It brings no edition; the posts come with the next one. 'tidings run --now %1$s' sends them now.".formatted(newsletter.slug(), slot.replace('T', ' ')));
  }

  private Optional<String> bounced(Handle sql, Instant now) {
    long since = now.minus(DAY).toEpochMilli();
    long back = sql.createQuery("SELECT count(*) FROM bounce WHERE at > ? AND class IN ('hard', 'complaint')").bind(0, since).mapTo(Long.class).one();
    if (back < FEW) return Optional.empty();
    long sent = sql.createQuery("SELECT coalesce(sum(t.n), 0) FROM delivery_tally t JOIN edition e ON e.id = t.edition WHERE t.state = 'sent' AND e.published_at > ?").bind(0, now.minus(DAY.multipliedBy(2)).toEpochMilli()).mapTo(Long.class).one();
    return back * 100 < round.bounces * Math.max(1, sent) ? Optional.empty()
        : Optional.of("%d mails came back for good or were complained about within a day, of %d sent in two. That hurts the sender's name. Look at Bounces below /admin, and at where the newest addresses come from.".formatted(back, sent));
  }

  private Optional<String> full() {
    try {
      long free = Files.getFileStore(round.house).getUsableSpace() >> 20;
      return free >= round.disk ? Optional.empty() : Optional.of("There are %,d MB free on the disk of %s, of %,d that should be. Mail stops when nothing can be written down. Make room.".formatted(free, round.house.getFileName(), round.disk));
    } catch (IOException e) {
      return Optional.of("The free room on the house's disk cannot be read (%s).".formatted(e.getMessage()));
    }
  }
}
