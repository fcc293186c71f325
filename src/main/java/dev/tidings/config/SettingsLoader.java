package dev.tidings.config;

import dev.tidings.audience.AudienceSettings;
import dev.tidings.feed.FeedSettings;
import dev.tidings.mail.DkimSettings;
import dev.tidings.post.FileReason;
import dev.tidings.post.PostSettings;
import dev.tidings.render.Look;
import dev.tidings.shelf.FeedIds;
import dev.tidings.store.StorePlace;
import dev.tidings.store.Upkeep;
import dev.tidings.timetable.Newsletter;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** config/tidings.yml becomes {@link Settings}, or every problem in it at once. Secrets appear in no message. */
public final class SettingsLoader {
  /** A password that is no variable. */
  private static final Pattern SECRET = Pattern.compile("//[^@/]*:(?!\\$\\{\\w+}@)[^@]*@");
  private final Path house;
  private final List<SettingsProblem> warnings = new ArrayList<>();
  private final Sheet sheet;
  private final Values values;

  private SettingsLoader(Path house, Sheet sheet) {
    this.house = house;
    this.sheet = sheet;
    this.values = new Values(sheet);
  }

  /** @throws SettingsException with all problems; nothing else is thrown for what stands in the file */
  public static Settings load(Path house, Map<String, String> environment) throws SettingsException {
    var problems = new ArrayList<SettingsProblem>();
    Path home = house.toAbsolutePath().normalize();
    var sheet = new Sheet(problems, environment);
    try {
      sheet.read(Files.readString(home.resolve(Sheet.FILE)));
    } catch (NoSuchFileException e) {
      sheet.problem(0, "the file", "there is none in " + home + ".", "`tidings init` makes a house here; --home names another folder.");
    } catch (IOException e) {
      sheet.problem(0, "the file", "it cannot be read (" + FileReason.of(e) + ").", "It must be a UTF-8 text file that you may read.");
    }
    if (sheet.paths().isEmpty() && !problems.isEmpty()) throw new SettingsException(problems);
    var loader = new SettingsLoader(home, sheet);
    Settings settings = loader.settings();
    if (!problems.isEmpty()) throw new SettingsException(problems);
    return settings;
  }

  private Settings settings() {
    String title = values.required("site.title", "Add title: below site:.");
    if (!values.has("site.url")) sheet.problem(0, "site.url", "it is missing.", "Add url: https://dispatch.example below site:.");
    URI site = slashed(values.url("site.url").orElse(URI.create("http://localhost/")));
    ZoneId zone = values.zone("site.zone").orElse(ZoneOffset.UTC);
    PostSettings posts = posts(site, zone);
    var press = new NewsletterKeys(sheet, values, title, zone);
    var newsletters = press.newsletters();
    var delivery = new RelayKeys(sheet, values, site).delivery(newsletters.stream().map(Newsletter::slug).toList());
    var mail = new MailKeys(sheet, values, warnings).mail(site, !newsletters.isEmpty(), title, delivery.routes().get(0).relay());
    String address = values.text("site.address").orElse("");
    if (address.isEmpty() && !newsletters.isEmpty()) {
      warn("site.address", "there is no postal address for the footer of the mails, which many countries' laws ask for.", "Add address: below site:.");
    }
    var doors = new Look.Doors(values.flag("server"), mail.leaveAddress(), values.text("look.lowest").orElse("gloomy"), values.text("look.highest").orElse("bright"));
    var brand = new Look.Brand(values.url("look.logo"), values.read("look.accent", "", Accent::readable).orElse(Look.Brand.DEFAULT.accent()));
    var look = new Look(title, site, address, brand, doors, values.texts("texts"));
    return new Settings(
        house, posts, newsletters, look, mail, delivery, new BounceKeys(sheet, values, house).bounce(), dkim(), feeds(), new AudienceSettings(house.resolve("subscribers"), "", ""), new ServeKeys(sheet, values, house).serve(), store(), upkeep(), new MailKeys(sheet, values, warnings).seeds(), newsletters.stream().map(press::editors).toList(), List.copyOf(warnings));
  }

  private Upkeep.Rules upkeep() {
    var standard = Upkeep.Rules.DEFAULT;
    return new Upkeep.Rules(values.duration("backup.every"), values.number("backup.keep", 1, 1000, standard.keep()),
        values.duration("keep.attempts").orElse(standard.attempts()), values.duration("keep.audit").orElse(standard.audit()));
  }

