package dev.tidings.app;

import dev.tidings.audience.SyncReport;
import dev.tidings.config.Settings;
import dev.tidings.deliver.Courier;
import dev.tidings.deliver.DeliveryReport;
import dev.tidings.deliver.Progress;
import dev.tidings.demo.Newsroom;
import dev.tidings.mail.RelaySettings;
import dev.tidings.post.PostProblem;
import dev.tidings.report.EditionReport;
import dev.tidings.run.Morning;
import dev.tidings.run.RunRequest;
import dev.tidings.store.Database;
import dev.tidings.store.StorePlace;
import dev.tidings.timetable.Slot;
import dev.tidings.timetable.Timetable;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code run} does, for the demo: the same parts, another clock and another relay. */
final class OrdinaryNewsroom implements Newsroom {
  private static final int ROWS = 50;

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public Optional<Instant> nextSlot(Place place, Instant after) {
    return OpenHouse.settings(place.home(), true).newsletters().stream()
        .flatMap(newsletter -> Timetable.slotsAfter(newsletter, after, 1).stream()).map(Slot::instant).sorted().findFirst();
  }

  @Override
  public Report publish(Place place, Clock clock, InetSocketAddress relay) {
    boolean rehearsal = !place.work().equals(place.home());
    Settings settings = OpenHouse.settings(place.home(), rehearsal);
    try (var app = new App(settings, place.work(), clock, Database.open(new StorePlace.File(place.work().resolve("data/tidings.db"))))) {
      Morning morning = app.conductor().run().publish(RunRequest.SCHEDULED)
          .orElseThrow(() -> new IllegalStateException("another process publishes from the demo's own folder"));
      DeliveryReport delivered = deliver(app, clock, relay);
      return new Report(withoutSlash(settings.look().site().toString()), problems(morning), notes(morning, delivered), rows(app.database()));
    }
  }

  private static DeliveryReport deliver(App app, Clock clock, InetSocketAddress relay) {
    try (Courier courier = app.courier(app.queue(), Optional.of(loopback(relay)), Progress.SILENT)) {
      return courier.deliver(clock.instant());
    }
  }

  private static RelaySettings loopback(InetSocketAddress relay) {
    var line = new RelaySettings.Line(2, "localhost", Duration.ofSeconds(10));
    return new RelaySettings("demo", "127.0.0.1", relay.getPort(), RelaySettings.Security.NONE, Optional.empty(), line);
  }

  private static List<String> problems(Morning morning) {
    Stream<String> posts = morning.problems().stream().filter(problem -> problem.severity() != PostProblem.Severity.NOTE).map(Object::toString);
    Stream<String> lists = morning.lists().stream().map(SyncReport::problems).flatMap(List::stream).map(Object::toString);
    return Stream.concat(posts, lists).distinct().toList();
  }

  private static List<String> notes(Morning morning, DeliveryReport delivered) {
    var notes = new ArrayList<String>();
    morning.skipped().forEach(skipped -> notes.add("%s, %s: no edition (%s).".formatted(skipped.slot().newsletter(),
        skipped.slot().local().toString().replace('T', ' '), skipped.reason().replace('-', ' '))));
    delivered.trouble().ifPresent(notes::add);
    return notes;
  }

  private static List<Row> rows(Database ledger) {
    return EditionReport.latest(ledger, Optional.empty(), ROWS).stream().map(row -> {
      Map<String, Integer> states = new LinkedHashMap<>();
      row.counts().forEach((state, count) -> {
        if (count > 0) states.put(state.word(), Math.toIntExact(count));
      });
      var name = row.name();
      return new Row(new Edition(name.newsletter(), name.number(), name.slot().replace('T', ' ') + " " + name.zone(), row.subject(), row.stories()),
          Math.toIntExact(row.planned()), states);
    }).toList();
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
