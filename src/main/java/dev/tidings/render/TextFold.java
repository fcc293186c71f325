package dev.tidings.render;

/**
 * Folds plain text at 72 columns. Wide characters count two; links and other long words stay whole; a folded line is
 * indented as the first one's text is ({@code "   - "} by five). More than one empty line in a row becomes one.
 */
final class TextFold {
  static final int COLUMNS = 72;

  private TextFold() {}

  static String fold(String text) {
    var out = new StringBuilder(text.length() + 256);
    boolean blank = true;
    for (String raw : text.replace("\r\n", "\n").split("\n", -1)) {
      String line = raw.stripTrailing();
      if (!line.isEmpty()) line(line, out);
      else if (!blank) out.append('\n');
      blank = line.isEmpty();
    }
    return out.toString().stripTrailing() + "\n";
  }

  private static void line(String line, StringBuilder out) {
    String indent = " ".repeat(hang(line));
    int column = 0;
    int end = 0;
    int first = line.length() - line.stripLeading().length();
    out.append(line, 0, first);
    column = first;
    for (int start = first; start < line.length(); start = end) {
      end = wordEnd(line, start);
      String word = line.substring(start, end).stripTrailing();
      if (column > indent.length() && column + width(word) > COLUMNS && start > first) {
        trimEnd(out);
        out.append('\n').append(indent);
        column = indent.length();
      }
      out.append(line, start, end);
      column += width(line.substring(start, end));
    }
    trimEnd(out);
    out.append('\n');
  }

  /** Where the piece that begins at {@code start} ends, the blanks after it included. */
  private static int wordEnd(String line, int start) {
    int i = start;
    while (i < line.length()) {
      int c = line.codePointAt(i);
      int next = i + Character.charCount(c);
      if (c == ' ' && !betweenDigits(line, i)) {
        while (next < line.length() && line.charAt(next) == ' ') next++;
        return next;
      }
      if (next < line.length() && breaksAfter(c, line.codePointAt(next))) return next;
      i = next;
    }
    return line.length();
  }

  private static boolean betweenDigits(String line, int at) {
    return at > 0 && at + 1 < line.length() && Character.isDigit(line.charAt(at - 1)) && Character.isDigit(line.charAt(at + 1));
  }

  /** Between two wide characters, but not before closing marks nor after opening ones (JIS X 4051). */
  private static boolean breaksAfter(int c, int next) {
    if (width(c) != 2 && width(next) != 2) return false;
    if ("（「『【〈《〔［｛“‘(".indexOf(c) >= 0) return false;
    if (Character.isDigit(c) && Character.isDigit(next)) return false;
    return next != ' ' && "、。，．・：；？！）」』】〉》〕］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％”’),.:;?!".indexOf(next) < 0;
  }

  private static int hang(String line) {
    int indent = line.length() - line.stripLeading().length();
    String rest = line.substring(indent);
    if (rest.startsWith("- ") || rest.startsWith("> ")) return indent + 2;
    int digits = 0;
    while (digits < rest.length() && Character.isDigit(rest.charAt(digits))) digits++;
    boolean numbered = digits > 0 && digits < 4 && rest.startsWith(". ", digits);
    return numbered ? indent + digits + 2 : indent;
  }

  private static void trimEnd(StringBuilder out) {
    while (out.length() > 0 && out.charAt(out.length() - 1) == ' ') out.setLength(out.length() - 1);
  }

  static int width(String text) {
    return text.codePoints().map(c -> Holes.isMark(c) ? Hole.WIDTH : width(c)).sum();
  }

  /** Columns of one character: East Asian wide and full-width ones and emoji take two, combining ones none. UAX #11 */
  static int width(int c) {
    if (c < 0x300) return 1;
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) return 0;
    boolean wide = c >= 0x1100 && c <= 0x115f || c >= 0x2e80 && c <= 0x303e || c >= 0x3041 && c <= 0xa4cf
        || c >= 0xac00 && c <= 0xd7a3 || c >= 0xf900 && c <= 0xfaff || c >= 0xfe30 && c <= 0xfe4f
        || c >= 0xff00 && c <= 0xff60 || c >= 0xffe0 && c <= 0xffe6 || c >= 0x1f300 && c <= 0x1faff
        || c >= 0x20000 && c <= 0x3fffd;
    return wide ? 2 : 1;
  }
}
