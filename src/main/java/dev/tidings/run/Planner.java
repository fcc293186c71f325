package dev.tidings.run;

import dev.tidings.edition.Layout;
import dev.tidings.edition.Story;
import dev.tidings.edition.Wishes;
import dev.tidings.post.PostProblem;
import dev.tidings.render.Variant;
import dev.tidings.shelf.Shelf;
import dev.tidings.store.Database;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The run's own journey with another end: everything is taken in and composed, and then undone. */
public final class Planner {
  private static final int SLOTS_SHOWN = 5;
  private final Database database;
  private final Clock clock;
  private final DigestRun run;
  private final Shelf shelf;
  private final Proofs proofs;

  Planner(Database database, Clock clock, DigestRun run, Shelf shelf, Proofs proofs) {
    this.database = database;
    this.clock = clock;
    this.run = run;
    this.shelf = shelf;
    this.proofs = proofs;
  }

  public Plan plan(RunRequest request) {
    Instant now = clock.instant();
    Gather.Found found = database.read(run.stages().gather()::look);
    return database.rehearse(
        tx -> {
          DigestRun.Shelved shelved = run.shelve(tx, found, request, now);
          var problems = new ArrayList<>(shelved.posts().problems());
          List<Plan.Prospect> prospects =
              run.stages().newsletters().stream()
                  .map(newsletter -> prospect(tx, shelved.refuses(newsletter), new Press.Turn(newsletter, found.library(), now,
                      request.now().filter(newsletter.slug()::equals).isPresent(), problems::add)))
                  .toList();
          problems.addAll(run.stages().press().composer().judgeTemplates(false));
          return new Plan(shelved.posts(), shelved.lists(), prospects, new Plan.Reach(followed(tx), inVain(tx)), problems);
        });
  }

  /** The next edition of one newsletter, and what may be decided about it. */
  public Draft draft(Newsletter newsletter) {
    Instant now = clock.instant();
    Gather.Found found = database.read(run.stages().gather()::look);
    return database.rehearse(tx -> {
      var problems = new ArrayList<>(run.shelve(tx, found, RunRequest.SCHEDULED, now).posts().problems());
      var turn = new Press.Turn(newsletter, found.library(), now, false, problems::add);
      Plan.Timing timing = timing(tx, turn);
      Slot slot = timing.slot().orElseGet(() -> run.stages().press().free(tx.sql(), byHand(turn)));
      String state = timing.next().stream().filter(one -> one.slot().equals(slot)).map(SlotDesk.Outlook::state).findFirst().orElse(slot.extra() ? "" : "due");
      Composer.Answer answer = compose(tx, turn, slot);
      String version = WishDesk.version(WishBook.all(tx.sql(), WishBook.key(tx.sql(), newsletter, slot, now)));
      problems.addAll(run.stages().press().composer().judgeTemplates(false));
      return Drafts.of(new Draft.Turn(slot, state), newsletter, answer, new Draft.Standing(version, answer.reason(), problems));
    });
  }

  private static List<Plan.InVain> inVain(Tx tx) {
    return tx.sql().createQuery("SELECT s.newsletter, count(DISTINCT s.id) FROM subscription s JOIN origin o ON o.subscription = s.id AND o.kind = 'file'"
            + " WHERE s.status = 'ended' AND s.ended_why <> 'removed' GROUP BY 1 ORDER BY 1")
        .map((row, context) -> new Plan.InVain(row.getString(1), row.getInt(2))).list();
  }

  private static List<Plan.Followed> followed(Tx tx) {
    Map<List<String>, Integer> readers = new TreeMap<>(Comparator.comparing(List::toString));
    tx.sql().createQuery("SELECT newsletter, categories, count(*) FROM subscription WHERE categories <> '*' AND status <> 'ended' GROUP BY 1, 2")
        .map((row, context) -> new Plan.Followed(row.getString(1), row.getString(2), row.getInt(3))).list()
        .forEach(one -> Arrays.stream(one.category().split(",")).forEach(slug -> readers.merge(List.of(one.newsletter(), slug), one.readers(), Integer::sum)));
    return readers.entrySet().stream().map(entry -> new Plan.Followed(entry.getKey().get(0), entry.getKey().get(1), entry.getValue())).toList();
  }

  /** One mail of what is due now, else of the next slot; where that holds nothing, of the newest day of the folder. */
  public Preview preview(Preview.Wish wish) {
    Preview next = proof(wish, false);
    return next instanceof Preview.None none && none.nothingNew() ? proof(wish, true) : next;
  }

  private Preview proof(Preview.Wish wish, boolean example) {
    Instant now = clock.instant();
    Gather.Found found = database.read(run.stages().gather()::look);
    Newsletter newsletter = run.stages().newsletters().stream().filter(one -> one.slug().equals(wish.newsletter())).findFirst().orElseThrow();
    return database.rehearse(
        tx -> {
          var problems = new ArrayList<>(run.shelve(tx, found, RunRequest.SCHEDULED, now).posts().problems());
          var turn = new Press.Turn(newsletter, found.library(), now, wish.now(), problems::add);
          Optional<Composition> composition = example ? example(tx, turn) : next(tx, turn);
          problems.addAll(run.stages().press().composer().judgeTemplates(false));
          return composition.map(made -> proofs.pull(tx, turn.at(moment(turn, made.slot())), made, wish, example, problems))
              .orElseGet(() -> new Preview.None("nothing to tell: no post of its categories was found.", !example));
        });
  }

