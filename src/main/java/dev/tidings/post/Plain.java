package dev.tidings.post;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of plain text out of what an author wrote: entities decoded once, no markup, no control characters. */
final class Plain {
  private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\\w{2,8});");
  private static final Map<String, String> NAMED = Map.ofEntries(
      Map.entry("amp", "&"), Map.entry("lt", "<"), Map.entry("gt", ">"), Map.entry("quot", "\""), Map.entry("apos", "'"), Map.entry("nbsp", "\u00a0"),
      Map.entry("ldquo", "“"), Map.entry("rdquo", "”"), Map.entry("lsquo", "‘"), Map.entry("rsquo", "’"), Map.entry("mdash", "—"), Map.entry("ndash", "–"),
      Map.entry("hellip", "…"), Map.entry("bull", "•"), Map.entry("middot", "·"), Map.entry("eacute", "é"), Map.entry("copy", "©"), Map.entry("reg", "®"),
      Map.entry("trade", "™"), Map.entry("laquo", "«"), Map.entry("raquo", "»"), Map.entry("times", "×"), Map.entry("ntilde", "ñ"), Map.entry("uuml", "ü"));

  private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern STRONG = Pattern.compile("(\\*\\*|__)(?=\\S)(.+?)(?<=\\S)\\1");
  private static final Pattern STRESS = Pattern.compile("(?<![\\w*])\\*(?=\\S)([^*]+)(?<=\\S)\\*(?![\\w*])");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern TAG = Pattern.compile("</?(?:em|strong|b|i|code|span|br|sup|sub)\\b[^>]*>");
  private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cntrl}\\p{Co}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

  private Plain() {}

  static String line(String text) {
    return oneLine(decoded(unmarked(text)));
  }

  private static String unmarked(String text) {
    String words = text;
    if (words.indexOf('[') >= 0) words = LINK.matcher(words).replaceAll("$1");
    if (words.indexOf('*') >= 0 || words.indexOf('_') >= 0) words = STRESS.matcher(STRONG.matcher(words).replaceAll("$2")).replaceAll("$1");
    if (words.indexOf('`') >= 0) words = CODE.matcher(words).replaceAll("$1");
    return words.indexOf('<') < 0 ? words : TAG.matcher(words).replaceAll("");
  }

  /** Control and private-use characters have no place in a header, a feed or a mail. */
  static String oneLine(String text) {
    return spaced(UNSHOWN.matcher(text).replaceAll(" "));
  }

  /** Each run of white space one blank, none at the ends. */
  static String spaced(String text) {
    var out = new StringBuilder(text.length());
    boolean owed = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean blank = c == ' ' || c >= '\t' && c <= '\r';
      if (!blank) {
        if (owed && !out.isEmpty()) out.append(' ');
        out.append(c);
      }
      owed = blank;
    }
    return out.toString().strip();
  }

  private static String decoded(String text) {
    if (text.indexOf('&') < 0) return text;
    Matcher entity = ENTITY.matcher(text);
    var out = new StringBuilder();
    while (entity.find()) entity.appendReplacement(out, Matcher.quoteReplacement(character(entity)));
    return entity.appendTail(out).toString();
  }

  private static String character(Matcher entity) {
    String name = entity.group(1);
    if (name.charAt(0) != '#') return NAMED.getOrDefault(name, entity.group());
    boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
    int point = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
    return Character.isValidCodePoint(point) && point > 31 ? Character.toString(point) : "";
  }
}
