package dev.tidings.mail;

import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Signs the exact bytes that go out: rsa-sha256, on request ed25519-sha256 beside it, relaxed/relaxed, never with l=. The fields that a forger would add are
 * named once more than they occur, so that adding one breaks the signature. RFC 6376 3.4, 5.4.2, 8.2, 8.15; RFC 8058 4
 */
public final class DkimSigner {
  private static final List<String> SIGNED = List.of("From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version",
      "Content-Type", "List-Unsubscribe", "List-Unsubscribe-Post");
  private static final int LINE = 72;
  private final List<Pen> pens;

  /** A key and what signs with it, one for each thread. */
  private record Pen(DkimKey key, ThreadLocal<Signature> signatures) {
    Pen(DkimKey key) {
      this(key, ThreadLocal.withInitial(() -> key.kind().ready(key.secret())));
    }
  }

  public DkimSigner(DkimKey key) {
    this(List.of(key));
  }

  /** Each key makes a signature of its own over the same fields. RFC 8463 5 */
  public DkimSigner(List<DkimKey> keys) {
    this.pens = keys.stream().map(Pen::new).toList();
  }

  /**
   * @param header as it goes out, with CRLF, one character an octet
   * @param body SHA-256 of the relaxed body
   * @param domain that of From, so that DMARC sees the two aligned. RFC 7489 3.1.1
   * @param date of the first try: every try is signed the same
   * @return the fields with their CRLF, to stand in front of all others
   */
  String field(String header, byte[] body, String domain, Instant date) {
    List<String[]> fields = fields(header);
    var named = new ArrayList<String>();
    var text = new StringBuilder();
    for (String name : SIGNED) {
      List<String[]> same = fields.stream().filter(field -> field[0].equalsIgnoreCase(name)).toList();
      for (int i = 0; i <= same.size(); i++) named.add(name);
      // RFC 6376 5.4.2: from the bottom up; one that is not there is the empty string
      for (int i = same.size() - 1; i >= 0; i--) text.append(relaxed(same.get(i)[0], same.get(i)[1])).append("\r\n");
    }
    var all = new StringBuilder();
    String tail = " t=" + date.getEpochSecond() + ";" + names(named) + "\r\n bh=" + Base64.getEncoder().encodeToString(body) + ";\r\n b=";
    for (Pen pen : pens) all.append(signature(pen, domain, tail, text));
    return all.toString();
  }

  private static String signature(Pen pen, String domain, String tail, CharSequence signed) {
    String unsigned = "DKIM-Signature: v=1; a=" + pen.key().kind().word() + "-sha256; c=relaxed/relaxed; d=" + domain + ";\r\n s=" + pen.key().selector() + ";" + tail;
    String text = signed + relaxed("DKIM-Signature", unsigned.substring(unsigned.indexOf(':') + 1));
    byte[] signature = pen.key().kind().sign(pen.signatures().get(), text.getBytes(StandardCharsets.ISO_8859_1));
    return unsigned + folded(signature) + "\r\n";
  }

  private static List<String[]> fields(String header) {
    var fields = new ArrayList<String[]>();
    for (String line : header.split("\r\n(?![ \t])")) {
      int colon = line.indexOf(':');
      if (colon > 0) fields.add(new String[] {line.substring(0, colon), line.substring(colon + 1)});
    }
    return fields;
  }

  /** RFC 6376 3.4.2 */
  private static String relaxed(String name, String value) {
    return name.strip().toLowerCase(Locale.ROOT) + ":" + value.replace("\r\n", "").replaceAll("[ \t]+", " ").strip();
  }

  private static String names(List<String> names) {
    var text = new StringBuilder("\r\n h=");
    int width = 3;
    for (int i = 0; i < names.size(); i++) {
      String item = names.get(i) + (i + 1 < names.size() ? ":" : ";");
      if (width + item.length() > LINE) {
        text.append("\r\n ");
        width = 1;
      }
      text.append(item);
      width += item.length();
    }
    return text.toString();
  }

  private static String folded(byte[] signature) {
    String text = Base64.getEncoder().encodeToString(signature);
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i += LINE) out.append(i == 0 ? "" : "\r\n ").append(text, i, Math.min(text.length(), i + LINE));
    return out.toString();
  }
}