  private Optional<Composition> next(Tx tx, Press.Turn turn) {
    Slot slot = shown(tx, turn).orElseGet(() -> byHand(turn));
    return compose(tx, turn, run.stages().press().free(tx.sql(), slot)).composition();
  }

  private Plan.Prospect prospect(Tx tx, boolean refused, Press.Turn turn) {
    Newsletter newsletter = turn.newsletter();
    Plan.Timing timing = timing(tx, turn);
    if (refused) return new Plan.Prospect(newsletter, new Plan.Timing(timing.next(), timing.slot(), false, timing.paused()), Optional.empty(), "refused", Optional.empty());
    Composer.Answer answer = compose(tx, turn, timing.slot().orElseGet(() -> byHand(turn)));
    Optional<Plan.Outline> example = answer.composition().isPresent() ? Optional.empty() : example(tx, turn).map(Planner::outline);
    return new Plan.Prospect(newsletter, timing, answer.composition().map(Planner::outline), answer.reason(), example);
  }

  private Plan.Timing timing(Tx tx, Press.Turn turn) {
    Passed passed = run.stages().press().passed(tx.sql(), turn);
    Optional<Slot> due = run.stages().press().slot(tx.sql(), turn);
    List<Slot> slots = new ArrayList<>(passed.waiting());
    slots.addAll(SlotBook.after(tx.sql(), turn.newsletter(), turn.now(), SLOTS_SHOWN));
    List<SlotDesk.Outlook> next = slots.stream().map(slot -> SlotDesk.outlook(tx.sql(), turn.newsletter(), slot, turn.now())).toList();
    Optional<Slot> shown = due.or(() -> next.stream().filter(one -> !one.state().equals("skipped")).map(SlotDesk.Outlook::slot).findFirst());
    return new Plan.Timing(next, shown, due.isPresent(), Standing.of(tx.sql(), turn.newsletter(), turn.now()).paused());
  }

  private Optional<Slot> shown(Tx tx, Press.Turn turn) {
    return timing(tx, turn).slot();
  }

  private static Slot byHand(Press.Turn turn) {
    ZoneId zone = turn.newsletter().imprint().zone();
    return new Slot(turn.newsletter().slug(), LocalDateTime.ofInstant(turn.now(), zone).truncatedTo(ChronoUnit.MINUTES), zone, true);
  }

  /** As if it were the slot's moment: posts dated until then have their numbers. */
  private Composer.Answer compose(Tx tx, Press.Turn turn, Slot slot) {
    Instant moment = moment(turn, slot);
    shelf.number(tx, turn.newsletter(), moment);
    return run.stages().press().compose(tx, turn.at(moment), slot);
  }

  private static Instant moment(Press.Turn turn, Slot slot) {
    return slot.instant().isAfter(turn.now()) ? slot.instant() : turn.now();
  }

  /** The newest day of the folder, as if nobody had been told of it: readers and the last edition go back to before it. */
  private Optional<Composition> example(Tx tx, Press.Turn turn) {
    String slug = turn.newsletter().slug();
    Optional<Long> before = tx.sql().createQuery("SELECT min(s.number) - 1 FROM shelf s JOIN post p ON p.key = s.post WHERE s.newsletter = :n AND p.present = 1"
            + " AND p.dated_at > (SELECT max(dated_at) FROM shelf JOIN post ON key = shelf.post WHERE newsletter = :n AND present = 1) - 86400000")
        .bind("n", slug).mapTo(Long.class).findOne();
    if (before.isEmpty()) return Optional.empty();
    tx.sql().execute("UPDATE edition SET upper = min(upper, ?) WHERE newsletter = ?", before.get(), slug);
    tx.sql().execute("UPDATE subscription SET cursor = min(cursor, ?) WHERE newsletter = ?", before.get(), slug);
    Composer.Question question = run.stages().presses().question(tx.sql(), turn.newsletter(), run.stages().press().free(tx.sql(), byHand(turn)), Wishes.NONE, turn.now());
    var reset = new Composer.Question(question.occasion(), before.get(), question.wishes(), question.now());
    return run.stages().press().composer().compose(tx.sql(), turn.library(), reset).composition();
  }

  private static Plan.Outline outline(Composition composition) {
    Layout layout = composition.full().layout();
    var lines = new ArrayList<Plan.Line>();
    lines.add(line("lead", layout.lead()));
    layout.sections().forEach(section -> section.stories().forEach(story -> lines.add(line("section", story))));
    layout.brief().forEach(story -> lines.add(line("brief", story)));
    Variant variant = composition.full().variant();
    var words = new Plan.Words(composition.number(), variant.subject(), layout.heading().topics(), layout.heading().minutes());
    var readers = new Plan.Readers(composition.planned(), composition.nothingNew(), composition.full().kept());
    return new Plan.Outline(words, lines, layout.more(), variant.parts().html().getBytes(StandardCharsets.UTF_8).length, readers);
  }

  private static Plan.Line line(String place, Story story) {
    return new Plan.Line(place, story.article().post().filing().categories().get(0).name(), story.headline(), story.article().post().file().path());
  }
}
