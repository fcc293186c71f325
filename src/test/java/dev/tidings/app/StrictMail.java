package dev.tidings.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

/** A mail as mime4j, and a reader with RFC 5322 in hand, see it. Anything outside the grammar is an error. */
final class StrictMail {
  private static final Pattern FIELD = Pattern.compile("[!-9;-~]+:[ \t].*|[!-9;-~]+:");
  final String raw;
  final List<String> lines;
  final Message message;

  StrictMail(byte[] bytes) {
    raw = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = raw.indexOf("\r\n\r\n");
    if (end < 0) throw new IllegalArgumentException("no empty line after the headers");
    lines = List.of(raw.substring(0, end).split("\r\n", -1));
    var builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(MimeConfig.STRICT);
    try {
      message = builder.parseMessage(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String line : lines)
      if (!line.startsWith(" ") && !line.startsWith("\t") && !FIELD.matcher(line).matches()) throw new IllegalArgumentException("not a header field: " + line);
  }

  /** Unfolded, in order: {@code Name: value}. */
  List<String> fields() {
    var fields = new ArrayList<String>();
    for (String line : lines) {
      if (line.startsWith(" ") || line.startsWith("\t")) fields.set(fields.size() - 1, fields.get(fields.size() - 1) + line);
      else fields.add(line);
    }
    return fields;
  }

  List<String> names() {
    return fields().stream().map(field -> field.substring(0, field.indexOf(':'))).toList();
  }

  /** The one value of a field; empty where there is none. */
  String field(String name) {
    return fields().stream().filter(field -> field.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(field -> field.substring(name.length() + 1).strip()).findFirst().orElse("");
  }

  String text() {
    return message.getBody() instanceof Multipart parts ? decoded((TextBody) parts.getBodyParts().get(0).getBody()) : decoded((TextBody) message.getBody());
  }

  String html() {
    var parts = (Multipart) message.getBody();
    return decoded((TextBody) parts.getBodyParts().get(parts.getCount() - 1).getBody());
  }

  private static String decoded(TextBody body) {
    try {
      var bytes = new ByteArrayOutputStream();
      body.getInputStream().transferTo(bytes);
      return bytes.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
