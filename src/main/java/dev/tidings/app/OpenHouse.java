package dev.tidings.app;

import dev.tidings.audience.LeftLog;
import dev.tidings.audience.Subscribers;
import dev.tidings.bounce.BounceSettings;
import dev.tidings.bounce.Rounds;
import dev.tidings.cli.House;
import dev.tidings.cli.Opener;
import dev.tidings.cli.Serving;
import dev.tidings.cli.Unusable;
import dev.tidings.config.HouseFile;
import dev.tidings.config.Settings;
import dev.tidings.config.SettingsException;
import dev.tidings.config.SettingsLoader;
import dev.tidings.deliver.Courier;
import dev.tidings.deliver.Progress;
import dev.tidings.doctor.Dns;
import dev.tidings.doctor.Doctor;
import dev.tidings.doctor.Finding;
import dev.tidings.hook.Outbox;
import dev.tidings.mail.MailComposer;
import dev.tidings.moving.Arrival;
import dev.tidings.moving.Departure;
import dev.tidings.moving.Identity;
import dev.tidings.post.FileReason;
import dev.tidings.post.PostProblem;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.render.TemplateFolder;
import dev.tidings.report.EditionReport;
import dev.tidings.run.CorrectionDesk;
import dev.tidings.run.DigestRun;
import dev.tidings.run.EditorDesk;
import dev.tidings.run.HubDesk;
import dev.tidings.run.Plan;
import dev.tidings.run.Planner;
import dev.tidings.run.PostDesk;
import dev.tidings.run.Preview;
import dev.tidings.run.SeedDesk;
import dev.tidings.run.SlotDesk;
import dev.tidings.run.WithdrawDesk;
import dev.tidings.staff.Staff;
import dev.tidings.store.Database;
import dev.tidings.store.StorePlace;
import dev.tidings.store.Upkeep;
import dev.tidings.timetable.Newsletter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;

/** A house as commands see it: the configuration read, the store opened, the parts made. */
final class OpenHouse implements House {
  private final App app;
  private final String storeWarning;

  private OpenHouse(App app, String storeWarning) {
    this.app = app;
    this.storeWarning = storeWarning;
  }

  static House open(Path home, Optional<Instant> at, Opener.Purpose purpose) {
    return open(home, clock(at), purpose);
  }

  /** @param clock of the house */
  static House open(Path home, Clock clock, Opener.Purpose purpose) {
    boolean look = purpose == Opener.Purpose.LOOK;
    Settings settings = load(home);
    HouseFile house = houseFile(home, look);
    var store = new HouseStore(settings.storeIn(home), house);
    var app = new App(settings.with(house), home, clock, store.open(purpose));
    if (!look) app.outbox().listen();
    return new OpenHouse(app, look ? store.warning() : "");
  }

  /** With the house's id and salt; who only looks at a house that has never published gets passing ones. */
  static Settings settings(Path home, boolean look) {
    return load(home).with(houseFile(home, look));
  }

  private static Settings load(Path home) {
    try {
      return SettingsLoader.load(home, System.getenv());
    } catch (SettingsException e) {
      throw new Unusable(e.getMessage() + "\nNothing was done.", e);
    }
  }

  private static HouseFile houseFile(Path home, boolean look) {
    try {
      return look ? HouseFile.read(home).orElseGet(HouseFile::passing) : HouseFile.readOrMake(home);
    } catch (IOException e) {
      throw new Unusable("config/house.yml: %s\nNothing was done.".formatted(e instanceof FileSystemException ? "it cannot be read or made (%s). Check its permissions and the room on its disk.".formatted(FileReason.of(e)) : e.getMessage()), e);
    }
  }

  private static Clock clock(Optional<Instant> at) {
    Clock system = Clock.systemUTC();
    return at.map(moment -> Clock.offset(system, Duration.between(system.instant(), moment))).orElse(system);
  }

  @Override
  public List<Newsletter> newsletters() {
    return app.settings().newsletters();
  }

  @Override
  public Clock clock() {
    return app.clock();
  }

  @Override
  public DigestRun digestRun() {
    return app.conductor().run();
  }

  @Override
  public HubDesk hub() {
    return app.conductor().hub();
  }

  @Override
  public void keepSearch() {
    if (app.settings().look().doors().server()) app.conductor().search().catchUp(app.clock().instant());
  }

  @Override
  public SeedDesk seeds() {
    return app.seeds();
  }

  @Override
  public EditorDesk editors() {
    return app.editors();
  }

  @Override
  public void watch() {
    app.watch();
  }

  @Override
  public Upkeep upkeep() {
    return app.upkeep();
  }

