package dev.tidings.bounce;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Octets back to words. Nothing is refused: what cannot be decoded is left as it is. RFC 2045 6, RFC 2047 */
final class Encodings {
  private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]{1,40})\\?([bBqQ])\\?([^?]*)\\?=(?:\\s+(?==\\?))?");
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Charset ISO_2022_JP = Charset.forName("ISO-2022-JP");

  private Encodings() {}

  static String decoded(String raw, String encoding) {
    String name = encoding.strip().toLowerCase(java.util.Locale.ROOT);
    if (name.startsWith("quoted-printable")) return quotedPrintable(raw, false);
    if (!name.startsWith("base64")) return raw;
    String plain = base64(raw);
    return plain.isEmpty() ? raw : lines(plain);
  }

  /** Line ends of every kind become LF. */
  static String lines(String text) {
    if (text.indexOf('\r') < 0) return text;
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\r') {
        out.append(c);
        continue;
      }
      int next = i;
      while (next < text.length() && text.charAt(next) == '\r') next++;
      if (next < text.length() && text.charAt(next) == '\n') i = next;
      out.append('\n');
    }
    return out.toString();
  }

  private static String base64(String raw) {
    String letters = raw.replaceAll("[^A-Za-z0-9+/]", "");
    letters = letters.substring(0, letters.length() - (letters.length() % 4 == 1 ? 1 : 0));
    return new String(Base64.getDecoder().decode(letters), StandardCharsets.ISO_8859_1);
  }

  private static String quotedPrintable(String raw, boolean word) {
    var out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '=' && i + 1 < raw.length() && raw.charAt(i + 1) == '\n') {
        i++;
      } else if (c == '=' && i + 2 < raw.length() && hex(raw.charAt(i + 1)) >= 0 && hex(raw.charAt(i + 2)) >= 0) {
        out.append((char) (hex(raw.charAt(i + 1)) * 16 + hex(raw.charAt(i + 2))));
        i += 2;
      } else {
        out.append(word && c == '_' ? ' ' : c);
      }
    }
    return out.toString();
  }

  private static int hex(char c) {
    return Character.digit(c, 16);
  }

  /** Declared, else UTF-8 where it is well formed, else the Latin letters of old. */
  static String inCharset(String octets, String declared) {
    byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
    if (octets.contains("\u001b$B") || octets.contains("\u001b$@")) return new String(bytes, ISO_2022_JP);
    if (octets.chars().allMatch(c -> c < 128)) return octets;
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, charset(declared));
    }
  }

  private static Charset charset(String name) {
    try {
      Charset known = name.isBlank() ? WINDOWS_1252 : Charset.forName(name.strip());
      return known.equals(StandardCharsets.US_ASCII) || known.equals(StandardCharsets.UTF_8) ? WINDOWS_1252 : known;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return WINDOWS_1252;
    }
  }

  /** A header value with its encoded words made readable. */
  static String words(String value) {
    if (!value.contains("=?")) return inCharset(value, "");
    var out = new StringBuilder();
    var run = new ByteArrayOutputStream();
    Matcher word = WORD.matcher(value);
    int end = 0;
    String charset = "";
    while (word.find()) {
      if (word.start() > end) {
        out.append(inCharset(run.toString(StandardCharsets.ISO_8859_1), charset)).append(value, end, word.start());
        run.reset();
      }
      String octets = word.group(2).equalsIgnoreCase("b") ? base64(word.group(3)) : quotedPrintable(word.group(3), true);
      run.writeBytes(octets.getBytes(StandardCharsets.ISO_8859_1));
      charset = word.group(1);
      end = word.end();
    }
    return out.append(inCharset(run.toString(StandardCharsets.ISO_8859_1), charset)).append(value.substring(end)).toString();
  }

  static String withoutTags(String html) {
    return html.replaceAll("(?is)<(style|script|head)\\b.*?</\\1>", " ").replaceAll("(?i)<(br|/p|/div|/tr|/li|/h\\d)\\b[^<>]{0,400}>", "\n")
        .replaceAll("</?[a-zA-Z!][^<>@]{0,2000}>", " ").replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
        .replace("&#39;", "'").replace("&amp;", "&");
  }
}
