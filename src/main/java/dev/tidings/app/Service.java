package dev.tidings.app;

import dev.tidings.admin.AdminSite;
import dev.tidings.admin.Office;
import dev.tidings.api.Api;
import dev.tidings.api.ApiDesks;
import dev.tidings.cli.Serving;
import dev.tidings.cli.Unusable;
import dev.tidings.config.Settings;
import dev.tidings.render.PageEngine;
import dev.tidings.report.MailList;
import dev.tidings.report.Metrics;
import dev.tidings.schedule.FolderWatch;
import dev.tidings.web.Health;
import dev.tidings.web.Listen;
import dev.tidings.web.PublicSite;
import dev.tidings.web.Rooms;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A house open to readers: the duty and the site in front of it. A changed configuration that can be used is used at once. */
final class Service implements Serving {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);
  private static final Duration DEAF = Duration.ofMinutes(3);
  private static final long LEAST_DISK = 50L << 20;
  private final Path home;
  private final UnaryOperator<Settings> reread;
  private final PublicSite site;
  private final FolderWatch watch;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Duty duty;
  private volatile Office office;
  private volatile ApiDesks programs;
  private String dress;

  /** @param port instead of the configured one */
  Service(Path home, App app, OptionalInt port, UnaryOperator<Settings> reread) {
    this.home = home;
    this.reread = reread;
    Settings settings = app.settings();
    Settings.Serve serve = settings.serve();
    this.office = office(app);
    this.programs = programs(app);
    this.site = open(listen(serve, port), rooms(app));
    this.duty = new Duty(app);
    this.dress = dress(settings);
    this.watch = new FolderWatch(List.of(home.resolve("config"), home.resolve("templates")), this::reload);
    site.begin();
    Systemd.ready();
  }

  private static Listen listen(Settings.Serve serve, OptionalInt port) {
    var tls = serve.door().keystore().map(own -> new Listen.Tls(own.file(), own.password()));
    return new Listen(serve.door().host(), port.orElse(serve.door().port()), tls, serve.proxies(), serve.origins(), serve.metricsToken());
  }

  private PublicSite open(Listen listen, Rooms rooms) {
    try {
      return new PublicSite(listen, home.resolve("site"), rooms, List.of(new AdminSite(() -> office), new Api(() -> programs)));
    } catch (PublicSite.CannotListen e) {
      throw new Unusable(String.valueOf(e.getMessage()), e);
    }
  }

  private Rooms rooms(App app) {
    var feeds = app.settings().feeds().settings();
    return new Rooms(new Rooms.Dress(app.settings().look(), app.language(), PageEngine.living(app.templateFolder(), problem -> LOG.error("{}", problem))), new Rooms.Feeds(app.settings().look().site(), feeds.ttlMinutes(), feeds.hub()),
        new Rooms.Desks(app.readerDesk(), app.conductor().search(), app.hooks(), new Rooms.Editors(app.editors(), newsletter -> onDuty().publish(newsletter))), new Rooms.Gauges(this::health, this::metrics));
  }

  private Office office(App app) {
    return AdminOffice.of(app, new AdminOffice.Hands(() -> health().parts(), () -> site.feedReaders().rows(), newsletter -> onDuty().publish(newsletter), () -> onDuty().delivering().call()));
  }

  private ApiDesks programs(App app) {
    return AdminOffice.programs(app, newsletter -> onDuty().publish(newsletter));
  }

  private synchronized Duty onDuty() {
    return duty;
  }

  private static String dress(Settings settings) {
    return Dress.of(settings, settings.house().resolve("templates"));
  }

  private synchronized void reload() {
    try {
      Settings old = duty.app().settings();
      Settings fresh = reread.apply(old);
      String now = dress(fresh);
      if (fresh.equals(old) && now.equals(dress)) return;
      duty.close();
      duty = new Duty(duty.app().with(fresh));
      dress = now;
      office = office(duty.app());
      programs = programs(duty.app());
      site.use(rooms(duty.app()));
      LOG.info("config/ or templates/ changed and is used from now on");
      if (!fresh.serve().equals(old.serve())) LOG.warn("serve.* changed: that takes a restart.");
    } catch (Unusable e) {
      LOG.error("{} The house goes on with the configuration it had.", e.getMessage());
    }
  }

  private synchronized Health health() {
    Map<String, Object> parts = new LinkedHashMap<>();
    boolean alive = duty.publishing().idle().compareTo(DEAF) < 0 && duty.publishing().trouble().isEmpty();
    parts.put("schedule", alive ? "awake" : duty.publishing().trouble().isEmpty() ? "no wake for three minutes" : "failing");
    parts.put("next", duty.alarm().next().map(slot -> slot.instant().toString()).orElse("by hand"));
    boolean moving = duty.delivering().trouble().isEmpty();
    parts.put("queue", moving ? "moving" : "failing");
    parts.put("waiting", MailList.waiting(duty.app().database()));
    parts.put("relay", duty.relayTrouble().isEmpty() ? "answers" : "rests");
    boolean room = room();
    parts.put("disk", room ? "room" : "full");
    return new Health(alive && moving && room && duty.relayTrouble().isEmpty(), parts);
  }

  private synchronized String metrics() {
    Map<String, Long> gauges = new LinkedHashMap<>();
    gauges.put("tidings_waiting", MailList.waiting(duty.app().database()));
    gauges.put("tidings_relay_resting", duty.relayTrouble().isEmpty() ? 0L : 1L);
    gauges.put("tidings_press_idle_seconds", duty.publishing().idle().toSeconds());
    duty.alarm().next().ifPresent(slot -> gauges.put("tidings_next_slot_timestamp_seconds", slot.instant().getEpochSecond()));
    return Metrics.text(duty.app().database(), gauges);
  }

  private boolean room() {
    try {
      return Files.getFileStore(home).getUsableSpace() > LEAST_DISK;
    } catch (IOException e) {
      LOG.warn("{}: the free space cannot be read ({})", home, e.getMessage());
      return false;
    }
  }

  @Override
  public URI address() {
    return site.address();
  }

  @Override
  public synchronized String greeting() {
    Settings settings = duty.app().settings();
    String next = duty.alarm().next().map(slot -> "Next: %s at %s %s.".formatted(slot.newsletter(), slot.local().toString().replace('T', ' '), slot.zone()))
        .orElse("No newsletter has a schedule.");
    String doors = settings.look().doors().server() ? ""
        : "\nwarning: mails carry no links to this server yet. Write server: true into config/tidings.yml once %s leads here.".formatted(settings.look().site());
    return "%s is served at %s; readers know it as %s. %s%s".formatted(settings.look().title(), address(), settings.look().site(), next, doors);
  }

  @Override
  public void await() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  @Override
  public void close() {
    Systemd.stopping();
    watch.close();
    site.close();
    synchronized (this) {
      duty.close();
    }
  }
}
