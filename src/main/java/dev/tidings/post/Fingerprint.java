package dev.tidings.post;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256: what tells a post, a variant, a page or a report from another. FIPS 180-4 */
public final class Fingerprint {
  private Fingerprint() {}

  /** Nothing taken in yet. */
  public static MessageDigest begun() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** 32 octets. */
  public static byte[] of(byte[] octets) {
    return begun().digest(octets);
  }

  /** Of the text's UTF-8, 64 hexadecimal digits. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
