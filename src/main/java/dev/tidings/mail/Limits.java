package dev.tidings.mail;

import java.time.Duration;

/**
 * How long each answer is waited for: RFC 5321 4.5.3.2, scaled. With a patience of 5 minutes: 5 for greeting, MAIL and RCPT, 2
 * for DATA, 3 for writing a block, 10 after the final dot.
 */
record Limits(Duration patience, Duration data, Duration block, Duration dot) {
  Limits(Duration patience) {
    this(patience, patience.multipliedBy(2).dividedBy(5), patience.multipliedBy(3).dividedBy(5), patience.multipliedBy(2));
  }

  Duration connect() {
    return patience.compareTo(Duration.ofSeconds(30)) < 0 ? patience : Duration.ofSeconds(30);
  }

  static String millis(Duration limit) {
    return Long.toString(Math.max(1, Math.min(Integer.MAX_VALUE, limit.toMillis())));
  }
}
