package dev.tidings.mail;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads replies, of one line or many (RFC 5321 4.2.1). An endless or shapeless one is an error, not a memory leak. */
final class ReplyReader {
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int MOST_LINES = 200;
  private static final int KEPT = 500;
  // RFC 3463 2
  private static final Pattern ENHANCED = Pattern.compile("^([245]\\.\\d{1,3}\\.\\d{1,3})(?: |$)");
  private final InputStream in;
  private final byte[] buffer = new byte[4 * 1024];
  private int at;
  private int end;

  ReplyReader(InputStream in) {
    this.in = in;
  }

  SmtpReply read() throws IOException {
    var text = new StringBuilder();
    Optional<String> enhanced = Optional.empty();
    for (int lines = 0; lines < MOST_LINES; lines++) {
      String line = line();
      int code = code(line);
      String said = line.length() > 4 ? line.substring(4) : "";
      Matcher status = ENHANCED.matcher(said);
      if (status.find()) {
        enhanced = Optional.of(status.group(1));
        said = said.substring(status.end());
      }
      if (text.length() < KEPT) text.append(text.isEmpty() ? "" : " ").append(clean(said));
      if (line.length() == 3 || line.charAt(3) != '-')
        return new SmtpReply(code, enhanced, text.length() > KEPT ? text.substring(0, KEPT) : text.toString());
    }
    throw new ProtocolException("the relay's reply has no end");
  }

  private static int code(String line) throws ProtocolException {
    if (line.length() >= 3 && line.chars().limit(3).allMatch(c -> c >= '0' && c <= '9')
        && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-')) return Integer.parseInt(line.substring(0, 3));
    throw new ProtocolException("the relay answered '" + clean(line.length() > 60 ? line.substring(0, 60) : line) + "', which is no SMTP reply");
  }

  private static String clean(String text) {
    return text.codePoints().allMatch(c -> c >= ' ' && c < 127) ? text : text.replaceAll("\\p{Cc}", "").strip();
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    while (true) {
      for (int i = at; i < end; i++) {
        if (buffer[i] != '\n') continue;
        line.append(new String(buffer, at, i - at, StandardCharsets.UTF_8));
        at = i + 1;
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') line.setLength(line.length() - 1);
        return line.toString();
      }
      line.append(new String(buffer, at, end - at, StandardCharsets.UTF_8));
      if (line.length() > LONGEST_LINE) throw new ProtocolException("a line of the relay's reply has no end");
      at = 0;
      end = in.read(buffer);
      if (end < 0) {
        end = 0;
        throw new EOFException("the relay closed the connection");
      }
    }
  }
}
