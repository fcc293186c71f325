package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.archive.Published;
import dev.tidings.audience.Joining;
import dev.tidings.edition.Wishes;
import dev.tidings.queue.Due;
import dev.tidings.queue.Enqueue;
import dev.tidings.queue.Notice;
import dev.tidings.queue.Sheet;
import dev.tidings.queue.Told;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** "Catch me up": one mail with the best of what a reader has missed of the editions so far. All of it counts as told, and a pause goes on. */
public final class RecapDesk {
  /** Stories in it; what is beyond is "and N more". */
  private static final int BEST = 10;
  private final ReaderDesk.House house;
  private final ReaderLetters letters;
  private final Archive archive = new Archive();

  public RecapDesk(ReaderDesk.House house, ReaderLetters letters) {
    this.house = house;
    this.letters = letters;
  }

  /** What came of it. */
  public enum Outcome {
    /** A mail is on its way. */
    SENT,
    /** She was told everything. */
    NOTHING,
    /** A mail is under way to her: what she missed is not settled yet. */
    BUSY
  }

  /** @param subscription any of hers; all her newsletters are looked at */
  public Outcome send(long subscription) {
    return house.run().between(() -> {
      List<Outcome> each = house.database().read(sql -> Enqueue.placesOf(sql, subscription)).stream().map(this::send).toList();
      if (each.contains(Outcome.SENT)) return Outcome.SENT;
      return each.contains(Outcome.BUSY) ? Outcome.BUSY : Outcome.NOTHING;
    });
  }

  private Outcome send(Enqueue.Person reader) {
    Optional<Newsletter> newsletter = house.newsletters().stream().filter(one -> one.slug().equals(reader.newsletter())).findFirst();
    Optional<Published> latest = newsletter.flatMap(one -> house.database().read(sql -> archive.editions(sql, one.slug()).stream().findFirst()));
    if (latest.isEmpty()) return Outcome.NOTHING;
    if (reader.underWay()) return Outcome.BUSY;
    long upper = house.database().read(sql -> archive.lastUpper(sql, reader.newsletter())).orElse(0L);
    Optional<Composer.Recapped> recap = recap(newsletter.get(), latest.get(), upper, reader.due());
    return recap.map(made -> send(reader, latest.get(), upper, made) ? Outcome.SENT : Outcome.BUSY).orElse(Outcome.NOTHING);
  }

  private Optional<Composer.Recapped> recap(Newsletter newsletter, Published edition, long upper, Due due) {
    DigestRun.Stages stages = house.run().stages();
    Library library = house.database().read(stages.gather()::look).library();
    var slot = new Slot(newsletter.slug(), edition.when().local(), edition.when().zone(), false);
    String title = newsletter.imprint().title();
    var words = new Wishes.Words(Optional.of(letters.recapSubject(title)), Optional.empty(), Optional.of(letters.recapOpening(title)), Optional.empty());
    var best = new Newsletter(newsletter.slug(), newsletter.imprint(), newsletter.choice(), newsletter.schedule(), new Newsletter.Bounds(1, BEST), newsletter.subscribers());
    var wishes = new Wishes(words, Optional.empty(), List.of(), Set.of(), Set.of());
    return house.database().read(sql -> stages.press().composer().recap(sql, library, new Composer.Recap(best, slot, edition.number(), upper, wishes), due));
  }

  /** @return false where she stands elsewhere meanwhile */
  private boolean send(Enqueue.Person reader, Published edition, long upper, Composer.Recapped made) {
    Instant now = house.clock().instant();
    Due.Place place = reader.due().place();
    var name = new Sheet.EditionName(reader.newsletter(), edition.number(), edition.when().local().toString());
    var copy = new Notice.Copy(name, made.variant().language(), reader.name(), reader.subscription());
    String key = "catch-up/%d/%d/%d/%x/%d".formatted(reader.subscription(), place.cursor(), upper, place.missed().hashCode(), now.toEpochMilli());
    var notice = new Notice(key, "catch-up", reader.address(), made.variant().subject(), made.variant().body(), now.plus(Joining.KEPT), Optional.of(copy));
    return house.queue().enqueue(notice, new Told(reader.subscription(), place, upper, made.missed()));
  }
}
