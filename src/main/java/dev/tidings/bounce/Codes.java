package dev.tidings.bounce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers of a refusal; empty where there is none.
 *
 * @param status RFC 3463
 * @param code RFC 5321 4.2
 */
record Codes(String status, String code) {
  private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([45]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.]*\\d)");
  private static final Pattern CODE = Pattern.compile(
      "(?<![\\w.@-])(4(?:2[12]|3[0-2]|4[1-9]|5[0-5]|7[0-2])|5(?:0[0-4]|1[0-7]|2[0-3]|3[0-9]|4[0-8]|5[0-9]|6[0-9]|7[0-9]))(?=[ :#;,-])(?! ?(?:bytes|kb|mb|octets|messages))");

  /** Those of the server's words; where they are silent or say less, the report's own status. */
  static Codes of(String status, String text) {
    String own = found(STATUS, status);
    String said = found(STATUS, text);
    boolean vague = said.isEmpty() || said.endsWith(".0.0") && !own.isEmpty();
    return new Codes(vague ? own.isEmpty() ? said : own : said, found(CODE, text));
  }

  private static String found(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  /** Not one of the numbers says that it is for ever, and one says that it is not. RFC 3463 2, RFC 5321 4.2.1 */
  boolean onlyForNow() {
    return (status.startsWith("4") || status.isEmpty()) && !code.startsWith("5") && (status.startsWith("4") || code.startsWith("4"));
  }
}
