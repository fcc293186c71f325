package dev.tidings.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A newsroom one can play with: a house, a relay with its inbox, a clock with a knob, and what was last reported. Each button of the
 * page is one method here; each goes through the ordinary path.
 */
public final class Demo implements AutoCloseable {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final LocalTime BEFORE_THE_FIRST_SLOT = LocalTime.of(6, 55);
  /** Longer than the first steps of the back-off, so that mended means delivered. */
  private static final Duration AFTER_MENDING = Duration.ofHours(1);

  private final Newsroom newsroom;
  private final Newsroom.Place place;
  private final boolean rehearsal;
  private final TurningClock clock;
  private final LoopbackRelay relay;
  private final LocalDate first;
  private Newsroom.Report report = new Newsroom.Report("", List.of(), List.of(), List.of());
  private int mornings;
  private int edits;
  private String said = "";

  private Demo(Newsroom newsroom, Newsroom.Place place, boolean rehearsal, Clock base) {
    this.newsroom = newsroom;
    this.place = place;
    this.rehearsal = rehearsal;
    this.clock = new TurningClock(base);
    this.first = LocalDate.ofInstant(base.instant(), LONDON);
    this.relay = new LoopbackRelay(clock);
  }

  /** Makes the sample house in an empty folder and publishes its first morning. */
  public static Demo sample(Newsroom newsroom, Path folder, Clock base) {
    var demo = new Demo(newsroom, new Newsroom.Place(folder, folder), false, base);
    SamplePosts.furnish(folder, demo.first);
    demo.clock.turnTo(demo.first.atTime(BEFORE_THE_FIRST_SLOT).atZone(LONDON).toInstant());
    demo.publish("The house is furnished.");
    demo.turnToNextSlot();
    demo.publish("The first morning is printed. One post is held back on purpose: see below.");
    return demo;
  }

  /** The admin's own posts, templates and lists on a copy of the store in {@code work}; the mail goes to the loopback inbox only. */
  public static Demo rehearsal(Newsroom newsroom, Path home, Path work, Clock base) {
    StoreCopy.make(home, work);
    var demo = new Demo(newsroom, new Newsroom.Place(home, work), true, base);
    demo.publish("The posts and lists were taken in.");
    demo.nextMorning();
    return demo;
  }

  /** Turns the clock to the next slot; the sample house gets what was written overnight. */
  public synchronized void nextMorning() {
    Optional<Instant> slot = turnToNextSlot();
    if (slot.isEmpty()) {
      said = "No newsletter of this house has a schedule, so there is no next morning.";
      return;
    }
    mornings++;
    if (!rehearsal) SamplePosts.morning(posts(), mornings, LocalDate.ofInstant(slot.get(), LONDON));
    publish("The clock was turned to the next slot.");
  }

  synchronized void latePost() {
    SamplePosts.late(posts(), first);
    publish("A post dated three days ago has come in. It is told in the next edition, once.");
  }

  synchronized void editStory() {
    edits++;
    SamplePosts.edit(posts(), first, edits);
    publish("The story about ovens was edited. That is not news: nobody gets it again; feeds and pages show the new text.");
  }

  synchronized void breakRelay() {
    relay.breakDown();
    said = "The relay is down: nobody listens. Turn to the next morning and see what the account says.";
  }

  synchronized void mendRelay() {
    relay.mend();
    clock.turnTo(clock.instant().plus(AFTER_MENDING));
    publish("The relay listens again, and an hour has passed. What was deferred has been tried again.");
  }

  /** One line per edition, newest first. */
  public List<String> account() {
    return report().account().stream().map(row -> "%s %d, %s, \"%s\": %d stories; planned %d = %s".formatted(
        row.edition().newsletter(), row.edition().number(), row.edition().slot(), row.edition().subject(), row.edition().stories(),
        row.planned(), DemoPage.states(row.states()))).toList();
  }

  /** Writes each mail of the inbox to a file, as it came over the wire. */
  public void keepLetters() {
    try {
      Files.createDirectories(inbox());
      for (Letter letter : letters())
        Files.writeString(inbox().resolve("%03d.eml".formatted(letter.number())), letter.source());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path inbox() {
    return place.work().resolve("inbox");
  }

  public synchronized Newsroom.Report report() {
    return report;
  }

  synchronized List<Letter> letters() {
    return relay.letters();
  }

  synchronized State state() {
    return new State(clock.instant(), relay.listens(), rehearsal, said);
  }

  synchronized void say(String words) {
    said = words;
  }

  /** What the page says above everything else. */
  record State(Instant now, boolean relayListens, boolean rehearsal, String said) {}

  /** Where feeds and pages are. */
  public Path site() {
    return place.work().resolve("site");
  }

  @Override
  public void close() {
    relay.close();
  }

  private Path posts() {
    return place.home().resolve("posts");
  }

  private Optional<Instant> turnToNextSlot() {
    Optional<Instant> slot = newsroom.nextSlot(place, clock.instant());
    slot.ifPresent(clock::turnTo);
    return slot;
  }

  private void publish(String what) {
    int before = letters().size();
    report = newsroom.publish(place, clock, relay.address());
    int came = letters().size() - before;
    said = what + " " + came(came);
  }

  private String came(int mails) {
    if (mails > 0) return mails == 1 ? "One mail came." : mails + " mails came.";
    if (relay.listens()) return "No mail came.";
    return "No mail came: the relay is down. Nothing is lost, see the account below; mend the relay and they go out, each once.";
  }
}
