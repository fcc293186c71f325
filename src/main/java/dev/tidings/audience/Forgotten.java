package dev.tidings.audience;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What is kept of an address that must be forgotten and must stay out: a hash keyed with the house's salt. */
final class Forgotten {
  private static final int SHORT = 32;
  private final SecretKeySpec salt;

  Forgotten(String salt) {
    this.salt = new SecretKeySpec((salt.isEmpty() ? "tidings" : salt).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /** Never an address: it holds no @. */
  String key(String addressKey) {
    return shortened(full(addressKey));
  }

  /** The key that belongs to a full hash, such as left.csv holds. */
  static String shortened(String full) {
    return "h:" + full.substring(0, SHORT);
  }

  /** HMAC-SHA256 in hex, RFC 2104. */
  String full(String addressKey) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(salt);
      return HexFormat.of().formatHex(mac.doFinal(addressKey.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", missing);
    }
  }
}
