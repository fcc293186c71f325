package dev.tidings.mail;

import java.util.Optional;

/**
 * What a server said. RFC 5321 4.2, RFC 3463.
 *
 * @param code three digits; 0 where the connection ended before a reply
 * @param enhanced {@code 5.1.1} and the like, where given
 * @param text all lines, joined with a blank, control characters removed, at most 500 characters
 */
public record SmtpReply(int code, Optional<String> enhanced, String text) {
  @Override
  public String toString() {
    return (code == 0 ? "" : code + " ") + enhanced.map(status -> status + " ").orElse("") + text;
  }
}
