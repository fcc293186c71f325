package dev.tidings.app;

import dev.tidings.deliver.Courier;
import dev.tidings.deliver.Progress;
import dev.tidings.mail.RelaySettings;
import dev.tidings.run.RunRequest;
import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real parts of a house (store, press, ledger, courier, a relay on loopback) on a clock that is turned; and who was told what, how often, as the relay saw it. */
final class Chronicle implements AutoCloseable {
  private static final Pattern STORY = Pattern.compile("Story[0-9]{4}");
  private final Path home;
  private final RawRelay relay = new RawRelay();
  private final TurnedClock clock = new TurnedClock(Instant.EPOCH);
  private final Map<String, Map<String, Integer>> told = new TreeMap<>();
  private final Map<String, List<Instant>> moments = new TreeMap<>();
  private App app;
  private int mails;

  /** @param home a house with its configuration */
  Chronicle(Path home, Instant now) throws IOException {
    this.home = home;
    clock.now = now;
    this.app = open();
  }

  private App open() {
    return new App(OpenHouse.settings(home, false), home, clock, Database.open(TestStore.place(home.resolve("data/tidings.db"))));
  }

  /** As if the program had ended and begun again. */
  void restart() {
    app.close();
    app = open();
  }

  App app() {
    return app;
  }

  Instant now() {
    return clock.now;
  }

  void turnTo(Instant moment) {
    clock.now = moment;
  }

  /** Publishes what is due. @param byHand a newsletter to publish now, whatever its schedule */
  void publish(Optional<String> byHand) {
    app.conductor().run().publish(new RunRequest(byHand, false)).orElseThrow(() -> new IllegalStateException("nobody else publishes here"));
  }

  /** Sends what is due. @param relayIsUp whether anybody answers */
  void deliver(boolean relayIsUp) {
    app.queue().tidy();
    var line = new RelaySettings.Line(2, "localhost", Duration.ofSeconds(10));
    var settings = new RelaySettings("quay", "127.0.0.1", relayIsUp ? relay.address().getPort() : 1, RelaySettings.Security.NONE, Optional.empty(), line);
    if (app.queue().nextDue(any -> true).filter(due -> !due.isAfter(clock.now)).isEmpty()) return;
    try (Courier courier = app.courier(app.queue(), Optional.of(settings), Progress.SILENT)) {
      courier.deliver(clock.now);
    }
    for (; mails < relay.mails.size(); mails++) count(relay.mails.get(mails));
  }

  private void count(RawRelay.Received mail) {
    Set<String> seen = new HashSet<>();
    Matcher matcher = STORY.matcher(new StrictMail(mail.bytes()).text());
    while (matcher.find()) seen.add(matcher.group());
    moments.computeIfAbsent(mail.recipient(), any -> new ArrayList<>()).add(clock.now);
    Map<String, Integer> counts = told.computeIfAbsent(mail.recipient(), any -> new HashMap<>());
    seen.forEach(name -> counts.merge(name, 1, Integer::sum));
  }

  /** How often each story was told, by its name. */
  Map<String, Integer> told(String address) {
    return told.getOrDefault(address, Map.of());
  }

  /** When each of her mails came. */
  List<Instant> moments(String address) {
    return moments.getOrDefault(address, List.of());
  }

  int mails() {
    return mails;
  }

  @Override
  public void close() throws IOException {
    app.close();
    relay.close();
  }
}
