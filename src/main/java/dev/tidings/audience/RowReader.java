package dev.tidings.audience;

import dev.tidings.audience.Columns.Field;
import dev.tidings.audience.ListedReader.Choices;
import dev.tidings.audience.ListedReader.Pace;
import dev.tidings.audience.MailAddress.Parsed;
import dev.tidings.post.Category;
import dev.tidings.timetable.CategoryChoice;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The cells of one row become a reader, or a reason why not. */
final class RowReader {
  private static final int MAX_NAME = 200;
  private static final int MAX_CONSENT = 2_000;
  private static final int MAX_REMEMBERED = 1_000;
  private static final Pattern ODD = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
  private static final String DAY = "(?:mon|tue|wed|thu|fri|sat|sun)";
  private static final String TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d";
  private static final Pattern RHYTHM =
      Pattern.compile("each|daily " + TIME + "|weekly " + DAY + "|monthly (?:[1-9]|[12]\\d|3[01])");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}");

  private final Columns columns;
  private final Standing least;
  private final Map<String, String> slugs = new LinkedHashMap<>();

  /** @param least what all readers of the file are, whatever else a row says of them */
  RowReader(Columns columns, Standing least) {
    this.columns = columns;
    this.least = columns.has(Field.MAILCHIMP) ? least : Standing.ACTIVE;
  }

  /** What a row cannot be; the message is the reason, without file and line. */
  static final class BadRow extends Exception {
    private static final long serialVersionUID = 1;

    BadRow(String reason) {
      super(reason, null, false, false);
    }
  }

  ListedReader read(int line, List<String> cells) throws BadRow {
    String text = columns.text(cells, Field.EMAIL);
    if (text.isEmpty()) throw new BadRow("the row has no address");
    Parsed parsed = MailAddress.parse(text);
    if (!(parsed instanceof Parsed.Good good)) throw new BadRow(shown(text) + " " + ((Parsed.Bad) parsed).reason());
    var choices =
        new Choices(name(cells), columns.cell(cells, Field.CATEGORIES).map(this::categories), format(cells),
            language(cells), zone(cells), pace(cells));
    return new ListedReader(line, good.address(), good.warnings(), choices, standing(cells), consent(cells));
  }

  private Standing standing(List<String> cells) throws BadRow {
    if (yes(columns.text(cells, Field.SHUT_OUT), false)) return Standing.BLOCKED;
    Standing said = known(columns.text(cells, Field.STATUS), Standing::of);
    if (said == Standing.ACTIVE) said = known(columns.text(cells, Field.TYPE), Standing::ofType);
    if (said == Standing.ACTIVE) said = least;
    boolean stops = said == Standing.ACTIVE || said == Standing.PENDING || said == Standing.PAUSED || said == Standing.ENDED;
    if (stops && !columns.text(cells, Field.BOUNCE_TIME).isEmpty()) return Standing.BOUNCED;
    if (said == Standing.ACTIVE || said == Standing.PENDING || said == Standing.PAUSED) {
      if (!columns.text(cells, Field.UNSUB_TIME).isEmpty()) return Standing.ENDED;
      if (!yes(columns.text(cells, Field.SUBSCRIBED), true) || yes(columns.text(cells, Field.DISABLED), false)) return Standing.ENDED;
    }
    if (said == Standing.ACTIVE && !yes(columns.text(cells, Field.CONFIRMED), true)) return Standing.PENDING;
    return said;
  }

  private static Standing known(String word, Function<String, Optional<Standing>> words) throws BadRow {
    return words.apply(word).orElseThrow(() -> new BadRow("the state " + shown(word) + " is not known; write active, pending or unsubscribed"));
  }

  private static boolean yes(String word, boolean blank) throws BadRow {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "" -> blank;
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default -> throw new BadRow("the state " + shown(word) + " is not known; write true or false");
    };
  }

  /** The row's cells, the address before the others, so that what is left of a broken one can be recognised. */
  List<String> addressFirst(List<String> cells) {
    var first = new ArrayList<String>(List.of(columns.cell(cells, Field.EMAIL).orElse(cells.isEmpty() ? "" : cells.get(0))));
    first.addAll(cells);
    return first;
  }

  private Optional<String> name(List<String> cells) {
    Optional<String> whole = columns.cell(cells, Field.NAME);
    if (whole.isEmpty() && !columns.has(Field.FIRST) && !columns.has(Field.LAST)) return Optional.empty();
    String parts = columns.text(cells, Field.FIRST) + " " + columns.text(cells, Field.LAST);
    return Optional.of(oneLine(ReaderColumns.tame(whole.filter(name -> !name.isEmpty()).orElse(parts))));
  }

  /** No control, no direction mark, no line end: a name reaches headers. */
  private static String oneLine(String text) {
    return oneLine(text, MAX_NAME);
  }

  private static String oneLine(String text, int most) {
    String clean = ODD.matcher(text).replaceAll(" ").strip();
    return clean.length() <= most ? clean : clean.substring(0, clean.offsetByCodePoints(0, clean.codePointCount(0, most)));
  }

  /** Remembered, because few choices serve many readers. */
  private String categories(String cell) {
    if (slugs.size() > MAX_REMEMBERED) slugs.clear();
    return slugs.computeIfAbsent(cell, RowReader::chosen);
  }

  private static String chosen(String cell) {
    var slugs = new TreeSet<String>();
    for (String name : cell.split("[,;|\\n]")) {
      String tidy = name.strip();
      if (tidy.equals("*") || tidy.equalsIgnoreCase("all")) return "*";
      if (!tidy.isEmpty()) slugs.add(Category.of(tidy).slug());
    }
    return slugs.isEmpty() ? "*" : CategoryChoice.stored(slugs);
  }

  private Optional<String> format(List<String> cells) throws BadRow {
    Optional<String> cell = columns.cell(cells, Field.FORMAT);
    if (cell.isEmpty()) return cell;
    return switch (cell.get().toLowerCase(Locale.ROOT)) {
      case "", "html", "1" -> Optional.of("HTML");
      case "text", "plain", "0" -> Optional.of("TEXT");
      default -> throw new BadRow("the format " + shown(cell.get()) + " is neither html nor text");
    };
  }

  private Optional<String> language(List<String> cells) throws BadRow {
    Optional<String> cell = columns.cell(cells, Field.LANGUAGE).map(tag -> tag.replace('_', '-'));
    if (cell.isPresent() && !cell.get().isEmpty() && !LANGUAGE.matcher(cell.get()).matches())
      throw new BadRow("the language " + shown(cell.get()) + " is no tag such as en or pt-BR");
    return cell;
  }

  private Optional<String> zone(List<String> cells) throws BadRow {
    Optional<String> cell = columns.cell(cells, Field.ZONE);
    if (cell.isEmpty() || cell.get().isEmpty()) return cell;
    try {
      return Optional.of(ZoneId.of(cell.get()).getId());
    } catch (DateTimeException unknown) {
      if (columns.has(Field.MAILCHIMP)) return Optional.of(""); // a guess of theirs, by the reader's machine
      throw new BadRow("the zone " + shown(cell.get()) + " is not known; write one such as Europe/London");
    }
  }

  private Pace pace(List<String> cells) throws BadRow {
    Optional<String> rhythm = columns.cell(cells, Field.RHYTHM).map(text -> text.isEmpty() ? "each" : text.toLowerCase(Locale.ROOT));
    if (rhythm.isPresent() && !RHYTHM.matcher(rhythm.get()).matches())
      throw new BadRow("the rhythm " + shown(rhythm.get()) + " is none of each, daily 07:00, weekly mon, monthly 1");
    Optional<String> after = columns.cell(cells, Field.SEND_AFTER);
    if (after.isPresent() && !after.get().isEmpty() && !after.get().matches(TIME))
      throw new BadRow("the hour " + shown(after.get()) + " is not written like 09:30");
    return new Pace(rhythm.map(RowReader::dayInCapitals), after);
  }

  private static String dayInCapitals(String rhythm) {
    return rhythm.startsWith("weekly ") ? "weekly " + rhythm.substring(7).toUpperCase(Locale.ROOT) : rhythm;
  }

  private String consent(List<String> cells) {
    String own = columns.text(cells, Field.CONSENT);
    if (own.startsWith("{") && own.endsWith("}")) return oneLine(own, MAX_CONSENT);
    String at = columns.either(cells, Field.CONFIRM_TIME, Field.OPTIN_TIME, Field.JOIN_TIME);
    String address = columns.either(cells, Field.CONFIRM_ADDRESS, Field.OPTIN_ADDRESS);
    if (own.isEmpty() && at.isEmpty() && address.isEmpty()) return "";
    return "{\"at\":" + quoted(at) + ",\"address\":" + quoted(address) + ",\"wording\":" + quoted(own) + "}";
  }

  /** The same JSON for consent given to the admin. */
  static String consented(String at, String wording) {
    return "{\"at\":%s,\"wording\":%s}".formatted(quoted(at), quoted(wording));
  }

  static String quoted(String text) {
    return '"' + oneLine(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** A stranger's text in a message: one line, bounded. */
  static String shown(String text) {
    String clean = text.replaceAll("[\\p{Cc}\\p{Cf}]", "\u00b7");
    return "'" + (clean.length() > 80 ? clean.substring(0, 80) + "…" : clean) + "'";
  }
}
