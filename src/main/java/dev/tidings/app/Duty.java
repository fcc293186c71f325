package dev.tidings.app;

import dev.tidings.bounce.BounceSettings;
import dev.tidings.bounce.Rounds;
import dev.tidings.config.Settings;
import dev.tidings.deliver.Courier;
import dev.tidings.deliver.DeliveryReport;
import dev.tidings.post.PostProblem;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.run.Morning;
import dev.tidings.run.RunRequest;
import dev.tidings.schedule.Alarm;
import dev.tidings.schedule.FolderWatch;
import dev.tidings.schedule.Shift;
import dev.tidings.store.StoreException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reading of the configuration at work: who publishes when woken, who delivers, and what wakes them. */
final class Duty implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Duty.class);
  private static final Duration PUBLISH_UNASKED = Duration.ofMinutes(1);
  private static final Duration DELIVER_UNASKED = Duration.ofSeconds(1);
  private static final Duration TIDY_EVERY = Duration.ofSeconds(15);
  private static final Duration COLLECT_EVERY = Duration.ofMinutes(5);
  private static final Duration HUB_UNASKED = Duration.ofMinutes(1);
  private static final Duration WEBHOOKS_UNASKED = Duration.ofSeconds(5);
  private static final Duration KEEP_UNASKED = Duration.ofMinutes(10);
  private static final Duration STAY = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private final App app;
  private final DeliveryQueue queue;
  private final Courier courier;
  private final Shift delivering;
  private final Shift publishing;
  private final Shift collecting;
  private final Shift telling;
  private final Shift reporting;
  private final Shift keeping;
  private final Alarm alarm;
  private final FolderWatch watch;
  private Set<String> said = new HashSet<>();
  private long tidiedAt = System.nanoTime();
  private volatile Optional<String> relayTrouble = Optional.empty();

  /** Begins at once. @param app closed with this */
  Duty(App app) {
    this.app = app;
    this.queue = app.queue();
    this.courier = app.standingCourier();
    this.delivering = new Shift("courier", DELIVER_UNASKED, this::deliver);
    this.telling = new Shift("hub", HUB_UNASKED, this::tellHub);
    app.outbox().listen();
    this.reporting = new Shift("webhooks", WEBHOOKS_UNASKED, this::report);
    this.keeping = new Shift("upkeep", KEEP_UNASKED, this::keep);
    this.publishing = new Shift("press", PUBLISH_UNASKED, this::publish);
    this.collecting = new Shift("bounces", COLLECT_EVERY, this::collect);
    this.alarm = new Alarm(app.settings().newsletters(), new Alarm.Clocks(app.clock(), Clock.systemUTC()), publishing::call);
    this.watch = new FolderWatch(folders(app.settings()), publishing::call);
  }

  private static List<Path> folders(Settings settings) {
    var folders = new ArrayList<>(settings.posts().folders());
    folders.add(settings.house().resolve("notes"));
    folders.add(settings.audience().folder());
    return folders;
  }

  App app() {
    return app;
  }

  Alarm alarm() {
    return alarm;
  }

  DeliveryQueue queue() {
    return queue;
  }

  Shift publishing() {
    return publishing;
  }

  Shift delivering() {
    return delivering;
  }

  /** Why the relay rests, if it does. */
  Optional<String> relayTrouble() {
    return relayTrouble;
  }

  /** The timetable decides what is due; who was woken for nothing changes nothing. */
  private boolean publish() {
    return published(app.conductor().run().publish(RunRequest.SCHEDULED)).isPresent(); // another process publishes: look again when it is done
  }

  /** Publishes a newsletter because somebody asked for it. */
  Optional<Morning> publish(String newsletter) {
    return published(app.conductor().run().publish(new RunRequest(Optional.of(newsletter), false)));
  }

  private Optional<Morning> published(Optional<Morning> morning) {
    morning.ifPresent(this::tell);
    if (app.seeds().catchUp() + app.editors().catchUp() > 0) delivering.call();
    app.watch();
    if (morning.filter(done -> !done.editions().isEmpty()).isPresent()) {
      OpenHouse.notePublished(app);
      delivering.call();
    }
    if (morning.filter(done -> !done.feeds().changed().isEmpty()).isPresent()) telling.call();
    if (morning.isPresent()) app.conductor().search().catchUp(app.clock().instant());
    return morning;
  }

  private boolean deliver() {
    if (System.nanoTime() - tidiedAt > TIDY_EVERY.toNanos()) {
      queue.tidy();
      tidiedAt = System.nanoTime();
    }
    if (queue.nextDue(newsletter -> true).filter(due -> !due.isAfter(app.clock().instant())).isEmpty()) return true;
    OpenHouse.notePublished(app);
    DeliveryReport report = courier.deliver(app.clock().instant().plus(STAY));
    relayTrouble = report.trouble();
    return true;
  }

  /** Beside everything else: a slow hub holds nobody up. */
  private boolean tellHub() {
    app.conductor().hub().tell().ifPresent(LOG::warn);
    return true;
  }

  /** Each webhook's trouble is said by its own growing pauses. */
  private boolean report() {
    app.outbox().tell().forEach(LOG::warn);
    return true;
  }

  /** A backup that cannot be made is said as the store's own trouble is, and tried again after the usual pause. */
  private boolean keep() {
    try {
      app.upkeep().keep().forEach(LOG::info);
    } catch (StoreException e) {
      LOG.warn(e.getMessage());
    }
    return true;
  }

  /** What came back, and wishes to leave by mail. */
  private boolean collect() {
    for (BounceSettings.Box box : app.settings().bounce().boxes()) {
      Rounds.Result result = app.rounds().collect(box);
      result.sentences().forEach(LOG::info);
      result.trouble().ifPresent(LOG::warn);
    }
    return true;
  }

  /** Each problem is said once while it lasts. */
  private synchronized void tell(Morning morning) {
    morning.editions().forEach(edition -> LOG.info("published edition={}", edition));
    morning.notices().forEach(LOG::warn);
    morning.skipped().stream().filter(skipped -> !skipped.isMissed() && !skipped.isOpen()).forEach(skipped -> LOG.info("no edition newsletter={} slot={} reason={}", skipped.slot().newsletter(), skipped.slot().local(), skipped.reason()));
    if (morning.feeds().written() > 0) LOG.info("feeds and pages written={} unchanged={}", morning.feeds().written(), morning.feeds().unchanged());
    Set<String> now = morning.problems().stream().filter(problem -> problem.severity() != PostProblem.Severity.NOTE).map(PostProblem::toString).collect(Collectors.toSet());
    morning.lists().forEach(list -> list.problems().forEach(problem -> now.add(problem.toString())));
    morning.skipped().stream().filter(Morning.Skipped::isOpen).forEach(skipped -> now.add("not yet newsletter=%s slot=%s reason=%s".formatted(skipped.slot().newsletter(), skipped.slot().local(), skipped.reason())));
    now.stream().filter(problem -> !said.contains(problem)).sorted().forEach(LOG::warn);
    said = now;
  }

  /** Nothing new is begun; what is in flight gets its answer. */
  @Override
  public void close() {
    alarm.close();
    watch.close();
    courier.close();
    boolean ended = delivering.end(PATIENCE) & publishing.end(PATIENCE) & collecting.end(Duration.ofSeconds(1)) & telling.end(PATIENCE) & reporting.end(PATIENCE) & keeping.end(PATIENCE);
    if (!ended) LOG.warn("The relay or the disk was too slow to wait for. What was in flight is looked at again at the next start.");
    app.close();
  }
}
