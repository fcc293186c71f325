package dev.tidings.audience;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;

/** The physical lines of a file, numbered, each bounded; lines can be given back. */
final class ListLines {
  static final int MAX_LINE = 65_536;
  private final Reader reader;
  private final char[] buffer = new char[32_768];
  private final Deque<Line> givenBack = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private int at;
  private int filled;
  private int number;

  /** @param tooLong whether the text was cut at {@link #MAX_LINE} · @param last whether the file ends here */
  record Line(int number, String text, boolean tooLong, boolean last) {}

  ListLines(Reader reader) {
    this.reader = reader;
  }

  /** To be called for the last line first. */
  void giveBack(Line line) {
    givenBack.addFirst(line);
  }

  /** A line with {@code last} and no text is the end. */
  Line next() throws IOException {
    Line before = givenBack.pollFirst();
    if (before != null) return before;
    text.setLength(0);
    number++;
    boolean tooLong = false;
    for (int c = read(); ; c = read()) {
      if (c < 0) return new Line(number, text.toString(), tooLong, true);
      if (c == '\n') return new Line(number, text.toString(), tooLong, false);
      if (c == '\r') {
        if (peek() == '\n') at++;
        return new Line(number, text.toString(), tooLong, false);
      }
      if (text.length() < MAX_LINE) text.append((char) c);
      else tooLong = true;
    }
  }

  private int read() throws IOException {
    int c = peek();
    if (c >= 0) at++;
    return c;
  }

  private int peek() throws IOException {
    if (at >= filled) {
      filled = reader.read(buffer);
      at = 0;
      if (filled <= 0) {
        filled = 0;
        return -1;
      }
    }
    return buffer[at];
  }
}
