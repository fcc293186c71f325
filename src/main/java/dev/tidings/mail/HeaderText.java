package dev.tidings.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Values on their way into a header: no control character passes, other scripts become encoded words, lines are folded. */
final class HeaderText {
  private static final int LINE = 76;
  /** {@code =?UTF-8?B?} and {@code ?=} around 60 characters of base64: 72, below RFC 2047's 75. */
  private static final int CHUNK = 45;

  private HeaderText() {}

  /** @throws UnfitForMail where it holds a control character: CR, LF, NUL, DEL, C1, or Unicode's own line ends */
  static String clean(String value, String what) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029')
        throw new UnfitForMail("%s holds a control character (U+%04X at position %d). The mail is not sent. Remove it."
            .formatted(what, (int) c, i + 1));
      if (Character.isSurrogate(c) && !pairAt(value, i))
        throw new UnfitForMail("%s holds half a character (U+%04X at position %d). The mail is not sent. Remove it."
            .formatted(what, (int) c, i + 1));
    }
    return value;
  }

  /** A value of ours that has no encoding for other scripts, such as a content type. */
  static String ascii(String value, String what) {
    if (!isAscii(clean(value, what))) throw new UnfitForMail(what + " '" + value + "' holds characters outside ASCII. The mail is not sent. Write it in ASCII.");
    return value;
  }

  /** Finished header lines, once more before they are bytes. */
  static String asciiLines(String headers) {
    if (!isAscii(headers)) throw new UnfitForMail("The headers hold characters outside ASCII. The mail is not sent.");
    return headers;
  }

  private static boolean pairAt(String value, int i) {
    return Character.isHighSurrogate(value.charAt(i))
        ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
  }

  /** Free text, such as a Subject. RFC 5322 2.2.1, RFC 2047 5 (1) */
  static String unstructured(String name, String value) {
    String clean = clean(value, "The " + name);
    boolean plain = isAscii(clean) && !clean.contains("=?") && longestWord(clean) < LINE - name.length() - 2
        && clean.equals(clean.strip()) && !clean.isEmpty();
    return name + ": " + (plain ? folded(name.length() + 2, clean) : encoded(name.length() + 2, clean)) + "\r\n";
  }

  /** A display name. RFC 5322 3.2.5, RFC 2047 5 (3) */
  static String phrase(int column, String value) {
    if (!isAscii(value) || value.contains("=?")) return encoded(column, value);
    String quoted = '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return longestWord(quoted) < LINE - column ? folded(column, quoted) : encoded(column, value);
  }

  static boolean isAscii(String value) {
    for (int i = 0; i < value.length(); i++) if (value.charAt(i) > 127) return false;
    return true;
  }

  /** Breaks at blanks so that no line is longer than 76 characters where a blank allows it. */
  static String folded(int column, String value) {
    if (column + value.length() <= LINE) return value;
    var out = new StringBuilder();
    int at = column;
    for (String word : value.split("(?<=\\S)(?= )", -1)) {
      if (at + word.length() > LINE && at > 1 && word.startsWith(" ") && !word.isBlank()) {
        out.append("\r\n");
        at = 0;
      }
      out.append(word);
      at += word.length();
    }
    return out.toString();
  }

  /** RFC 2047: each word whole characters only, at most 75 long, its line at most 76. */
  static String encoded(int column, String value) {
    var out = new StringBuilder();
    int room = Math.max(12, (LINE - column - 12) / 4 * 3);
    int start = 0;
    while (start < value.length()) {
      int end = start;
      int bytes = 0;
      while (end < value.length()) {
        int point = value.codePointAt(end);
        int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        if (bytes + size > Math.min(room, CHUNK)) break;
        bytes += size;
        end += Character.charCount(point);
      }
      if (start > 0) out.append("\r\n ");
      out.append("=?UTF-8?B?")
          .append(Base64.getEncoder().encodeToString(value.substring(start, end).getBytes(StandardCharsets.UTF_8)))
          .append("?=");
      start = end;
      room = CHUNK;
    }
    return out.toString();
  }

  private static int longestWord(String value) {
    int longest = 0;
    for (String word : value.split(" ")) longest = Math.max(longest, word.length() + 1);
    return longest;
  }
}
