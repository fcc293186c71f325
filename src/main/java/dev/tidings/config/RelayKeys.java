package dev.tidings.config;

import dev.tidings.audience.MailAddress;
import dev.tidings.deliver.DeliverySettings;
import dev.tidings.deliver.DeliverySettings.Group;
import dev.tidings.deliver.DeliverySettings.Pace;
import dev.tidings.deliver.DeliverySettings.Route;
import dev.tidings.mail.RelayPreset;
import dev.tidings.mail.RelaySettings;
import dev.tidings.mail.RelaySettings.Security;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys below mail.relay, mail.relays and mail.groups: by which ways mail goes, and how patiently. */
record RelayKeys(Sheet sheet, Values values, URI site) {
  static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
  private static final String ONE = "mail.relay";
  private static final String MANY = "mail.relays";

  /** @param slugs of the house's newsletters */
  DeliverySettings delivery(List<String> slugs) {
    Set<String> names = sheet.below(MANY);
    if (!names.isEmpty() && values.has(ONE))
      sheet.problem(sheet.line(ONE), ONE, "there is mail.relays too.", "Give one relay below mail.relay, or several below mail.relays, each with a name.");
    List<Route> routes = names.isEmpty() ? List.of(route(ONE, values.text(ONE + ".name"))) : names.stream().map(name -> route(MANY + "." + name, Optional.of(name))).toList();
    for (Route route : routes)
      for (String slug : route.newsletters())
        if (!slugs.contains(slug)) sheet.problem(sheet.line(MANY + "." + route.relay().name() + ".newsletters"), MANY, "there is no newsletter '" + slug + "'.", "The names stand below newsletters:.");
    for (String slug : slugs)
      if (routes.stream().noneMatch(route -> route.newsletters().isEmpty() || route.newsletters().contains(slug)))
        sheet.problem(sheet.line(MANY), MANY, "no relay serves the newsletter '" + slug + "'.", "Name it below one relay's newsletters:, or give one relay no newsletters: at all.");
    return new DeliverySettings(routes, sheet.below("mail.groups").stream().map(this::group).toList(),
        values.number("mail.stop_share", 1, 100, DeliverySettings.STOP_SHARE), told());
  }

  private DeliverySettings.Told told() {
    boolean json = values.read("alarm.form", "Write text or json.", form -> switch (form) {
      case "json" -> true;
      case "text" -> false;
      default -> throw new IllegalArgumentException("there is no such form");
    }).orElse(false);
    return new DeliverySettings.Told(values.url("alarm.url"), json, values.text("alarm.command"), values.url("ping.url"), addresses(),
        new DeliverySettings.Limits(DeliverySettings.Limits.DEFAULT.resting(), values.number("alarm.bounces", 1, 100, DeliverySettings.Limits.DEFAULT.bounces()), values.number("alarm.disk", 1, 100_000_000, DeliverySettings.Limits.DEFAULT.disk())));
  }

  private List<String> addresses() {
    return new MailKeys(sheet, values, new ArrayList<>()).addresses("alarm.mail").stream().map(MailAddress::address).toList();
  }

  private Group group(String name) {
    String key = "mail.groups." + name;
    List<String> domains = values.list(key + ".domains").orElse(List.of(name));
    return new Group(name, domains, values.number(key + ".per_second", 1, 100_000, 0), values.number(key + ".connections", 1, 100, 0));
  }

  private Route route(String key, Optional<String> name) {
    Optional<RelayPreset.Pace> usual = preset(key + ".").map(RelayPreset::pace);
    double perSecond = values.has(key + ".per_second") ? values.number(key + ".per_second", 1, 100_000, 1) : usual.map(RelayPreset.Pace::perSecond).orElse(0.0);
    long perDay = values.has(key + ".per_day") ? values.number(key + ".per_day", 1, 100_000_000, 1) : usual.map(RelayPreset.Pace::perDay).orElse(0L);
    var pace = new Pace(perSecond, perDay);
    return new Route(relay(key + ".", name), values.number(key + ".weight", 1, 1000, 1), values.list(key + ".newsletters").orElse(List.of()), pace);
  }

  private RelaySettings relay(String key, Optional<String> name) {
    Optional<RelayPreset> preset = preset(key);
    if (key.startsWith(MANY) && preset.isEmpty()) values.required(key + "host", "Add host: smtp.example below it, or a preset.");
    Optional<String> region = word(key + "region");
    if (preset.filter(RelayPreset::wantsRegion).isPresent() && region.isEmpty() && !values.has(key + "host"))
      sheet.problem(sheet.line(key + "preset"), key + "region", "it is missing, and the preset's host is named after it.", "Add region: eu-west-1, the one that your account sends from.");
    String host = values.text(key + "host").or(() -> preset.map(one -> one.host(region))).orElse("localhost");
    Security security = values.read(key + "security", "Write starttls, tls or none.", value -> switch (value) {
      case "starttls" -> Security.STARTTLS;
      case "tls" -> Security.TLS;
      case "none" -> Security.NONE;
      default -> throw new IllegalArgumentException("there is no such security");
    }).orElse(Security.STARTTLS);
    boolean allowed = values.flag(key + "allow_plaintext");
    if (security == Security.NONE && !LOOPBACK.contains(host) && !allowed) {
      sheet.problem(sheet.line(key + "security"), key + "security", "mail and password would cross the network in clear.", "Write starttls or tls; if it must be, say it twice: add allow_plaintext: true.");
    }
    int port = values.number(key + "port", 1, 65535, security == Security.TLS ? 465 : security == Security.NONE ? 25 : 587);
    var line = new RelaySettings.Line(values.number(key + "connections", 1, 100, preset.map(one -> one.pace().connections()).orElse(4)), values.text(key + "ehlo").orElse(String.valueOf(site.getHost())), Duration.ofMinutes(5));
    return new RelaySettings(name.orElse(host), host, port, security, login(key), line, marks(key, preset));
  }

  private Optional<RelayPreset> preset(String key) {
    return values.read(key + "preset", "Write one of " + RelayPreset.words() + ", or leave it out.", RelayPreset::of);
  }

  private RelaySettings.Marks marks(String key, Optional<RelayPreset> preset) {
    Optional<String> stream = word(key + "stream");
    return new RelaySettings.Marks(preset, preset.map(one -> one.lines(stream)).orElse(List.of()));
  }

  /** It becomes part of a host name or of a header. */
  private Optional<String> word(String key) {
    return values.read(key, "Write letters, digits, hyphens and underscores.", value -> {
      if (!value.matches("[A-Za-z0-9_-]{1,64}")) throw new IllegalArgumentException("it is no such name");
      return value;
    });
  }

  private Optional<RelaySettings.Login> login(String relay) {
    String key = relay + "password";
    Optional<String> username = values.text(relay + "username");
    Optional<Sheet.Entry> password = sheet.entry(key);
    if (password.isPresent() && !password.get().source().get(0).matches("\\$\\{\\w+}")) {
      sheet.problem(sheet.line(key), key, "a secret does not belong in this file.", "Write \"${SMTP_PASSWORD}\" and set SMTP_PASSWORD, or SMTP_PASSWORD_FILE to a file's path.");
    }
    if (username.isPresent() != values.has(key)) {
      sheet.problem(Math.max(sheet.line(key), sheet.line(relay + "username")), username.isPresent() ? relay + "username" : key, "username and password go together.", "Give both or neither.");
    }
    return username.flatMap(name -> values.text(key).map(secret -> new RelaySettings.Login(name, secret)));
  }
}
