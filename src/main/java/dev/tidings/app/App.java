package dev.tidings.app;

import dev.tidings.audience.Audience;
import dev.tidings.audience.LeftLog;
import dev.tidings.audience.Subscribers;
import dev.tidings.audience.Tokens;
import dev.tidings.bounce.BounceDesk;
import dev.tidings.bounce.Classifier;
import dev.tidings.bounce.Rounds;
import dev.tidings.cli.Unusable;
import dev.tidings.config.Settings;
import dev.tidings.deliver.Bell;
import dev.tidings.deliver.Courier;
import dev.tidings.deliver.DeliverySettings;
import dev.tidings.deliver.Progress;
import dev.tidings.feed.FeedComposer;
import dev.tidings.hook.Hooks;
import dev.tidings.hook.Outbox;
import dev.tidings.intake.FeedIntake;
import dev.tidings.mail.DkimKey;
import dev.tidings.mail.DkimSigner;
import dev.tidings.mail.MailComposer;
import dev.tidings.mail.ReturnPath;
import dev.tidings.mail.RelaySettings;
import dev.tidings.markup.Markdown;
import dev.tidings.post.PostFolder;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.queue.RetrySchedule;
import dev.tidings.render.Hole;
import dev.tidings.render.MailTemplates;
import dev.tidings.render.TemplateFolder;
import dev.tidings.render.Words;
import dev.tidings.run.EditorDesk;
import dev.tidings.run.Conductor;
import dev.tidings.run.Equipment;
import dev.tidings.shelf.PostSite;
import dev.tidings.run.ReaderDesk;
import dev.tidings.run.ReaderLetters;
import dev.tidings.run.RecapDesk;
import dev.tidings.shelf.Shelf;
import dev.tidings.run.SeedDesk;
import dev.tidings.run.Watchman;
import dev.tidings.store.Database;
import dev.tidings.store.Upkeep;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** An open house: every part made once, in the order it is needed. Closing it closes all in reverse. */
final class App implements AutoCloseable {
  private final Settings settings;
  private final Clock clock;
  private final Path work;
  private final Database database;
  private final MailTemplates templates;
  private final TemplateFolder templateFolder;
  private final Conductor conductor;
  private final Shelf shelf;
  private @Nullable DeliveryQueue queue;
  private @Nullable DeliveryQueue notices;

  /**
   * @param settings with the house's id and salt
   * @param work holds data/ and site/; the house itself unless this is a rehearsal
   * @param database closed with this
   */
  App(Settings settings, Path work, Clock clock, Database database) {
    this.settings = settings;
    this.work = work;
    this.clock = clock;
    this.database = database;
    Path own = settings.house().resolve("templates");
    this.templateFolder = new TemplateFolder(Optional.of(own), Optional.of(work.resolve("data/templates-good")));
    this.templates = new MailTemplates(settings.look(), templateFolder);
    this.shelf = new Shelf(settings.feeds().ids(), settings.look().site(), settings.posts().permalink().map(pattern -> new PostSite(settings.posts().site(), pattern)));
    var makers = new Equipment.Makers(sources(), shelf, new Markdown(), new Audience(settings.audience()), templates,
        new FeedComposer(settings.feeds().settings(), settings.look(), language(), templateFolder));
    var folders = new Equipment.Folders(work.resolve("data"), work.resolve("site"), settings.house().resolve("notes"));
    var program = new Equipment.Program(settings.newsletters(), settings.look().site(), settings.mail().life(), Dress.of(settings, own));
    this.conductor = new Conductor(new Equipment(database, clock, folders, program, makers, this::queue));
  }

  private Equipment.Sources sources() {
    Path fetched = work.resolve("data/feeds");
    return new Equipment.Sources(new PostFolder(settings.posts(), Optional.of(fetched)), new FeedIntake(fetched, settings.feeds().followed()));
  }

  /** The same house with another reading of its configuration. To be called when this one is closed. */
  App with(Settings fresh) {
    return new App(fresh, work, clock, Database.open(fresh.storeIn(work)));
  }

  String language() {
    return settings.newsletters().stream().map(newsletter -> newsletter.imprint().language()).findFirst().orElse("en");
  }

  Settings settings() {
    return settings;
  }

  Clock clock() {
    return clock;
  }

  Database database() {
    return database;
  }

  Shelf shelf() {
    return shelf;
  }

  Conductor conductor() {
    return conductor;
  }

  MailTemplates templates() {
    return templates;
  }

  TemplateFolder templateFolder() {
    return templateFolder;
  }

  /** Made when somebody asks first; there is one. */
  synchronized DeliveryQueue queue() {
    DeliveryQueue open = queue == null ? queue(DeliveryQueue.Scope.ALL) : queue;
    queue = open;
    return open;
  }

  /** The same for notices only. */
  synchronized DeliveryQueue notices() {
    DeliveryQueue open = notices == null ? queue(DeliveryQueue.Scope.NOTICES) : notices;
    notices = open;
    return open;
  }

  private DeliveryQueue queue(DeliveryQueue.Scope scope) {
    return new DeliveryQueue(database, work.resolve("data/claims"), new DeliveryQueue.Clocks(clock, Clock.systemUTC()), RetrySchedule.DEFAULT, scope);
  }

