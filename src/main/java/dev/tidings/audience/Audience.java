package dev.tidings.audience;

import dev.tidings.audience.ListFile.Known;
import dev.tidings.audience.ListFile.Stamp;
import dev.tidings.audience.SyncReport.Counts;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lists of a newsletter become its subscriptions. What a reader said in the store always wins over a file. */
public final class Audience {
  private final AudienceSettings settings;
  private final Forgotten forgotten;
  private final LeftLog left;

  public Audience(AudienceSettings settings) {
    this.settings = settings;
    this.forgotten = new Forgotten(settings.salt());
    this.left = new LeftLog(settings);
  }

  /**
   * How lists are taken over.
   *
   * @param startCursor the number of the last post a new reader counts as told about
   * @param yes whether a list may lose more than half of its readers at once
   */
  public record Sync(Instant now, long startCursor, boolean yes) {}

  /**
   * Reads each list that changed since it was last read. Everything happens in the transaction: rolled back, it is a
   * rehearsal. Whom subscribers/left.csv keeps out stays out. All lists are read before anybody is taken off one, so that a reader may move between them.
   */
  public SyncReport sync(Tx tx, Newsletter newsletter, Sync how) {
    var lists = new ListFile(tx, newsletter.slug());
    var problems = new ArrayList<AudienceProblem>();
    Counts counts = Counts.NONE;
    boolean refused = false;
    var read = new ArrayList<Reading>();
    for (String name : newsletter.subscribers()) {
      Reading reading = read(tx, lists, name, how, newsletter.slug());
      problems.addAll(reading.problems());
      counts = counts.plus(reading.counts());
      refused |= !reading.good();
      if (reading.fresh()) read.add(reading);
    }
    for (String gone : lists.namesBut(newsletter.subscribers()))
      read.add(new Reading(gone, true, true, new Stamp(0, 0, ""), 0, lists.known(gone).map(Known::generation).orElse(0L) + 1, List.of(), Counts.NONE));
    for (Reading reading : read) {
      Optional<Integer> gone = leave(lists, reading, how, problems);
      refused |= gone.isEmpty();
      counts = counts.plus(new Counts(0, gone.orElse(0), 0, 0));
    }
    LeftLog.Applied out = left.applyTo(tx, how.now());
    problems.addAll(out.problems());
    Counts all = new Counts(Math.max(0, counts.joined() - out.ended()), counts.left(), counts.updated(), counts.keptOut() + out.ended());
    return new SyncReport(newsletter.slug(), refused, List.copyOf(problems), all);
  }

  /** @param fresh whether the file was read now · @param good false where it cannot be read */
  private record Reading(
      String name, boolean fresh, boolean good, Stamp stamp, int rows, long generation, List<AudienceProblem> problems, Counts counts) {}

  private Reading read(Tx tx, ListFile lists, String name, Sync how, String newsletter) {
    Path path = settings.folder().resolve(name).normalize();
    Optional<Known> known = lists.known(name);
    if (!path.startsWith(settings.folder().normalize()) || !Files.isRegularFile(path))
      return unread(name, "the list is missing. Nobody was taken off it. Put the file back, or take it out of the newsletter's subscribers.");
    try {
      Stamp quick = Stamp.of(path);
      if (known.isPresent() && known.get().sameAs(quick)) return unchanged(name, known.get());
      var file = new SubscriberFile(shown(name));
      long generation = known.map(Known::generation).orElse(0L) + 1;
      var intake = new ListIntake(tx, new ListIntake.Source(newsletter, "file", name, generation, how, forgotten), file);
      String digest;
      boolean good;
      try (InputStream in = Files.newInputStream(path); var digesting = ListFile.digesting(in)) {
        good = file.read(digesting, intake::take);
        intake.settle();
        digest = ListFile.hex(digesting);
      }
      return new Reading(name, good, good, new Stamp(quick.size(), quick.modified(), digest), intake.rows(), generation, file.problems(), intake.counts());
    } catch (IOException e) {
      return unread(name, "the list cannot be read (" + e.getMessage() + "). Nobody was taken off it. Check its permissions.");
    }
  }

  private Reading unread(String name, String message) {
    return new Reading(name, false, false, new Stamp(0, 0, ""), 0, 0, List.of(new AudienceProblem(shown(name), 0, true, message)), Counts.NONE);
  }

  private Reading unchanged(String name, Known known) {
    return new Reading(name, false, true, known.stamp(), known.rows(), known.generation(), known.problemsOf(shown(name)),
        new Counts(0, 0, 0, known.keptOut()));
  }

  /** Takes off whom the reading did not see; empty where that would be too many at once. */
  private Optional<Integer> leave(ListFile lists, Reading reading, Sync how, List<AudienceProblem> problems) {
    int before = lists.known(reading.name()).map(Known::rows).orElse(0);
    int leaving = lists.leaving(reading.name(), reading.generation());
    boolean tooMany = leaving * 2 > before && before > 0 && !how.yes();
    if (tooMany) {
      problems.add(new AudienceProblem(shown(reading.name()), 0, true,
          "%d of %d readers are gone from the list. Nobody was taken off it. If that is right, run again with --yes.".formatted(leaving, before)));
      lists.keep(reading.name(), new Known(new Stamp(-1, -1, ""), before, reading.generation(), reading.counts().keptOut(), List.of()));
      return Optional.empty();
    }
    int left = lists.takeOff(reading.name(), reading.generation());
    if (reading.stamp().digest().isEmpty()) lists.drop(reading.name());
    else lists.keep(reading.name(), new Known(reading.stamp(), reading.rows(), reading.generation(), reading.counts().keptOut(), reading.problems()));
    return Optional.of(left);
  }

  private static String shown(String name) {
    return "subscribers/" + name;
  }
}
