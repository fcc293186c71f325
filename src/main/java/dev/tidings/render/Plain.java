package dev.tidings.render;

import java.util.Locale;
import java.util.regex.Pattern;

/** Authors' plain text on its way into a mail. */
final class Plain {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private Plain() {}

  /** Without control characters (but line ends and tabs) and without private-use ones, which mark our holes. */
  static String clean(String text) {
    if (text.codePoints().noneMatch(Plain::isUnwanted)) return text;
    var clean = new StringBuilder(text.length());
    text.codePoints().filter(c -> !isUnwanted(c)).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** On one line, at most {@code most} characters, cut at a word. */
  static String line(String text, int most) {
    String line = BLANKS.matcher(clean(text)).replaceAll(" ").strip();
    return line.length() <= most ? line : cut(line, most);
  }

  static String cut(String text, int most) {
    int end = text.offsetByCodePoints(0, Math.min(most, text.codePointCount(0, text.length())));
    int blank = text.lastIndexOf(' ', end);
    return text.substring(0, blank > end / 2 ? blank : end).strip() + "…";
  }

  /** {@code rtl} where the first letter that has a direction is written from right to left. */
  static String direction(String text, String otherwise) {
    return text.codePoints().map(Character::getDirectionality)
        .filter(d -> d == Character.DIRECTIONALITY_LEFT_TO_RIGHT || isRightToLeft(d))
        .mapToObj(d -> isRightToLeft(d) ? "rtl" : "ltr")
        .findFirst().orElse(otherwise);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean isRightToLeft(int directionality) {
    return directionality == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || directionality == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }

  private static boolean isUnwanted(int c) {
    return Character.getType(c) == Character.PRIVATE_USE || Character.getType(c) == Character.SURROGATE
        || Character.isISOControl(c) && c != '\n' && c != '\t';
  }
}
