package dev.tidings.web;

import dev.tidings.audience.MailAddress.Parsed;
import dev.tidings.audience.Preferences;
import dev.tidings.audience.Preferences.Choices;
import dev.tidings.audience.Preferences.Held;
import dev.tidings.audience.Preferences.Reader;
import dev.tidings.run.ReaderDesk;
import dev.tidings.run.ReaderDesk.Offer;
import dev.tidings.timetable.Rhythm;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A reader's own page: what comes, how, when not, to which address; her data; and being forgotten. */
final class ChoicePages {
  private static final int UNFIT = 422;
  private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream().filter(zone -> zone.matches("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+|UTC")).sorted().toList();
  private static final Map<String, String> LANGUAGES = new java.util.TreeMap<>(Map.of("de", "Deutsch", "en", "English", "es", "Español", "fr", "Français", "he", "עברית", "ja", "日本語"));

  /** What the page shows. @param typed what she has just sent and has to mend · @param wrong what to mend, by field */
  record Sheet(Reader reader, List<Offer> offers, Typed typed, String note, Map<String, String> wrong, Visit visit) {
    public String here() {
      return visit.path("preferences/" + visit.token());
    }

    public String until() {
      return typed.until().orElseGet(() -> reader.newsletters().stream().filter(Held::running).flatMap(held -> held.pausedUntil().stream()).filter(visit.desk()::isAhead).findFirst()
          .map(moment -> LocalDate.ofInstant(moment, visit.desk().zone(reader.zone())).toString()).orElse(""));
    }

    public String zone() {
      return typed.zone().orElse(reader.zone());
    }

    public boolean choosesZone() {
      return offers.stream().anyMatch(offer -> offer.times().zone());
    }

    public List<String> zones() {
      return ZONES;
    }

    public String hour(String slug) {
      return reader.on(slug).map(held -> held.choices().hour()).orElse("");
    }

    public boolean has(String slug) {
      return reader.on(slug).filter(Held::running).isPresent();
    }

    public boolean has(String slug, String topic) {
      String categories = reader.on(slug).map(held -> held.choices().categories()).orElse("*");
      return !categories.equals("*") && Arrays.asList(categories.split(",")).contains(topic);
    }

    public String rhythm(String slug) {
      return reader.on(slug).map(held -> held.choices().rhythm()).orElse("each");
    }

    /** What is offered, and whatever else she has; each with its words. */
    public Map<String, String> rhythms(Offer offer) {
      var rhythms = new LinkedHashMap<String, String>();
      Stream.concat(offer.times().rhythms().stream(), Stream.of(rhythm(offer.slug()))).forEach(rhythm -> rhythms.put(rhythm, words(rhythm)));
      return rhythms;
    }

    private String words(String rhythm) {
      Rhythm often = Rhythm.parse(rhythm);
      if (often instanceof Rhythm.Daily daily) return visit.words().say("web.rhythm.daily") + (daily.time().equals(LocalTime.MIN) ? "" : " (" + daily.time() + ")");
      if (often instanceof Rhythm.Weekly weekly) return visit.words().say("web.rhythm.weekly", weekly.day().getDisplayName(TextStyle.FULL_STANDALONE, Locale.forLanguageTag(visit.words().language())));
      return often instanceof Rhythm.Monthly monthly ? visit.words().say("web.rhythm.monthly", monthly.day()) : visit.words().say("web.rhythm.each");
    }

    public boolean plain() {
      return reader.newsletters().stream().filter(Held::running).anyMatch(held -> held.choices().format().equals("TEXT"));
    }

    public Map<String, String> languages() {
      return LANGUAGES;
    }
  }

  /** What was typed where something has to be mended; empty: what is kept is shown. */
  record Typed(Optional<String> until, Optional<String> zone) {
    private static final Typed NOTHING = new Typed(Optional.empty(), Optional.empty());
  }

  void page(Visit visit) {
    show(visit, visit.opened(visit.desk().reader(visit.token())), "", Map.of());
  }

  private static void show(Visit visit, Reader reader, String note, Map<String, String> wrong) {
    show(visit, new Sheet(reader, visit.desk().offers(), Typed.NOTHING, note, wrong, visit));
  }

  private static void show(Visit visit, Sheet sheet) {
    visit.page("preferences.html", visit.words().say("web.preferences"), Map.of("sheet", sheet));
  }

