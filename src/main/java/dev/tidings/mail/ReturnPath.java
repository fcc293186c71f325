package dev.tidings.mail;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The envelope's sender, one for each reader: {@code bounces+TOKEN@bounce.dispatch.example}. A report comes back to it
 * even when it returns nothing else. Servers change the case of a local part, so the token is written in base32 without
 * capitals: 40 characters, with a base of up to 23 no more than 64 octets. RFC 5321 4.5.3.1.1, RFC 4648 6
 */
public final class ReturnPath {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final Pattern OURS = Pattern.compile("(?i)^[^@]{1,23}\\+([a-z2-7]{40})@.+$");

  private ReturnPath() {}

  /** @param token of {@link dev.tidings.render.Hole#WIDTH} characters, URL-safe base64 of 25 octets */
  public static String of(String base, String token) {
    int at = base.lastIndexOf('@');
    return base.substring(0, at) + "+" + base32(Base64.getUrlDecoder().decode(token)) + base.substring(at);
  }

  /** The token as it was given, if the address has the form of ours; whether it is ours says its HMAC. */
  public static Optional<String> token(String address) {
    Matcher ours = OURS.matcher(address);
    if (!ours.matches()) return Optional.empty();
    return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(octets(ours.group(1).toLowerCase(Locale.ROOT))));
  }

  private static String base32(byte[] octets) {
    var out = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte octet : octets) {
      buffer = buffer << 8 | octet & 0xff;
      for (bits += 8; bits >= 5; bits -= 5) out.append(LETTERS.charAt(buffer >> bits - 5 & 31));
      buffer &= (1 << bits) - 1;
    }
    return out.toString();
  }

  private static byte[] octets(String letters) {
    byte[] out = new byte[letters.length() * 5 / 8];
    int buffer = 0;
    int bits = 0;
    int length = 0;
    for (char letter : letters.toCharArray()) {
      buffer = (buffer << 5 | LETTERS.indexOf(letter)) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        out[length++] = (byte) (buffer >> bits);
      }
    }
    return out;
  }
}
