package dev.tidings.run;

import dev.tidings.audience.Audience;
import dev.tidings.audience.MailAddress;
import dev.tidings.audience.Pacing;
import dev.tidings.audience.Subscribers;
import dev.tidings.audience.Verdicts;
import dev.tidings.store.Database;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Cadence;
import dev.tidings.timetable.Newsletter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What the admin does for single readers, and with lists of them. One transaction each. */
public final class ReaderBook {
  private final Database database;
  private final Clock clock;
  private final Subscribers subscribers;
  private final DigestRun run;

  /** @param run knows where a new reader begins */
  public ReaderBook(Database database, Clock clock, Subscribers subscribers, DigestRun run) {
    this.database = database;
    this.clock = clock;
    this.subscribers = subscribers;
    this.run = run;
  }

  /** A page of readers whose address holds the part. @param after the last address of the page before */
  public List<Subscribers.Found> find(String part, String after, int limit) {
    return database.read(sql -> subscribers.page(sql, part, after, limit));
  }

  /** Her subscriptions, by the store's names for them. */
  public List<Long> places(long id) {
    return database.read(sql -> sql.createQuery("SELECT id FROM subscription WHERE subscriber = ? ORDER BY id").bind(0, id).mapTo(Long.class).list());
  }

  public Optional<String> address(long id) {
    return database.read(sql -> subscribers.address(sql, id));
  }

  /** Takes her in, or in again, on her word. @param consent how and when she agreed */
  public Subscribers.Answer add(MailAddress address, List<String> newsletters, String consent) {
    return database.durably(tx -> subscribers.resubscribe(tx, address, newsletters, consent, clock.instant()));
  }

  /** The same on a word that a program brought. @param program its key's name */
  public Subscribers.Answer add(MailAddress address, List<String> newsletters, String consent, String program) {
    return database.durably(tx -> subscribers.takeIn(tx, address, newsletters, new Subscribers.Word(consent, "api", program), clock.instant()));
  }

  /** @param newsletter all where empty */
  public Subscribers.Answer end(MailAddress address, Optional<String> newsletter) {
    return database.durably(tx -> subscribers.unsubscribe(tx, address, newsletter, clock.instant()));
  }

  /** When her mail comes, on her word. @param pauseUntil no mail before this day on her clock */
  public Subscribers.Answer pace(MailAddress address, Newsletter newsletter, Cadence cadence, Optional<LocalDate> pauseUntil) {
    Optional<String> objection = newsletter.bounds().leeway().objection(cadence);
    if (objection.isPresent()) return new Subscribers.Answer(0, newsletter.slug() + ": " + objection.get() + ". Nothing was changed.");
    ZoneId clockOf = cadence.zone().orElse(newsletter.imprint().zone());
    var pace = new Pacing.Pace(cadence, pauseUntil.map(day -> day.atStartOfDay(clockOf).toInstant()));
    return database.durably(tx -> new Pacing().keep(tx, address, newsletter.slug(), pace, clock.instant()));
  }

  /** @param origin who said so */
  public Subscribers.Answer suppress(MailAddress address, String origin) {
    return database.durably(tx -> subscribers.suppress(tx, address, "admin", origin, clock.instant()));
  }

  public Subscribers.Erasure forget(MailAddress address) {
    return database.durably(tx -> subscribers.forget(tx, address, clock.instant()));
  }

  /** @param name what the list is called; its readers remember it */
  public record Import(Newsletter newsletter, String name, String csv) {}

  /** What taking the list in would do, row by row; nothing is changed. */
  public Subscribers.Imported rehearse(Import list, Verdicts verdicts) {
    return withFile(list, file -> database.rehearse(tx -> take(tx, list, file, verdicts)));
  }

  public Subscribers.Imported take(Import list) {
    return withFile(list, file -> database.durably(tx -> {
      Subscribers.Imported imported = take(tx, list, file, Verdicts.NONE);
      if (imported.good()) subscribers.noteLeft(tx, list.newsletter().slug(), file, clock.instant());
      return imported;
    }));
  }

  private Subscribers.Imported take(Tx tx, Import list, Path file, Verdicts verdicts) {
    return subscribers.importFile(tx, list.newsletter().slug(), file,
        new Audience.Sync(clock.instant(), run.startCursor(tx, list.newsletter()), true, list.newsletter().bounds().leeway()), verdicts);
  }

  private interface Taking {
    Subscribers.Imported of(Path file);
  }

  private static Subscribers.Imported withFile(Import list, Taking taking) {
    try {
      Path folder = Files.createTempDirectory("tidings-import");
      Path file = folder.resolve(list.name().replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^\\.+", "") + (list.name().endsWith(".csv") ? "" : ".csv"));
      try {
        return taking.of(Files.writeString(file, list.csv(), StandardCharsets.UTF_8));
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The list cannot be put aside for reading (" + e.getMessage() + "). Nobody was taken in. Make room in the folder for temporary files.", e);
    }
  }

  /** All readers of a newsletter as CSV. */
  public String export(Newsletter newsletter) {
    var out = new StringWriter();
    database.snapshot(sql -> subscribers.export(sql, newsletter.slug(), out));
    return out.toString();
  }
}
