package dev.tidings.mail;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads replies, of one line or many (RFC 5321 4.2.1). An endless or shapeless one is an error, not a memory leak. A relay says
 * the same few things over and over: a reply that has the bytes of the one before it is that one.
 */
final class ReplyReader {
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int MOST_LINES = 200;
  private static final int KEPT = 500;
  private static final int REMEMBERED = 8;
  private final InputStream in;
  private final Known[] known = new Known[REMEMBERED];
  private byte[] buffer = new byte[LONGEST_LINE];
  private int at;
  private int end;
  private int oldest;

  /** A reply of one line, and its bytes. */
  private record Known(byte[] line, SmtpReply reply) {}

  ReplyReader(InputStream in) {
    this.in = in;
    Arrays.fill(known, new Known(new byte[0], new SmtpReply(0, Optional.empty(), "")));
  }

  SmtpReply read() throws IOException {
    int length = line();
    for (Known each : known) {
      if (each.line.length == length && Arrays.equals(each.line, 0, length, buffer, at, at + length)) {
        at += length;
        return each.reply;
      }
    }
    if (length > 3 && buffer[at + 3] == '-') return longer(length);
    byte[] line = Arrays.copyOfRange(buffer, at, at + length);
    at += length;
    var text = new Text();
    text.add(new String(line, StandardCharsets.UTF_8).stripTrailing());
    SmtpReply reply = text.reply();
    known[oldest++ % REMEMBERED] = new Known(line, reply);
    return reply;
  }

  private SmtpReply longer(int first) throws IOException {
    var text = new Text();
    int length = first;
    for (int lines = 0; lines < MOST_LINES; lines++) {
      String line = new String(buffer, at, length, StandardCharsets.UTF_8).stripTrailing();
      at += length;
      if (text.add(line)) return text.reply();
      length = line();
    }
    throw new ProtocolException("the relay's reply has no end");
  }

  /** @return how many bytes from {@code at} are the next line, its end included */
  private int line() throws IOException {
    int from = at;
    while (true) {
      for (int i = from; i < end; i++) if (buffer[i] == '\n') return i + 1 - at;
      if (end - at >= LONGEST_LINE) throw new ProtocolException("a line of the relay's reply has no end");
      if (at > 0) System.arraycopy(buffer, at, buffer, 0, end - at);
      end -= at;
      at = 0;
      from = end;
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) throw new EOFException("the relay closed the connection");
      end += read;
    }
  }

  /** A reply put together from its lines. */
  private static final class Text {
    private final StringBuilder text = new StringBuilder();
    private Optional<String> enhanced = Optional.empty();
    private int code;

    /** @return whether this was the last line */
    boolean add(String line) throws ProtocolException {
      code = code(line);
      String said = line.length() > 4 ? line.substring(4) : "";
      int status = statusEnd(said);
      if (status > 0) {
        enhanced = Optional.of(said.substring(0, status));
        said = said.substring(Math.min(said.length(), status + 1));
      }
      if (text.length() < KEPT) text.append(text.isEmpty() ? "" : " ").append(clean(said));
      return line.length() == 3 || line.charAt(3) != '-';
    }

    SmtpReply reply() {
      return new SmtpReply(code, enhanced, text.length() > KEPT ? text.substring(0, KEPT) : text.toString());
    }
  }

  private static int code(String line) throws ProtocolException {
    if (line.length() >= 3 && isDigit(line.charAt(0)) && isDigit(line.charAt(1)) && isDigit(line.charAt(2))
        && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-')) return Integer.parseInt(line.substring(0, 3));
    throw new ProtocolException("the relay answered '" + clean(line.length() > 60 ? line.substring(0, 60) : line) + "', which is no SMTP reply");
  }

  /** RFC 3463 2: class, subject and detail with dots between. @return where it ends; 0 = there is none */
  private static int statusEnd(String said) {
    int end = said.indexOf(' ');
    String word = end < 0 ? said : said.substring(0, end);
    return !word.isEmpty() && "245".indexOf(word.charAt(0)) >= 0 && word.matches("[245]\\.\\d{1,3}\\.\\d{1,3}") ? word.length() : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String clean(String text) {
    return text.codePoints().allMatch(c -> c >= ' ' && c < 127) ? text : text.replaceAll("\\p{Cc}", "").strip();
  }
}