  private Optional<StorePlace.Server> store() {
    String key = "store";
    String example = "Write postgresql://tidings:${STORE_PASSWORD}@host:5432/tidings; without the line the store is a file in data/.";
    if (sheet.entry(key).filter(entry -> SECRET.matcher(entry.source().get(0)).find()).isPresent()) {
      sheet.problem(sheet.line(key), key, "a secret does not belong in this file.", "Write postgresql://tidings:${STORE_PASSWORD}@host:5432/tidings and set STORE_PASSWORD, or STORE_PASSWORD_FILE to a file's path.");
      return Optional.empty();
    }
    return values.read(key, example, StorePlace::server);
  }

  private Optional<DkimSettings> dkim() {
    Optional<DkimSettings.Place> ed25519 = selector("mail.dkim.ed25519").map(name -> new DkimSettings.Place(name, DkimSettings.fileOf(house, name)));
    Optional<DkimSettings> both = selector("mail.dkim.selector")
        .map(name -> new DkimSettings(new DkimSettings.Place(name, values.text("mail.dkim.key").map(house::resolve).orElseGet(() -> DkimSettings.fileOf(house, name))), ed25519));
    if (ed25519.isPresent() && both.isEmpty())
      sheet.problem(sheet.line("mail.dkim.ed25519"), "mail.dkim.ed25519", "it stands alone, and many receivers cannot read it.", "Add selector: with an RSA key; 'tidings doctor --new-key autumn2026' makes one.");
    return both;
  }

  private Optional<String> selector(String key) {
    return values.read(key, "Write letters, digits and hyphens: autumn2026.", value -> {
      if (!value.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")) throw new IllegalArgumentException("it is no name for a DNS record");
      return value;
    });
  }

  private PostSettings posts(URI site, ZoneId zone) {
    String key = values.has("posts.folders") ? "posts.folders" : "posts";
    List<Path> folders = values.list(key).orElse(List.of("posts")).stream().map(folder -> house.resolve(folder).normalize()).toList();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) warn(key, "there is no folder " + folder + "; no posts are read from it.", "Make it, or name the folder that holds the posts.");
    }
    Optional<URI> url = values.url("posts.url").map(SettingsLoader::slashed);
    Optional<String> permalink = values.text("posts.permalink");
    if (url.isPresent() && permalink.isEmpty()) {
      sheet.problem(sheet.line("posts.url"), "posts.url", "the address of a post cannot be known from it alone.", "Add permalink: /:year/:month/:title/ (the pattern of that site) below posts:.");
    }
    var standard = PostSettings.Words.DEFAULT;
    BigDecimal lowest = values.read("posts.lowest_score", "Give a number.", BigDecimal::new).orElse(standard.lowestScore());
    BigDecimal highest = values.read("posts.highest_score", "Give a number.", BigDecimal::new).orElse(standard.highestScore());
    if (lowest.compareTo(highest) >= 0) {
      sheet.problem(sheet.line("posts.highest_score"), "posts.highest_score", "it is not above lowest_score.", "The range goes from the gloomiest to the brightest score.");
    }
    var words =
        new PostSettings.Words(
            values.text("posts.category").orElse(standard.defaultCategory()), values.list("posts.numbers").orElse(standard.numbers()),
            values.list("posts.quotes").orElse(standard.quotes()), values.list("posts.sources").orElse(standard.sources()), lowest, highest);
    return new PostSettings(folders, house, zone, url.orElse(site), permalink, words);
  }

  private Settings.Feeds feeds() {
    var feeds = new FeedSettings(values.number("feeds.entries", 1, 1000, 50), values.number("feeds.ttl", 15, 60, 60), values.url("feeds.hub"), values.texts("feeds.legacy"));
    FeedIds.Scheme scheme = values.read("feeds.ids", "Write tag, jekyll or hugo.", value -> switch (value) {
      case "tag", "jekyll", "hugo" -> FeedIds.Scheme.valueOf(value.toUpperCase(Locale.ROOT));
      default -> throw new IllegalArgumentException("there is no such scheme");
    }).orElse(FeedIds.Scheme.TAG);
    return new Settings.Feeds(feeds, new FeedIds(scheme, values.date("feeds.ids_until")), new SourceKeys(sheet, values).all());
  }

  private void warn(String key, String message, String suggestion) {
    warnings.add(new SettingsProblem(Sheet.FILE, sheet.line(key), key, message, suggestion));
  }

  private static URI slashed(URI url) {
    return url.toString().endsWith("/") ? url : URI.create(url + "/");
  }
}
