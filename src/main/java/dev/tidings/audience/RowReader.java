package dev.tidings.audience;

import dev.tidings.audience.Columns.Field;
import dev.tidings.audience.ListedReader.Cadence;
import dev.tidings.audience.ListedReader.Choices;
import dev.tidings.audience.MailAddress.Parsed;
import dev.tidings.timetable.CategoryChoice;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The cells of one row become a reader, or a reason why not. */
final class RowReader {
  private static final int MAX_NAME = 200;
  private static final String DAY = "(?:mon|tue|wed|thu|fri|sat|sun)";
  private static final String TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d";
  private static final Pattern RHYTHM =
      Pattern.compile("each|daily " + TIME + "|weekly " + DAY + "|monthly (?:[1-9]|1\\d|2[0-8])");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}");

  private final Columns columns;

  RowReader(Columns columns) {
    this.columns = columns;
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
    if (!(MailAddress.parse(text) instanceof Parsed.Good good))
      throw new BadRow(shown(text) + " " + ((Parsed.Bad) MailAddress.parse(text)).reason());
    var choices =
        new Choices(name(cells), columns.cell(cells, Field.CATEGORIES).map(RowReader::categories), format(cells),
            language(cells), zone(cells), cadence(cells));
    return new ListedReader(line, good.address(), choices, standing(cells), consent(cells));
  }

  private Standing standing(List<String> cells) throws BadRow {
    if (columns.has(Field.CLEAN_TIME)) return Standing.BOUNCED;
    if (!columns.text(cells, Field.UNSUB_TIME).isEmpty()) return Standing.ENDED;
    String word = columns.text(cells, Field.STATUS);
    Standing said = Standing.of(word).orElseThrow(() -> new BadRow("the state " + shown(word) + " is not known; write active, pending or unsubscribed"));
    if (said != Standing.ACTIVE) return said;
    String subscribed = columns.text(cells, Field.SUBSCRIBED);
    Standing ghost = Standing.of(subscribed).orElseThrow(() -> new BadRow("the state " + shown(subscribed) + " is not known; write true or false"));
    boolean disabled = Standing.of(columns.text(cells, Field.DISABLED)).orElse(Standing.ENDED) == Standing.ACTIVE
        && !columns.text(cells, Field.DISABLED).isEmpty();
    return disabled ? Standing.ENDED : ghost;
  }

  private Optional<String> name(List<String> cells) {
    Optional<String> whole = columns.cell(cells, Field.NAME);
    if (whole.isEmpty() && !columns.has(Field.FIRST) && !columns.has(Field.LAST)) return Optional.empty();
    String parts = columns.text(cells, Field.FIRST) + " " + columns.text(cells, Field.LAST);
    return Optional.of(oneLine(whole.filter(name -> !name.isEmpty()).orElse(parts)));
  }

  /** No control, no direction mark, no line end: a name reaches headers. */
  private static String oneLine(String text) {
    String clean = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
    return clean.length() <= MAX_NAME ? clean : clean.substring(0, clean.offsetByCodePoints(0, clean.codePointCount(0, MAX_NAME)));
  }

  private static String categories(String cell) {
    if (cell.isEmpty() || cell.equals("*") || cell.equalsIgnoreCase("all")) return "*";
    var slugs = new TreeSet<String>();
    for (String name : cell.split("[,;|\\n]")) if (!slug(name).isEmpty()) slugs.add(slug(name));
    return CategoryChoice.stored(slugs);
  }

  private static String slug(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT).replace("+", "-plus").replace("#", "-sharp");
    return plain.replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-").replaceAll("^-+|-+$", "");
  }

  private Optional<String> format(List<String> cells) throws BadRow {
    Optional<String> cell = columns.cell(cells, Field.FORMAT);
    if (cell.isEmpty()) return cell;
    return switch (cell.get().toLowerCase(Locale.ROOT)) {
      case "", "html" -> Optional.of("HTML");
      case "text", "plain" -> Optional.of("TEXT");
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
      throw new BadRow("the zone " + shown(cell.get()) + " is not known; write one such as Europe/London");
    }
  }

  private Cadence cadence(List<String> cells) throws BadRow {
    Optional<String> rhythm = columns.cell(cells, Field.RHYTHM).map(text -> text.isEmpty() ? "each" : text.toLowerCase(Locale.ROOT));
    if (rhythm.isPresent() && !RHYTHM.matcher(rhythm.get()).matches())
      throw new BadRow("the rhythm " + shown(rhythm.get()) + " is none of each, daily 07:00, weekly mon, monthly 1");
    Optional<String> after = columns.cell(cells, Field.SEND_AFTER);
    if (after.isPresent() && !after.get().isEmpty() && !after.get().matches(TIME))
      throw new BadRow("the hour " + shown(after.get()) + " is not written like 09:30");
    return new Cadence(rhythm.map(RowReader::dayInCapitals), after);
  }

  private static String dayInCapitals(String rhythm) {
    return rhythm.startsWith("weekly ") ? "weekly " + rhythm.substring(7).toUpperCase(Locale.ROOT) : rhythm;
  }

  private String consent(List<String> cells) {
    String own = columns.text(cells, Field.CONSENT);
    if (own.startsWith("{")) return own;
    String at = columns.text(cells, Field.CONSENT_TIME);
    if (own.isEmpty() && at.isEmpty()) return "";
    return "{\"at\":%s,\"address\":%s,\"wording\":%s}"
        .formatted(quoted(at), quoted(columns.text(cells, Field.CONSENT_ADDRESS)), quoted(own));
  }

  /** The same JSON for consent given to the admin. */
  static String consented(String at, String wording) {
    return "{\"at\":%s,\"wording\":%s}".formatted(quoted(at), quoted(wording));
  }

  private static String quoted(String text) {
    return '"' + oneLine(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** A stranger's text in a message: one line, bounded. */
  static String shown(String text) {
    String clean = text.replaceAll("[\\p{Cc}\\p{Cf}]", "\u00b7");
    return "'" + (clean.length() > 80 ? clean.substring(0, 80) + "…" : clean) + "'";
  }
}
