package dev.tidings.post;

/**
 * How deep the lists, quotes and notes of a text stand, at most, line by line. A line goes on with what its predecessor opened as far as its
 * own indentation and marks reach (a list needs two columns for each level, a quote its mark) and may open more.
 */
final class Nesting {
  private int open;
  private boolean afterBlank = true;
  private int at;
  private int columns;
  private int marks;

  /** The depth of the next line. */
  int next(String line) {
    at = 0;
    columns = 0;
    marks = 0;
    while (at < line.length() && (blank(line) || mark(line))) at++;
    if (at == line.length() && marks == 0) {
      afterBlank = true;
      return open;
    }
    if (marks > 0) open = Math.min(open, columns / 2) + marks;
    else if (afterBlank) open = Math.min(open, columns / 2); // else it may go on with the paragraph before it, wherever it stands
    afterBlank = false;
    return open;
  }

  private boolean blank(String line) {
    char c = line.charAt(at);
    columns += c == '\t' ? 4 : 1;
    return c == ' ' || c == '\t';
  }

  /** A quote's, an item's, a task's or a note's mark; stands on its last character then. */
  private boolean mark(String line) {
    int end = end(line);
    if (end < 0) return false;
    at = end;
    marks++;
    return true;
  }

  private int end(String line) {
    char c = line.charAt(at);
    if (c == '>') return at;
    if (c == '-' || c == '+' || c == '*') return isFree(line, at + 1) ? at : -1;
    if (line.startsWith("[ ]", at) || line.startsWith("[x]", at) || line.startsWith("[X]", at)) return isFree(line, at + 3) ? at + 2 : -1;
    if (line.startsWith("[^", at)) {
      int close = line.indexOf("]:", at);
      return close < 0 ? -1 : close + 1;
    }
    int digits = at;
    while (digits < line.length() && digits - at < 10 && Character.isDigit(line.charAt(digits))) digits++;
    boolean number = digits > at && digits < line.length() && (line.charAt(digits) == '.' || line.charAt(digits) == ')');
    return number && isFree(line, digits + 1) ? digits : -1;
  }

  private static boolean isFree(String line, int at) {
    return at >= line.length() || line.charAt(at) == ' ' || line.charAt(at) == '\t';
  }
}
