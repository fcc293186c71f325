package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.archive.Published;
import dev.tidings.audience.Joining;
import dev.tidings.edition.Wishes;
import dev.tidings.queue.Due;
import dev.tidings.queue.Notice;
import dev.tidings.queue.Sheet;
import dev.tidings.render.Variant;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import dev.tidings.timetable.Welcome;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The first mail to a new reader, where the newsletter wants one: a letter, or the latest edition, which then counts as told. */
final class Greeter {
  private final ReaderDesk.House house;
  private final ReaderLetters letters;
  private final Archive archive = new Archive();

  Greeter(ReaderDesk.House house, ReaderLetters letters) {
    this.house = house;
    this.letters = letters;
  }

  /** @param link to her choices, by her subscription */
  record Arrival(long request, String address, Instant now, java.util.function.LongFunction<String> link) {}

  private record Place(long subscription, String name, Due due) {}

  /** Who was a reader before is not new, and gets nothing. */
  void greet(Arrival arrival, List<Joining.Choice> choices) {
    for (Joining.Choice choice : choices)
      house.newsletters().stream().filter(newsletter -> newsletter.slug().equals(choice.newsletter()) && newsletter.imprint().welcome() != Welcome.NONE)
          .forEach(newsletter -> place(newsletter, arrival).ifPresent(place -> greet(arrival, newsletter, place)));
  }

  /** Empty unless her subscription began with this confirmation. */
  private Optional<Place> place(Newsletter newsletter, Arrival arrival) {
    return house.database().read(sql -> sql.createQuery("SELECT u.id, coalesce(s.name, ''), u.cursor, u.categories, u.format, coalesce(s.language, '') FROM subscription u JOIN subscriber s ON s.id = u.subscriber"
            + " WHERE u.newsletter = ? AND s.address = ? AND u.status = 'active' AND u.since = (SELECT done_at FROM request WHERE id = ?)")
        .bind(0, newsletter.slug()).bind(1, arrival.address()).bind(2, arrival.request())
        .map((row, context) -> new Place(row.getLong(1), row.getString(2), new Due(new Due.Place(row.getLong(3)), row.getString(4), row.getString(5), row.getString(6), Due.Pace.EACH))).findOne());
  }

  private void greet(Arrival arrival, Newsletter newsletter, Place place) {
    String key = "welcome/" + arrival.request() + "/" + newsletter.slug();
    Optional<Published> latest = Optional.of(newsletter).filter(one -> one.imprint().welcome() == Welcome.EDITION)
        .flatMap(one -> house.database().read(sql -> archive.editions(sql, one.slug()).stream().filter(edition -> !edition.isCorrection()).findFirst().filter(edition -> isUntold(sql, edition, place))));
    Optional<Variant> variant = latest.flatMap(edition -> variant(newsletter, edition, place));
    if (variant.isEmpty()) {
      house.queue().enqueue(letters.welcome(key, arrival.address(), newsletter.imprint().title(), arrival.link().apply(place.subscription()), arrival.now()));
      return;
    }
    Published edition = latest.get();
    var name = new Sheet.EditionName(newsletter.slug(), edition.number(), edition.when().local().toString());
    var copy = new Notice.Copy(name, variant.get().language(), place.name(), place.subscription());
    house.queue().enqueue(new Notice(key, "welcome", arrival.address(), variant.get().subject(), variant.get().body(), arrival.now().plus(Joining.KEPT), Optional.of(copy)));
    house.database().durably(tx -> tx.sql().execute("UPDATE subscription SET cursor = max(cursor, ?) WHERE id = ?", edition.upper(), place.subscription()));
  }

  /** Whoever left and is back may have it already. */
  private static boolean isUntold(Handle sql, Published edition, Place place) {
    return sql.createQuery("SELECT count(*) FROM delivery WHERE edition = ? AND subscription = ? AND state NOT IN ('expired', 'cancelled', 'suppressed')")
        .bind(0, edition.id()).bind(1, place.subscription()).mapTo(Integer.class).one() == 0;
  }

  private Optional<Variant> variant(Newsletter newsletter, Published edition, Place place) {
    DigestRun.Stages stages = house.run().stages();
    Library library = house.database().read(stages.gather()::look).library();
    var slot = new Slot(newsletter.slug(), edition.when().local(), edition.when().zone(), false);
    Set<dev.tidings.shelf.PostKey> told = new HashSet<>(edition.posts());
    String title = newsletter.imprint().title();
    var words = new Wishes.Words(Optional.of(letters.welcomeSubject(title)), Optional.empty(), Optional.of(letters.welcomeOpening(title)), Optional.empty());
    var wishes = new Wishes(words, Optional.empty(), List.of(), Set.of(), Set.of());
    return house.database().read(sql -> stages.press().composer().again(sql, library, new Composer.Again(newsletter, slot, edition.number(), wishes, told), place.due()));
  }
}
