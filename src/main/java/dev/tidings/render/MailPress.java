package dev.tidings.render;

import dev.tidings.post.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rendered parts become a MIME entity: the plain text first, the HTML last, RFC 2046 5.1.4. */
final class MailPress {
  private static final String ENCODING = "quoted-printable";

  private MailPress() {}

  /** Parts with marks for the holes. The boundary is made from the parts, so that the same parts make the same bytes. */
  static MailBody press(String text, Optional<String> html) {
    return html.isEmpty() ? single(text) : alternative(text, html.get());
  }

  private static MailBody single(String text) {
    var out = new ByteArrayOutputStream();
    List<Hole> holes = QuotedPrintable.encode(text, out);
    return new MailBody("text/plain; charset=utf-8", ENCODING, out.toByteArray(), List.copyOf(holes));
  }

  private static MailBody alternative(String text, String html) {
    // "=_" cannot appear in quoted-printable, so no line of a part can be taken for the boundary. RFC 2045 6.7
    String boundary = "=_t" + Fingerprint.hex(text + "\0" + html).substring(0, 20);
    var out = new ByteArrayOutputStream();
    List<Hole> holes = new ArrayList<>();
    part(boundary, "text/plain", text, out, holes);
    part(boundary, "text/html", html, out, holes);
    ascii("--" + boundary + "--\r\n", out);
    return new MailBody("multipart/alternative; boundary=\"" + boundary + "\"", "7bit", out.toByteArray(), List.copyOf(holes));
  }

  private static void part(String boundary, String type, String text, ByteArrayOutputStream out, List<Hole> holes) {
    ascii("--" + boundary + "\r\nContent-Type: " + type + "; charset=utf-8\r\n", out);
    ascii("Content-Transfer-Encoding: " + ENCODING + "\r\n\r\n", out);
    QuotedPrintable.encode(text, out, holes);
    ascii("\r\n", out);
  }

  private static void ascii(String text, ByteArrayOutputStream out) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
