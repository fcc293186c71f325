package dev.tidings.doctor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * One of our mails, taken apart by a reader of its own: none of the code that made it is used here.
 *
 * @param raw one character an octet
 * @param fields unfolded, in their order
 * @param text of the plain part, decoded · @param html of the other; empty where it is text only
 */
record MailSeen(String raw, List<Field> fields, List<Piece> pieces, String text, String html) {
  private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=\"?([^\";]+)\"?");
  private static final Pattern ESCAPED = Pattern.compile("=([0-9A-F]{2})");

  /** @param name as it is written · @param lines as they stand, with their folds */
  record Field(String name, String value, String lines) {}

  /** A part's content type and transfer encoding, in lower case. */
  record Piece(String type, String encoding) {}

  static MailSeen of(byte[] mail) {
    String raw = new String(mail, StandardCharsets.ISO_8859_1);
    List<Field> fields = fieldsOf(head(raw));
    String type = first(fields, "content-type");
    Matcher boundary = BOUNDARY.matcher(type);
    if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/") || !boundary.find())
      return new MailSeen(raw, fields, List.of(piece(fields)), decoded(fields, body(raw)), "");
    var pieces = new ArrayList<Piece>();
    var contents = new ArrayList<String>();
    for (String part : ("\r\n" + body(raw)).split(Pattern.quote("\r\n--" + boundary.group(1)))) {
      if (!part.startsWith("\r\n") || !part.contains("\r\n\r\n") || pieces.isEmpty() && !part.toLowerCase(Locale.ROOT).contains("content-type:")) continue;
      List<Field> own = fieldsOf(head(part.substring(2)));
      pieces.add(piece(own));
      contents.add(decoded(own, body(part.substring(2))));
    }
    return new MailSeen(raw, fields, pieces, contents.isEmpty() ? "" : contents.get(0), contents.size() < 2 ? "" : contents.get(contents.size() - 1));
  }

  Document page() {
    return Jsoup.parse(html);
  }

  String body() {
    return body(raw);
  }

  List<String> headLines() {
    return List.of(head(raw).split("\r\n"));
  }

  /** The first value; empty where there is none. */
  String field(String name) {
    return first(fields, name);
  }

  long count(String name) {
    return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).count();
  }

  /** The address of a field that holds one, with or without a name. */
  String address(String name) {
    String value = field(name);
    int open = value.lastIndexOf('<');
    return (open < 0 ? value : value.substring(open + 1).replaceFirst(">.*", "")).strip();
  }

  static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  private static String head(String raw) {
    int end = raw.indexOf("\r\n\r\n");
    return end < 0 ? raw : raw.substring(0, end);
  }

  private static String body(String raw) {
    int end = raw.indexOf("\r\n\r\n");
    return end < 0 ? "" : raw.substring(end + 4);
  }

  /** RFC 5322 2.2.3 */
  private static List<Field> fieldsOf(String head) {
    var fields = new ArrayList<Field>();
    for (String lines : head.split("\r\n(?![ \t])")) {
      int colon = lines.indexOf(':');
      if (colon > 0) fields.add(new Field(lines.substring(0, colon), lines.substring(colon + 1).replace("\r\n", "").strip(), lines));
    }
    return fields;
  }

  private static String first(List<Field> fields, String name) {
    return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value).findFirst().orElse("");
  }

  private static Piece piece(List<Field> fields) {
    return new Piece(first(fields, "content-type").toLowerCase(Locale.ROOT), first(fields, "content-transfer-encoding").toLowerCase(Locale.ROOT));
  }

  /** RFC 2045 6.7 */
  private static String decoded(List<Field> fields, String body) {
    if (!piece(fields).encoding().equals("quoted-printable")) return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    String joined = body.replaceAll("=[ \t]*\r\n", "");
    String octets = ESCAPED.matcher(joined).replaceAll(hex -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
    return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** What is wrong, if it is. */
  static Optional<String> unless(boolean right, String wrong) {
    return right ? Optional.empty() : Optional.of(wrong);
  }
}
