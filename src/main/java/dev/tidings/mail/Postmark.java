package dev.tidings.mail;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What tells one copy from all others: its Date and its Message-ID, the same on every try. */
final class Postmark {
  // RFC 5322 3.3
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
      .withZone(ZoneOffset.UTC);
  private final ThreadLocal<Mac> macs;
  private volatile Said last = new Said(0, date(Instant.EPOCH));

  private record Said(long second, String date) {}

  Postmark(String secret) {
    var key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    macs = ThreadLocal.withInitial(() -> ready(key));
  }

  static String date(Instant instant) {
    return DATE.format(instant);
  }

  /** Mails claimed together share their Date. */
  String dateOf(Instant instant) {
    Said said = last;
    if (said.second != instant.getEpochSecond()) {
      said = new Said(instant.getEpochSecond(), date(instant));
      last = said;
    }
    return said.date;
  }

  /** On our own domain, and tells nothing about counts or readers. RFC 5322 3.6.4 */
  String messageId(String seed, String domain) {
    byte[] digest = macs.get().doFinal(("message-id/" + seed).getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 32) + "@" + domain;
  }

  private static Mac ready(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HmacSHA256", e);
    }
  }
}