  /** The courier takes the queue to the house's relays, or to another one instead; it is the caller's to close. */
  Courier courier(DeliveryQueue queue, Optional<RelaySettings> instead, Progress progress) {
    return new Courier(queue, instead.map(DeliverySettings::over).orElse(settings.delivery()), mailComposer(), clock, progress);
  }

  /** The one of a process that stays. */
  Courier standingCourier() {
    return new Courier(queue(), settings.delivery().standing(), mailComposer(), clock, Progress.SILENT);
  }

  /** Trouble that no courier sees is told, and its end. */
  void watch() {
    var limits = settings.delivery().told().limits();
    var watchman = new Watchman(database, clock, new Watchman.Round(settings.newsletters(), settings.house(), limits.bounces(), limits.disk()));
    Bell bell = Bell.of(settings.delivery().told(), queue());
    watchman.look().forEach(finding -> bell.hear(new Bell.Matter(finding.key(), finding.title(), finding.over()), finding.trouble()));
  }

  /** Editing by mail. */
  EditorDesk editors() {
    return new EditorDesk(new EditorDesk.House(database, clock, settings.newsletters(), settings.editors(), new EditorDesk.Parts(conductor.planner(), this::queue, this::tokens, settings.look())));
  }

  /** What readers do with their own hands. */
  ReaderDesk readerDesk() {
    return new ReaderDesk(readerHouse(), settings.audience(), tokens(), letters());
  }

  RecapDesk recaps() {
    return new RecapDesk(readerHouse(), letters());
  }

  private ReaderDesk.House readerHouse() {
    return new ReaderDesk.House(database, clock, conductor.run(), queue(), settings.newsletters());
  }

  private ReaderLetters letters() {
    return new ReaderLetters(settings.look(), Words.of(language(), templateFolder, settings.look().texts()));
  }

  /** Machines that share a store make and know the same links, so they have the same keys. */
  private Tokens tokens() {
    Tokens tokens = Tokens.open(keys());
    if (database.locks().isEmpty()) return tokens;
    String ours = tokens.token(Tokens.Purpose.FORM, 0);
    database.note("links", ours);
    if (!database.note("links").filter(ours::equals).isPresent())
      throw new Unusable(("%s: these are not the keys that this store's links were made with; readers' links from here would lead nowhere. Nothing was sent. Copy data/keys/"
          + " from the machine that had the store first, or from a backup.").formatted(keys()));
    return tokens;
  }

  /** Where what came back is settled. */
  Rounds rounds() {
    return new Rounds(bounceDesk(), clock, work.resolve("data/bounces/unknown"));
  }

  /** Where relays' operators tell the same over the web. */
  Hooks hooks() {
    return new Hooks(settings.serve().hooks().operators(), bounceDesk(), clock);
  }

  /** The admin's own boxes, which get a copy of every edition. */
  SeedDesk seeds() {
    return new SeedDesk(database, clock, settings.seeds(), this::queue);
  }

  /** Backups that are due, and what is not remembered for ever. */
  Upkeep upkeep() {
    return new Upkeep(database, clock, work.resolve("data"), settings.upkeep());
  }

  /** What the admin's own webhooks are still to be told. */
  Outbox outbox() {
    return new Outbox(database, clock, settings.serve().hooks().out());
  }

  private BounceDesk bounceDesk() {
    var audience = settings.audience();
    Classifier classifier = Classifier.open(Optional.of(settings.house().resolve(Classifier.OWN_RULES)));
    return new BounceDesk(database, classifier, tokens(), new Subscribers(audience, new LeftLog(audience)), settings.bounce().patience());
  }

  MailComposer mailComposer() {
    Tokens tokens = tokens();
    return mailComposer(tokens::token);
  }

  /** Where the secret of readers' links is kept; made when the first mail is. */
  Path keys() {
    return work.resolve("data/keys/tokens");
  }

  /** The same with secrets that prove nothing, for a house that has none yet. */
  MailComposer passingComposer() {
    return mailComposer((purpose, subscription) -> "x".repeat(Hole.WIDTH));
  }

  /** Mails as files, for nobody: unsigned, and their links lead nowhere. */
  MailComposer archiveComposer() {
    return unsigned((purpose, subscription) -> "x".repeat(Hole.WIDTH));
  }

  private MailComposer unsigned(BiFunction<Tokens.Purpose, Long, String> tokens) {
    return new MailComposer(settings.mail(), settings.look(), settings.newsletters(), (hole, subscription) -> tokens.apply(Tokens.Purpose.valueOf(hole.name()), subscription),
        settings.audience().houseId() + settings.audience().salt());
  }

  private MailComposer mailComposer(BiFunction<Tokens.Purpose, Long, String> tokens) {
    MailComposer unsigned = unsigned(tokens);
    MailComposer composer = settings.dkim().map(dkim -> unsigned.signedBy(new DkimSigner(DkimKey.of(dkim)))).orElse(unsigned);
    return settings.bounce().address()
        .map(base -> composer.returningTo(subscription -> ReturnPath.of(base, tokens.apply(Tokens.Purpose.BOUNCE, subscription)))).orElse(composer);
  }

  synchronized void closeQueues() {
    if (queue != null) queue.close();
    queue = null;
    if (notices != null) notices.close();
    notices = null;
  }

  @Override
  public synchronized void close() {
    closeQueues();
    database.close();
  }
}