  @Override
  public Outbox outbox() {
    return app.outbox();
  }

  @Override
  public Planner planner() {
    return app.conductor().planner();
  }

  @Override
  public PostDesk postDesk() {
    return new PostDesk(app.database(), app.shelf());
  }

  @Override
  public SlotDesk slotDesk() {
    return new SlotDesk(app.database(), app.clock());
  }

  @Override
  public CorrectionDesk corrections() {
    return app.conductor().corrections();
  }

  @Override
  public WithdrawDesk withdrawals() {
    return app.conductor().withdrawals();
  }

  @Override
  public DeliveryQueue queue() {
    return app.queue();
  }

  @Override
  public Database ledger() {
    return app.database();
  }

  @Override
  public Serving serve(OptionalInt port) {
    Path home = app.settings().house();
    return new Service(home, app, port, old -> load(home).with(new HouseFile(old.audience().houseId(), old.audience().salt(), Optional.empty())));
  }

  @Override
  public DeliveryQueue notices() {
    return app.notices();
  }

  @Override
  public Courier courier(DeliveryQueue from, Progress progress) {
    notePublished(app);
    return app.courier(from, Optional.empty(), progress);
  }

  @Override
  public MailComposer composer() {
    return Files.exists(app.keys()) ? app.mailComposer() : app.passingComposer();
  }

  @Override
  public List<Path> postFolders() {
    return app.settings().posts().folders();
  }

  /** Before the first mail leaves: from now on a missing store is a loss. */
  static void notePublished(App app) {
    if (EditionReport.latest(app.database(), Optional.empty(), 1).isEmpty()) return;
    try {
      HouseFile.notePublished(app.settings().house(), LocalDate.ofInstant(app.clock().instant(), ZoneOffset.UTC));
    } catch (IOException e) {
      throw new Unusable("config/house.yml: the day of the first publication cannot be noted (%s). Nothing was sent. Check its permissions.".formatted(FileReason.of(e)), e);
    }
  }

  @Override
  public TemplateFolder templates() {
    return app.templateFolder();
  }

  @Override
  public List<PostProblem> doubts(Plan plan) {
    return new Inspection(app.settings(), app.templates()).of(plan);
  }

  @Override
  public List<Finding> examine(Optional<InetSocketAddress> resolver) {
    return doctor(resolver).examine();
  }

  @Override
  public List<Finding> examine(Preview.Mail mail, Optional<InetSocketAddress> resolver) {
    String envelope = composer().envelopeSender(mail.sheet()).apply(mail.to().subscription());
    return doctor(resolver).examine(composer().compose(mail.sheet(), mail.to()), envelope, mail.sheet().subject());
  }

  private Doctor doctor(Optional<InetSocketAddress> resolver) {
    var trusted = (SSLSocketFactory) SSLSocketFactory.getDefault();
    return new Doctor(app.settings(), app.clock(), resolver.map(Dns::at).orElseGet(Dns::ofThisMachine), trusted);
  }

  @Override
  public List<PostProblem> warnings() {
    Stream<PostProblem> settings = app.settings().warnings().stream()
        .map(one -> new PostProblem(one.file(), one.line(), PostProblem.Severity.WARNING, one.key() + ": " + one.message() + (one.suggestion().isEmpty() ? "" : " " + one.suggestion())));
    Stream<PostProblem> store = Stream.of(storeWarning).filter(said -> !said.isEmpty()).map(said -> new PostProblem(app.settings().store().map(StorePlace.Server::shown).orElse("data/tidings.db"), 0, PostProblem.Severity.WARNING, said));
    return Stream.concat(settings, store).toList();
  }

  @Override
  public Subscribers subscribers() {
    return new Subscribers(app.settings().audience(), new LeftLog(app.settings().audience()));
  }

  @Override
  public Staff staff() {
    return Staff.of(app.database(), app.clock());
  }

  @Override
  public Rounds rounds() {
    return app.rounds();
  }

  @Override
  public List<String> moveStore(String to, Consumer<String> progress) {
    return new StoreMove(app, progress).to(to);
  }

  @Override
  public Departure departure() {
    return new Departure(app.database(), app.archiveComposer(), identity());
  }

  @Override
  public Arrival arrival() {
    return new Arrival(app.database(), app.settings().audience(), identity(), app.settings().newsletters().stream().map(Newsletter::slug).collect(Collectors.toSet()));
  }

  private Identity identity() {
    return Identity.of(app.settings().audience(), app.keys());
  }

  @Override
  public List<BounceSettings.Box> boxes() {
    return app.settings().bounce().boxes();
  }

  @Override
  public void close() {
    app.close();
  }
}
