package dev.tidings.doctor;

import java.util.Optional;

/**
 * One thing looked at.
 *
 * @param check its name, for scripts: spf, dkim, dmarc, relay, …
 * @param subject whose: a domain, a relay, a file
 * @param message what was seen; where it is not well, with consequence and way out
 * @param publish the DNS record to paste
 */
public record Finding(String check, String subject, Level level, String message, Optional<Publish> publish) {
  /** {@code FAIL}: mail will not arrive, or not go out. {@code WARN}: it may not, some day or somewhere. */
  public enum Level {
    OK, WARN, FAIL;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A record in the DNS. RFC 1035 3.2 */
  public record Publish(String name, String type, String value) {
    @Override
    public String toString() {
      return name + ". " + type + " " + (type.equals("TXT") ? '"' + value + '"' : value);
    }
  }

  static Finding ok(String check, String subject, String message) {
    return new Finding(check, subject, Level.OK, message, Optional.empty());
  }

  static Finding warn(String check, String subject, String message) {
    return new Finding(check, subject, Level.WARN, message, Optional.empty());
  }

  static Finding fail(String check, String subject, String message) {
    return new Finding(check, subject, Level.FAIL, message, Optional.empty());
  }

  Finding publishing(String name, String type, String value) {
    return new Finding(check, subject, level, message, Optional.of(new Publish(name, type, value)));
  }
}
