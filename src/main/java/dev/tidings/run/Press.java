package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.archive.Frozen;
import dev.tidings.edition.Editor;
import dev.tidings.edition.Wishes;
import dev.tidings.post.PostProblem;
import dev.tidings.store.Tx;
import dev.tidings.timetable.CatchUp;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** One newsletter at one moment: which slot is due, what it holds, and the freezing of it. */
final class Press {
  private final Presses presses;
  private final Composer composer;
  private final Publisher publisher;
  private final Archive archive;
  private final Notes notes;
  private final Duration life;

  Press(Presses presses, Composer composer, Publisher publisher, Archive archive, Notes notes, Duration life) {
    this.presses = presses;
    this.composer = composer;
    this.publisher = publisher;
    this.archive = archive;
    this.notes = notes;
    this.life = life;
  }

  /** @param byHand whether the admin asked for an edition now · @param problems where trouble with a note is said */
  record Turn(Newsletter newsletter, Library library, Instant now, boolean byHand, Consumer<PostProblem> problems) {
    Turn at(Instant moment) {
      return new Turn(newsletter, library, moment, byHand, problems);
    }
  }

  /** What came of a turn. */
  record Done(Optional<Long> edition, List<Morning.Skipped> skipped) {}

  /** Publishes what is due. A slot is decided once: published, or skipped with a reason. One that is held is not decided yet. */
  Done publish(Tx tx, Turn turn) {
    Passed passed = Passed.of(tx.sql(), archive, turn.newsletter(), turn.now());
    List<Slot> waitedBefore = SlotBook.waiting(tx.sql(), turn.newsletter().slug());
    CatchUp.Decision decision = decision(tx.sql(), passed, turn);
    Optional<Slot> slot = chosen(decision, passed, turn);
    var skipped = new ArrayList<Morning.Skipped>();
    passed.skipped().forEach(one -> skip(tx, turn, one, "skipped", skipped));
    boolean paused = slot.isEmpty() && Standing.of(tx.sql(), turn.newsletter(), turn.now()).paused();
    decision.skipped().forEach(one -> skip(tx, turn, one, paused ? "paused" : waitedBefore.contains(one) ? "overtaken" : "missed", skipped));
    passed.waiting().stream().filter(one -> !slot.equals(Optional.of(one))).forEach(one -> await(tx, turn, one, skipped));
    Optional<Long> edition = slot.flatMap(due -> publish(tx, turn, due, skipped));
    Standing.considered(tx, turn.newsletter(), turn.now());
    return new Done(edition, skipped);
  }

  private static void await(Tx tx, Turn turn, Slot slot, List<Morning.Skipped> skipped) {
    SlotBook.waits(tx, slot, turn.now());
    skipped.add(new Morning.Skipped(slot, SlotBook.opens(tx.sql(), turn.newsletter(), slot).isEmpty() ? Morning.HELD : Morning.WAITS));
  }

  /** The slot that a run at this moment would publish, if any. */
  Optional<Slot> slot(Handle sql, Turn turn) {
    Passed passed = passed(sql, turn);
    return chosen(decision(sql, passed, turn), passed, turn);
  }

  Passed passed(Handle sql, Turn turn) {
    return Passed.of(sql, archive, turn.newsletter(), turn.now());
  }

  /** While the newsletter is paused nothing runs, except what is asked for by hand. */
  private static CatchUp.Decision decision(Handle sql, Passed passed, Turn turn) {
    if (!turn.byHand() && Standing.of(sql, turn.newsletter(), turn.now()).paused())
      return new CatchUp.Decision(Optional.empty(), passed.ripe().stream().map(CatchUp.Ripe::slot).toList());
    return CatchUp.decide(passed.ripe(), turn.newsletter(), turn.now());
  }

  /** What is asked for by hand is the slot that is due, else one that waits, else an extra one. */
  private static Optional<Slot> chosen(CatchUp.Decision decision, Passed passed, Turn turn) {
    return decision.run().or(() -> turn.byHand() ? passed.newestWaiting().or(() -> byHand(turn)) : Optional.empty());
  }

  private static Optional<Slot> byHand(Turn turn) {
    var zone = turn.newsletter().imprint().zone();
    LocalDateTime minute = LocalDateTime.ofInstant(turn.now(), zone).truncatedTo(ChronoUnit.MINUTES);
    return Optional.of(new Slot(turn.newsletter().slug(), minute, zone, true));
  }

  private Optional<Long> publish(Tx tx, Turn turn, Slot slot, List<Morning.Skipped> skipped) {
    if (archive.holds(tx.sql(), slot.newsletter(), slot.local(), slot.zone())) {
      skipped.add(new Morning.Skipped(slot, "already-published"));
      return Optional.empty();
    }
    Composer.Answer answer = compose(tx, turn, slot);
    if (answer.composition().isEmpty()) {
      skip(tx, turn, slot, answer.reason(), skipped);
      return Optional.empty();
    }
    SlotBook.decided(tx, slot);
    return Optional.of(freeze(tx, turn, answer.composition().get()));
  }

  /** Answers with the edition's id. */
  long freeze(Tx tx, Turn turn, Composition composition) {
    WishBook.settle(tx, turn.newsletter(), composition.slot(), turn.now());
    return publisher.freeze(tx, composition, new Frozen.Times(turn.now(), Presses.expiry(turn.newsletter(), turn.now(), composition.lastLeaves(turn.now()), life)));
  }

  /** The slot, or where an edition by hand has taken its minute the next one that is free. */
  Slot free(Handle sql, Slot slot) {
    Slot free = slot;
    while (archive.holds(sql, free.newsletter(), free.local(), free.zone())) free = new Slot(slot.newsletter(), free.local().plusMinutes(1), slot.zone(), true);
    return free;
  }

  Composer composer() {
    return composer;
  }

  /** What the slot would be if it were frozen now. What earlier editions owe beyond their lives is news again first. */
  Composer.Answer compose(Tx tx, Turn turn, Slot slot) {
    publisher.endOverdue(tx, slot.newsletter(), turn.now());
    Notes.Note note = notes.of(slot, turn.problems());
    Wishes wishes = WishBook.wishes(tx.sql(), WishBook.key(tx.sql(), turn.newsletter(), slot, turn.now())).over(note.wishes());
    Composer.Answer answer = composer.compose(tx.sql(), turn.library(), presses.question(tx.sql(), turn.newsletter(), slot, wishes, turn.now()));
    answer.stories().stream().findFirst().ifPresent(story ->
        note.doubts(Editor.strangers(answer.stories(), note.wishes()), story.article().post().file().path()).forEach(turn.problems()));
    return answer;
  }

  private static void skip(Tx tx, Turn turn, Slot slot, String reason, List<Morning.Skipped> skipped) {
    if (!slot.extra()) Standing.skipped(tx, slot, reason, turn.now());
    skipped.add(new Morning.Skipped(slot, reason));
  }
}
