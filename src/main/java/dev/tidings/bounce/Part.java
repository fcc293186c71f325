package dev.tidings.bounce;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entity of a message, however broken it was.
 *
 * @param type lower case, {@code text/plain} where nothing is said
 * @param raw the body, one character an octet, lines ended by LF
 */
record Part(Fields header, String type, String raw, List<Part> children) {
  /** {@code name=value} or {@code name="value"} of a Content-Type, lenient about blanks and missing quotes. */
  static String parameter(String value, String name) {
    Matcher found = Pattern.compile("(?i)[;\\s]" + name + "\\s*=\\s*(?:\"([^\"]*)\"?|([^;\\s]+))").matcher(value);
    if (!found.find()) return "";
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  boolean isText() {
    return type.startsWith("text/") && !type.equals("text/rfc822-headers");
  }

  boolean isMultipart() {
    return type.startsWith("multipart/");
  }

  /** The body without its transfer encoding. */
  String octets() {
    return Encodings.decoded(raw, header.first("content-transfer-encoding").orElse(""));
  }

  /** The body as a person reads it. */
  String text() {
    String text = Encodings.inCharset(octets(), parameter(header.first("content-type").orElse(""), "charset"));
    return type.equals("text/html") || looksLikeHtml(text) ? Encodings.withoutTags(text) : text;
  }

  private static boolean looksLikeHtml(String text) {
    String opening = text.substring(0, Math.min(400, text.length())).stripLeading().toLowerCase(java.util.Locale.ROOT);
    return opening.startsWith("<html") || opening.startsWith("<!doctype html");
  }
}
