package dev.tidings.render;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Text to quoted-printable, RFC 2045 6.7: lines of at most 76 characters, CRLF line ends. Holes are written as 34 plain
 * bytes on one line; a character is never split over two lines; no line begins with a dot or "From ", so that nobody on the
 * way has a reason to change a byte.
 */
final class QuotedPrintable {
  private static final int LINE = 76;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private final ByteArrayOutputStream out;
  private final List<Hole> holes;
  private int column;

  private QuotedPrintable(ByteArrayOutputStream out, List<Hole> holes) {
    this.out = out;
    this.holes = holes;
  }

  /** Appends {@code text} to {@code out}, and the holes in it to {@code holes}. Line ends of any make become CRLF. */
  static void encode(String text, ByteArrayOutputStream out, List<Hole> holes) {
    var encoder = new QuotedPrintable(out, holes);
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    int length = lines.length();
    for (int i = 0; i < length; ) {
      int c = lines.codePointAt(i);
      i += Character.charCount(c);
      boolean last = i == length || lines.charAt(i) == '\n';
      if (c == '\n') encoder.lineEnd();
      else encoder.character(c, last, lines.startsWith("rom ", i));
    }
  }

  static List<Hole> encode(String text, ByteArrayOutputStream out) {
    List<Hole> holes = new ArrayList<>();
    encode(text, out, holes);
    return holes;
  }

  private void character(int c, boolean last, boolean from) {
    if (Holes.isMark(c)) hole(Holes.kind(c), last);
    else if (isPlain(c) && !(last && (c == ' ' || c == '\t'))) {
      room(1, last);
      if (column == 0 && (c == '.' || c == 'F' && from)) escape(new byte[] {(byte) c}, last);
      else put((byte) c);
    } else escape(new String(Character.toChars(c)).getBytes(StandardCharsets.UTF_8), last);
  }

  private void hole(Hole.Kind kind, boolean last) {
    room(Hole.WIDTH, last);
    holes.add(new Hole(out.size(), kind));
    for (int i = 0; i < Hole.WIDTH; i++) put((byte) 'x');
  }

  private void escape(byte[] bytes, boolean last) {
    room(3 * bytes.length, last);
    for (byte b : bytes) {
      put((byte) '=');
      put(HEX[b >> 4 & 15]);
      put(HEX[b & 15]);
    }
  }

  /** Breaks the line softly where {@code width} more would not fit; one column is kept for the "=" of a later break. */
  private void room(int width, boolean last) {
    if (column + width <= LINE - (last ? 0 : 1)) return;
    out.write('=');
    out.write('\r');
    out.write('\n');
    column = 0;
  }

  private void lineEnd() {
    out.write('\r');
    out.write('\n');
    column = 0;
  }

  private void put(byte b) {
    out.write(b);
    column++;
  }

  private static boolean isPlain(int c) {
    return c == '\t' || c >= ' ' && c <= '~' && c != '=';
  }
}
