package dev.tidings.audience;

import dev.tidings.audience.ListFile.Known;
import dev.tidings.audience.ListFile.Stamp;
import dev.tidings.audience.SyncReport.Counts;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Leeway;
import dev.tidings.timetable.Newsletter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
   * @param leeway what the newsletter offers its readers about when it comes
   */
  public record Sync(Instant now, long startCursor, boolean yes, Leeway leeway) {
    public Sync(Instant now, long startCursor, boolean yes) {
      this(now, startCursor, yes, Leeway.ALL);
    }
  }

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
      read.add(new Reading(gone, true, true, new Stamp(0, 0, ""), 0, lists.known(gone).map(Known::generation).orElse(0L) + 1, List.of(), Counts.NONE, new BrokenRows()));
    for (Reading reading : read) {
      Optional<Integer> gone = leave(lists, reading, how, problems);
      refused |= gone.isEmpty();
      counts = counts.plus(new Counts(0, gone.orElse(0), 0, 0));
    }
    LeftLog.Applied out = left.applyIfChanged(tx, how.now(), !read.isEmpty());
    problems.addAll(out.problems());
    Counts all = new Counts(Math.max(0, counts.joined() - out.ended()), counts.left(), counts.updated(), counts.keptOut() + out.ended());
    return new SyncReport(newsletter.slug(), refused, List.copyOf(problems), all);
  }

  /** @param fresh whether the file was read now · @param good false where it cannot be read */
  private record Reading(
      String name, boolean fresh, boolean good, Stamp stamp, int rows, long generation, List<AudienceProblem> problems, Counts counts, BrokenRows broken) {}

  /** @param readers who stay for a row that broke */
  private record Held(int readers, List<AudienceProblem> problems) {}

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
      var intake = new ListIntake(tx.sql(), new ListIntake.Source(newsletter, "file", name, generation, how, forgotten), file);
      String digest;
      boolean good;
      try (InputStream in = Files.newInputStream(path); var digesting = ListFile.digesting(in)) {
        good = file.read(digesting, intake);
        intake.settle();
        digest = ListFile.hex(digesting);
      }
      return new Reading(name, good, good, new Stamp(quick.size(), quick.modified(), digest), intake.rows(), generation, file.problems(), intake.counts(), intake.broken());
    } catch (IOException e) {
      return unread(name, "the list cannot be read (" + e.getMessage() + "). Nobody was taken off it. Check its permissions.");
    }
  }

  private Reading unread(String name, String message) {
    return new Reading(name, false, false, new Stamp(0, 0, ""), 0, 0, List.of(new AudienceProblem(shown(name), 0, true, message)), Counts.NONE, new BrokenRows());
  }

  private Reading unchanged(String name, Known known) {
    return new Reading(name, false, true, known.stamp(), known.rows(), known.generation(), known.problemsOf(shown(name)),
        new Counts(0, 0, 0, known.keptOut()), new BrokenRows());
  }

  /** Takes off whom the reading did not see; empty where that would be too many at once. */
  private Optional<Integer> leave(ListFile lists, Reading reading, Sync how, List<AudienceProblem> problems) {
    int before = lists.known(reading.name()).map(Known::rows).orElse(0);
    Held held = holdForBrokenRows(lists, reading);
    problems.addAll(held.problems());
    boolean missed = lists.missed(reading.name(), reading.generation());
    int leaving = missed ? lists.leaving(reading.name(), reading.generation()) : 0;
    boolean tooMany = leaving * 2 > before && before > 0 && !how.yes();
    if (tooMany) {
      problems.add(new AudienceProblem(shown(reading.name()), 0, true,
          "%d of %d readers are gone from the list. Nobody was taken off it. If that is right, run again with --yes.".formatted(leaving, before)));
      lists.keep(reading.name(), new Known(new Stamp(-1, -1, ""), before, reading.generation(), reading.counts().keptOut(), List.of()));
      return Optional.empty();
    }
    int left = missed ? lists.takeOff(reading.name(), reading.generation()) : 0;
    if (reading.stamp().digest().isEmpty()) lists.drop(reading.name());
    else lists.keep(reading.name(), new Known(reading.stamp(), reading.rows() + held.readers(), reading.generation(), reading.counts().keptOut(),
        Stream.concat(reading.problems().stream(), held.problems().stream()).toList()));
    return Optional.of(left);
  }

  /** A row that turned bad does not end its reader: she stays until the row is mended or removed. */
  private static Held holdForBrokenRows(ListFile lists, Reading reading) {
    Map<Long, Long> before = lists.broken(reading.name());
    var now = new LinkedHashMap<Long, Long>();
    for (long digest : reading.broken().digests()) now.put(digest, before.getOrDefault(digest, 0L));
    for (long held : now.values()) if (held > 0) lists.see(reading.name(), reading.generation(), held);
    Map<Long, BrokenRows.Gone> owners = now.isEmpty() ? Map.of()
        : lists.unseen(reading.name(), reading.generation(), gone -> reading.broken().owners(before.keySet(), gone));
    var stays = new ArrayList<AudienceProblem>();
    owners.forEach((digest, owner) -> {
      lists.see(reading.name(), reading.generation(), owner.subscription());
      now.put(digest, owner.subscription());
      stays.add(new AudienceProblem(shown(reading.name()), reading.broken().line(digest), false,
          RowReader.shown(owner.key()) + " is not on the list any more, but this row broke and looks like hers. She goes on getting mail until it is mended or removed."));
    });
    lists.keepBroken(reading.name(), now);
    return new Held((int) now.values().stream().filter(held -> held > 0).count(), stays);
  }

  private static String shown(String name) {
    return "subscribers/" + name;
  }
}
