package dev.tidings.run;

import dev.tidings.audience.Audience;
import dev.tidings.audience.SyncReport;
import dev.tidings.feed.FeedReport;
import dev.tidings.post.PostProblem;
import dev.tidings.queue.Amends;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.shelf.Settled;
import dev.tidings.store.Database;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The journey from a folder of posts to a queue of deliveries: gather, take the lists in, publish what is due, write feeds and
 * pages. Running it twice for the same moment changes nothing. Delivering is somebody else's: the queue is between.
 */
public final class DigestRun {
  private final Database database;
  private final Clock clock;
  private final Path data;
  private final Stages stages;

  DigestRun(Database database, Clock clock, Path data, Stages stages) {
    this.database = database;
    this.clock = clock;
    this.data = data;
    this.stages = stages;
  }

  /** What the journey is made of. */
  record Stages(List<Newsletter> newsletters, Gather gather, Audience audience, Presses presses, Press press, FeedRun feeds, Supplier<DeliveryQueue> queue) {}

  /** Posts, lists and numbers as they are after taking everything in. */
  record Shelved(Settled posts, List<SyncReport> lists) {
    boolean refuses(Newsletter newsletter) {
      return lists.stream().anyMatch(list -> list.newsletter().equals(newsletter.slug()) && list.refused());
    }
  }

  /** Empty where another process is publishing at this moment; it does the same work. What is asked for by hand waits for its turn. */
  public Optional<Morning> publish(RunRequest request) {
    try (PublishLock lock = request.now().isPresent() ? PublishLock.await(database, data) : PublishLock.take(database, data).orElse(null)) {
      return lock == null ? Optional.empty() : Optional.of(journey(request));
    }
  }

  private Morning journey(RunRequest request) {
    Instant now = clock.instant();
    stages.queue().get().tidy(); // what a dead process held, or what has expired, is decided before anything newer is told
    Optional<PostProblem> clockSetBack = database.read(sql -> Standing.aheadOf(sql, now));
    List<PostProblem> fetched = stages.gather().fetch(now);
    Gather.Found found = database.read(stages.gather()::look);
    Shelved shelved = database.durably(tx -> {
      Amends.catchUp(tx, now);
      return shelve(tx, found, request, now);
    });
    var problems = new ArrayList<PostProblem>();
    var editions = new ArrayList<Long>();
    var skipped = new ArrayList<Morning.Skipped>();
    for (Newsletter newsletter : stages.newsletters()) {
      if (shelved.refuses(newsletter)) continue;
      boolean byHand = request.now().filter(newsletter.slug()::equals).isPresent();
      var turn = new Press.Turn(newsletter, found.library(), now, byHand, problems::add);
      Press.Done done = database.durably(tx -> stages.press().publish(tx, turn));
      done.edition().ifPresent(editions::add);
      skipped.addAll(done.skipped());
    }
    FeedReport feeds = feeds(found, now);
    clockSetBack.ifPresent(problems::add);
    problems.addAll(0, fetched);
    problems.addAll(0, shelved.posts().problems());
    problems.addAll(stages.press().composer().judgeTemplates(!editions.isEmpty()));
    problems.addAll(feeds.problems());
    return new Morning(shelved.posts(), feeds, editions, skipped, shelved.lists(), problems);
  }

  /** Posts get their numbers before readers get their cursors: a new reader begins where the shelf is. */
  Shelved shelve(Tx tx, Gather.Found found, RunRequest request, Instant now) {
    Settled settled = stages.gather().settle(tx, found, stages.newsletters(), now);
    List<SyncReport> lists =
        stages.newsletters().stream()
            .map(newsletter -> {
              long cursor = stages.presses().firstCursor(tx.sql(), newsletter, now);
              return stages.audience().sync(tx, newsletter, new Audience.Sync(now, cursor, request.yes(), newsletter.bounds().leeway()));
            })
            .toList();
    return new Shelved(settled, lists);
  }

  /** Where a reader who joins now begins. */
  public long startCursor(Tx tx, Newsletter newsletter) {
    return startCursor(tx, newsletter, Optional.empty());
  }

  /**
   * Where a reader begins who was told elsewhere. Where nothing stands on the shelf yet, the folder is read first: else the first
   * edition would hold all of it for her.
   *
   * @param told up to when; empty = a new reader
   */
  public long startCursor(Tx tx, Newsletter newsletter, Optional<Instant> told) {
    Instant now = clock.instant();
    if (stages.presses().isBare(tx.sql(), newsletter)) stages.gather().settle(tx, stages.gather().look(tx.sql()), stages.newsletters(), now);
    return told.map(moment -> stages.presses().cursorAt(tx.sql(), newsletter, moment)).orElseGet(() -> stages.presses().firstCursor(tx.sql(), newsletter, now));
  }

  /** While nobody publishes; waits for its turn. */
  <T> T between(Supplier<T> work) {
    try (PublishLock lock = PublishLock.await(database, data)) {
      return work.get();
    }
  }

  Stages stages() {
    return stages;
  }

  /** Only the feeds and pages, and nobody is told anything. */
  public Morning feedsOnly() {
    try (PublishLock lock = PublishLock.await(database, data)) {
      return feeds();
    }
  }

  /** Where a folder of posts is missing, the site is not emptied for it. */
  private FeedReport feeds(Gather.Found found, Instant now) {
    return found.whole() ? stages.feeds().write(found.library(), now) : FeedReport.UNCHANGED;
  }

  private Morning feeds() {
    Instant now = clock.instant();
    List<PostProblem> fetched = stages.gather().fetch(now);
    Gather.Found found = database.read(stages.gather()::look);
    Settled settled = database.durably(tx -> stages.gather().settle(tx, found, stages.newsletters(), now));
    FeedReport feeds = feeds(found, now);
    List<PostProblem> problems = Stream.of(settled.problems(), fetched, feeds.problems()).flatMap(List::stream).toList();
    return new Morning(settled, feeds, List.of(), List.of(), List.of(), problems);
  }
}
