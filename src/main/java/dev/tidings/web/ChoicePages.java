package dev.tidings.web;

import dev.tidings.audience.MailAddress.Parsed;
import dev.tidings.audience.Preferences;
import dev.tidings.audience.Preferences.Choices;
import dev.tidings.audience.Preferences.Held;
import dev.tidings.audience.Preferences.Reader;
import dev.tidings.run.ReaderDesk;
import dev.tidings.run.ReaderDesk.Offer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A reader's own page: what comes, how, when not, to which address; her data; and being forgotten. */
final class ChoicePages {
  private static final int UNFIT = 422;
  private static final Map<String, String> LANGUAGES = new java.util.TreeMap<>(Map.of("de", "Deutsch", "en", "English", "es", "Español", "fr", "Français", "he", "עברית", "ja", "日本語"));

  /** What the page shows. @param note after saving · @param wrong what to mend, by field */
  record Sheet(Reader reader, List<Offer> offers, String until, String note, Map<String, String> wrong, String here) {
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

    /** The usual ones, and whatever else she has. */
    public List<String> rhythms(String slug) {
      return java.util.stream.Stream.of("each", "weekly MON", "monthly 1", rhythm(slug)).distinct().toList();
    }

    public boolean plain() {
      return reader.newsletters().stream().filter(Held::running).anyMatch(held -> held.choices().format().equals("TEXT"));
    }

    public Map<String, String> languages() {
      return LANGUAGES;
    }
  }

  void page(Visit visit) {
    show(visit, visit.opened(visit.desk().reader(visit.token())), "", Map.of());
  }

  private static void show(Visit visit, Reader reader, String note, Map<String, String> wrong) {
    String until = reader.newsletters().stream().filter(Held::running).flatMap(held -> held.pausedUntil().stream()).findFirst()
        .map(moment -> LocalDate.ofInstant(moment, visit.desk().zone()).toString()).orElse("");
    var sheet = new Sheet(reader, visit.desk().offers(), until, note, wrong, visit.path("preferences/" + visit.token()));
    visit.page("preferences.html", visit.words().say("web.preferences"), Map.of("sheet", sheet));
  }

  void save(Visit visit) {
    visit.countPost();
    Reader before = visit.opened(visit.desk().reader(visit.token()));
    Optional<LocalDate> until = date(visit.field("until"));
    if (until.isEmpty() && !visit.field("until").isEmpty()) {
      visit.context().status(UNFIT);
      show(visit, before, "", Map.of("until", visit.words().say("web.pause.bad")));
      return;
    }
    String language = LANGUAGES.containsKey(visit.field("language")) ? visit.field("language") : "";
    show(visit, visit.opened(visit.desk().change(visit.token(), wanted(visit), language, until)), visit.words().say("web.saved"), Map.of());
  }

  private static Map<String, Choices> wanted(Visit visit) {
    String format = visit.field("format").equals("text") ? "TEXT" : "HTML";
    return visit.desk().offers().stream().filter(offer -> visit.fields("newsletter").contains(offer.slug()))
        .collect(Collectors.toMap(Offer::slug, offer -> new Choices(ReaderDesk.chosen(offer, topics(visit, offer)), format, rhythm(visit.field("rhythm-" + offer.slug())))));
  }

  private static List<String> topics(Visit visit, Offer offer) {
    String prefix = offer.slug() + "/";
    return visit.fields("topic").stream().filter(topic -> topic.startsWith(prefix)).map(topic -> topic.substring(prefix.length())).toList();
  }

  private static String rhythm(String words) {
    try {
      return words.isEmpty() ? "each" : dev.tidings.timetable.Rhythm.parse(words).stored();
    } catch (IllegalArgumentException e) {
      return "each"; // no form of ours sends that
    }
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

  /** Everything there is, as JSON. */
  void export(Visit visit) {
    Reader reader = visit.opened(visit.desk().reader(visit.token()));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("address", reader.address());
    all.put("name", reader.name());
    all.put("language", reader.language());
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
