package dev.tidings.app;

import dev.tidings.audience.LeftLog;
import dev.tidings.audience.Subscribers;
import dev.tidings.cli.House;
import dev.tidings.cli.Opener;
import dev.tidings.cli.Unusable;
import dev.tidings.config.HouseFile;
import dev.tidings.config.Settings;
import dev.tidings.config.SettingsException;
import dev.tidings.config.SettingsLoader;
import dev.tidings.deliver.Courier;
import dev.tidings.deliver.Progress;
import dev.tidings.post.Post;
import dev.tidings.post.PostFolder;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.render.TemplateFolder;
import dev.tidings.render.TemplateProblem;
import dev.tidings.run.DigestRun;
import dev.tidings.run.Planner;
import dev.tidings.run.PostDesk;
import dev.tidings.store.Database;
import dev.tidings.timetable.Newsletter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A house as commands see it: the configuration read, the store opened, the queue made when somebody asks. */
final class OpenHouse implements House {
  private final App app;
  private @Nullable DeliveryQueue queue;

  private OpenHouse(App app) {
    this.app = app;
  }

  static House open(Path home, Optional<Instant> at, Opener.Purpose purpose) {
    boolean look = purpose == Opener.Purpose.LOOK;
    Settings settings = settings(home, look);
    Path store = home.resolve("data/tidings.db");
    Database database = look && !Files.exists(store) ? Database.inMemory() : Database.open(store);
    return new OpenHouse(new App(settings, home, clock(at), database));
  }

  /** With the house's id and salt; who only looks at a house that has never published gets passing ones. */
  static Settings settings(Path home, boolean look) {
    try {
      Settings settings = SettingsLoader.load(home, System.getenv());
      HouseFile house = look ? HouseFile.read(home).orElse(new HouseFile("passing", "passing")) : HouseFile.readOrMake(home);
      return settings.with(house);
    } catch (SettingsException e) {
      throw new Unusable(e.getMessage() + "\nNothing was done.", e);
    } catch (IOException e) {
      throw new Unusable("config/house.yml: it cannot be read or made (%s). Nothing was done. Check its permissions.".formatted(e.getMessage()), e);
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
  public Planner planner() {
    return app.conductor().planner();
  }

  @Override
  public PostDesk postDesk() {
    return new PostDesk(app.database(), app.shelf());
  }

  @Override
  public DeliveryQueue queue() {
    DeliveryQueue open = queue == null ? app.queue() : queue;
    queue = open;
    return open;
  }

  @Override
  public Database ledger() {
    return app.database();
  }

  @Override
  public Courier courier(Progress progress) {
    return app.courier(queue(), app.relay(Optional.empty()), progress);
  }

  @Override
  public TemplateFolder templates() {
    return app.templateFolder();
  }

  @Override
  public List<TemplateProblem> templateProblems() {
    return app.templates().problems();
  }

  @Override
  public List<Post> posts() {
    var folder = new PostFolder(app.settings().posts());
    return folder.readAll(folder.list().files()).stream().filter(reading -> !reading.draft()).flatMap(reading -> reading.post().stream()).toList();
  }

  @Override
  public List<String> warnings() {
    return app.settings().warnings().stream().map(Object::toString).toList();
  }

  @Override
  public Subscribers subscribers() {
    return new Subscribers(app.settings().audience(), new LeftLog(app.settings().audience()));
  }

  @Override
  public void close() {
    if (queue != null) queue.close();
    app.close();
  }
}