  void save(Visit visit) {
    visit.countPost();
    Reader before = visit.opened(visit.desk().reader(visit.token()));
    Map<String, String> wrong = new LinkedHashMap<>();
    Optional<LocalDate> until = date(visit.field("until"));
    if (!visit.field("until").isEmpty() && until.filter(day -> day.isAfter(visit.desk().today())).isEmpty()) wrong.put("until", visit.words().say("web.pause.bad"));
    if (!isZone(visit.field("zone"))) wrong.put("zone", visit.words().say("web.zone.bad"));
    if (!wrong.isEmpty()) {
      visit.context().status(UNFIT);
      show(visit, new Sheet(before, visit.desk().offers(), new Typed(Optional.of(visit.field("until")), Optional.of(visit.field("zone"))), "", wrong, visit));
      return;
    }
    var person = new Preferences.Person(LANGUAGES.containsKey(visit.field("language")) ? visit.field("language") : "", visit.field("zone"));
    show(visit, visit.opened(visit.desk().change(visit.token(), wanted(visit, before), person, until)), visit.words().say("web.saved"), Map.of());
  }

  private static boolean isZone(String name) {
    try {
      return name.isEmpty() || !ZoneId.of(name).getId().isEmpty();
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Map<String, Choices> wanted(Visit visit, Reader before) {
    String format = visit.field("format").equals("text") ? "TEXT" : "HTML";
    return visit.desk().offers().stream().filter(offer -> visit.fields("newsletter").contains(offer.slug()))
        .collect(Collectors.toMap(Offer::slug, offer -> new Choices(ReaderDesk.chosen(offer, topics(visit, offer)), format, rhythm(visit, offer, before), hour(visit, offer, before))));
  }

  private static List<String> topics(Visit visit, Offer offer) {
    String prefix = offer.slug() + "/";
    return visit.fields("topic").stream().filter(topic -> topic.startsWith(prefix)).map(topic -> topic.substring(prefix.length())).toList();
  }

  /** What is not offered no form of ours sends; what she has already she keeps. */
  private static String rhythm(Visit visit, Offer offer, Reader before) {
    String kept = before.on(offer.slug()).map(held -> held.choices().rhythm()).orElse("each");
    String asked = visit.field("rhythm-" + offer.slug());
    return asked.equals(kept) || offer.times().rhythms().contains(asked) ? asked : kept;
  }

  private static String hour(Visit visit, Offer offer, Reader before) {
    String kept = before.on(offer.slug()).map(held -> held.choices().hour()).orElse("");
    String asked = visit.field("hour-" + offer.slug());
    if (asked.isEmpty() || !offer.times().hour() && !asked.equals(kept)) return "";
    return asked.matches("([01]\\d|2[0-3]):[0-5]\\d") ? asked : kept;
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  void move(Visit visit) {
    visit.countPost();
    Reader reader = visit.opened(visit.desk().reader(visit.token()));
    if (Visit.address(visit.field("email")) instanceof Parsed.Good good) {
      visit.desk().askMove(visit.token(), good.address(), visit.requester());
      visit.message(visit.words().say("web.move.asked"), visit.words().say("web.move.asked.1"));
    } else if (Visit.address(visit.field("email")) instanceof Parsed.Bad bad) {
      visit.context().status(UNFIT);
      show(visit, reader, "", Map.of("email", visit.words().say("web.email.bad", bad.reason())));
    }
  }

  /** One mail with the best of what she missed. */
  void catchUp(Visit visit) {
    visit.countPost();
    String outcome = visit.opened(visit.desk().catchUp(visit.token())).name().toLowerCase(Locale.ROOT);
    visit.message(visit.words().say("web.recap." + outcome), visit.words().say("web.recap." + outcome + ".1"));
  }

  /** Everything there is, as JSON. */
  void export(Visit visit) {
    Reader reader = visit.opened(visit.desk().reader(visit.token()));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("address", reader.address());
    all.put("name", reader.name());
    all.put("language", reader.language());
    all.put("zone", reader.zone());
    all.put("newsletters", reader.newsletters().stream().map(ChoicePages::exported).toList());
    visit.context().header("Content-Disposition", "attachment; filename=\"my-subscription.json\"").contentType("application/json").result(Pages.json(all));
  }

  private static Map<String, Object> exported(Preferences.Held held) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("newsletter", held.newsletter());
    one.put("running", held.running());
    one.put("categories", held.choices().categories());
    one.put("format", held.choices().format());
    one.put("rhythm", held.choices().rhythm());
    one.put("not_before", held.choices().hour());
    one.put("paused_until", held.pausedUntil().map(Object::toString).orElse(""));
    one.put("since", held.since().toString());
    one.put("consent", Pages.readJson(held.consent()).<Object>map(json -> json).orElse(held.consent()));
    return one;
  }

  void forget(Visit visit) {
    visit.countPost();
    Reader reader = visit.opened(visit.desk().reader(visit.token()));
    if (!visit.field("sure").equals("yes")) {
      visit.context().status(UNFIT);
      show(visit, reader, "", Map.of("forget", visit.words().say("web.forget.unsure")));
      return;
    }
    visit.desk().forget(visit.token());
    visit.message(visit.words().say("web.forgotten"), visit.words().say("web.forgotten.1"));
  }
}
