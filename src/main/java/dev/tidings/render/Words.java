package dev.tidings.render;

import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fixed words of mails and pages in one language. A key's text comes from, in this order: the configuration's texts, the
 * house's {@code templates/words/<language>.properties}, the shipped file of the language, the shipped English one.
 * {@code {0}} and its like are replaced; where the first argument is a number n and there is a key {@code <key>.n}, that one
 * is meant ({@code stories.1=1 story}, {@code stories={0} stories}).
 */
public final class Words {
  private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "dv", "fa", "he", "iw", "ku", "ps", "sd", "ug", "ur", "yi");
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)\\}");
  private final String language;
  private final Map<String, String> texts;

  private Words(String language, Map<String, String> texts) {
    this.language = language;
    this.texts = texts;
  }

  /** @param language a BCP 47 tag; of one that has no file the base language is meant, of an unknown one English */
  public static Words of(String language, TemplateFolder folder, Map<String, String> texts) {
    return of(language, folder::text, texts);
  }

  /** @param files a house's file by its name, {@code words/de.properties} */
  static Words of(String language, Function<String, Optional<String>> files, Map<String, String> texts) {
    var all = new HashMap<String, String>();
    String tag = language.isBlank() ? "en" : language.replace('_', '-').toLowerCase(Locale.ROOT);
    String base = tag.split("-", 2)[0];
    for (String name : base.equals(tag) ? new String[] {"en", base} : new String[] {"en", base, tag}) {
      shipped(name).ifPresent(all::putAll);
      String file = "words/" + name + ".properties";
      files.apply(file).ifPresent(text -> all.putAll(parse("templates/" + file, text)));
    }
    all.putAll(texts);
    return new Words(tag, Map.copyOf(all));
  }

  public String language() {
    return language;
  }

  public String direction() {
    return RIGHT_TO_LEFT.contains(language.split("-", 2)[0]) ? "rtl" : "ltr";
  }

  /** The text of {@code key}; empty where there is none in any file. */
  public Optional<String> find(String key, Object... arguments) {
    String text = null;
    if (arguments.length > 0 && arguments[0] instanceof Number number) text = texts.get(key + "." + number);
    if (text == null) text = texts.get(key);
    if (text == null) return Optional.empty();
    // One pass: an argument that looks like a place is an argument.
    return Optional.of(PLACE.matcher(text).replaceAll(place -> {
      int number = Integer.parseInt(place.group(1));
      return Matcher.quoteReplacement(number < arguments.length ? String.valueOf(arguments[number]) : place.group());
    }));
  }

  /** The text of {@code key}; the key itself where there is none. */
  public String say(String key, Object... arguments) {
    return find(key, arguments).orElse(key);
  }

  /** A day as people of this language write it, without the year: {@code Tue 24 Nov}. The same on every Java. */
  public String day(LocalDate date) {
    String weekday = part("date.days", date.getDayOfWeek().getValue());
    return say("date", weekday, date.getDayOfMonth(), part("date.months", date.getMonthValue()));
  }

  /** The same with the year and without the weekday: {@code 24 Nov 2026}. */
  public String dayAndYear(LocalDate date) {
    return say("date.year", date.getDayOfMonth(), part("date.months", date.getMonthValue()), String.valueOf(date.getYear()));
  }

  /** {@code November 2026} */
  public String month(YearMonth month) {
    return say("date.month", month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, Locale.forLanguageTag(language)), String.valueOf(month.getYear()));
  }

  private String part(String key, int number) {
    String[] names = say(key).split(",");
    return names.length >= number ? names[number - 1].strip() : String.valueOf(number);
  }

  private static Optional<Map<String, String>> shipped(String language) {
    if (!language.matches("[a-z0-9-]{1,20}")) return Optional.empty();
    var all = new HashMap<String, String>();
    for (String file : new String[] {"words_" + language + ".properties", "pages_" + language + ".properties"})
      TemplateFolder.resource("/dev/tidings/render/" + file).ifPresent(text -> all.putAll(parse(file, text)));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  private static Map<String, String> parse(String file, String text) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new TemplateException(new TemplateProblem(file, 0, "", e.getMessage() + " (a backslash begins an escape like \\u00e9)"
          + ". The last good words are used. Mend the line, or delete the file."));
    }
    var words = new HashMap<String, String>();
    properties.forEach((key, value) -> words.put(String.valueOf(key), String.valueOf(value)));
    return words;
  }
}
