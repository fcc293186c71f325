package dev.tidings.bounce;

import dev.tidings.audience.Tokens;
import dev.tidings.audience.Tokens.Purpose;
import dev.tidings.mail.ReturnPath;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our own token in a message: first in the address that the report was sent to, then in what it returns. Whoever does
 * not hold a mail of ours cannot have one, so a forged report proves nothing.
 */
record Proof(Tokens tokens) {
  private static final Pattern TOKEN = Pattern.compile("(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{34}(?![A-Za-z0-9_-])");
  private static final List<String> ENVELOPE = List.of("to", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-rcpt-to", "apparently-to");
  private static final int TRIES = 60;

  /** The subscription it speaks of. */
  Optional<Long> of(Report report) {
    return ENVELOPE.stream().flatMap(name -> report.header().all().stream().filter(field -> field.name().equals(name)))
        .flatMap(field -> Addresses.in(field.value()).stream()).flatMap(address -> inAddress(address).stream()).findFirst()
        .or(() -> report.returned().first("return-path").flatMap(path -> Addresses.in(path).stream().flatMap(address -> inAddress(address).stream()).findFirst()))
        .or(() -> inText(report.head("subject")))
        .or(() -> report.returned().all().stream().limit(200).flatMap(field -> inText(field.value().replace(" ", "")).stream()).findFirst());
  }

  private Optional<Long> inAddress(String address) {
    return ReturnPath.token(address).flatMap(token -> tokens.verify(token, Purpose.BOUNCE)).map(Tokens.Claim::subscription);
  }

  private Optional<Long> inText(String text) {
    Matcher token = TOKEN.matcher(text.replace("%20", " "));
    for (int i = 0; i < TRIES && token.find(); i++) {
      Optional<Tokens.Claim> claim = tokens.verify(token.group(), Purpose.UNSUBSCRIBE);
      if (claim.isPresent()) return claim.map(Tokens.Claim::subscription);
    }
    return Optional.empty();
  }
}
