package dev.tidings.audience;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a list says of one reader, in the words of many programs. */
enum Standing {
  ACTIVE("active", ""),
  PENDING("pending", ""),
  PAUSED("paused", ""),
  ENDED("ended", ""),
  BOUNCED("ended", "hard-bounce"),
  COMPLAINED("ended", "complaint"),
  BLOCKED("ended", "import");

  /** The subscription's status. */
  final String status;
  /** Why the address must not be mailed at all; empty = it may. */
  final String suppression;

  Standing(String status, String suppression) {
    this.status = status;
    this.suppression = suppression;
  }

  private static final Map<String, Standing> WORDS =
      Map.ofEntries(
          Map.entry("", ACTIVE), Map.entry("active", ACTIVE), Map.entry("subscribed", ACTIVE), Map.entry("enabled", ACTIVE),
          Map.entry("confirmed", ACTIVE), Map.entry("regular", ACTIVE), Map.entry("premium", ACTIVE), Map.entry("gifted", ACTIVE),
          Map.entry("trialed", ACTIVE), Map.entry("free", ACTIVE), Map.entry("paid", ACTIVE), Map.entry("comped", ACTIVE),
          Map.entry("unpaid", ACTIVE), Map.entry("comp", ACTIVE), Map.entry("gift", ACTIVE), Map.entry("founding", ACTIVE),
          Map.entry("churned", ACTIVE), Map.entry("churning", ACTIVE), Map.entry("pastdue", ACTIVE), Map.entry("true", ACTIVE),
          Map.entry("yes", ACTIVE), Map.entry("1", ACTIVE),
          Map.entry("pending", PENDING), Map.entry("unconfirmed", PENDING), Map.entry("unactivated", PENDING),
          Map.entry("paused", PAUSED), Map.entry("ended", ENDED), Map.entry("unsubscribed", ENDED), Map.entry("left", ENDED),
          Map.entry("removed", ENDED), Map.entry("disabled", ENDED), Map.entry("inactive", ENDED), Map.entry("deleted", ENDED),
          Map.entry("archived", ENDED), Map.entry("nonsubscribed", ENDED), Map.entry("false", ENDED), Map.entry("no", ENDED),
          Map.entry("0", ENDED), Map.entry("cleaned", BOUNCED), Map.entry("bounced", BOUNCED), Map.entry("undeliverable", BOUNCED),
          Map.entry("complained", COMPLAINED), Map.entry("complaint", COMPLAINED), Map.entry("spam", COMPLAINED),
          Map.entry("blocklisted", BLOCKED), Map.entry("blacklisted", BLOCKED), Map.entry("blocked", BLOCKED),
          Map.entry("suppressed", BLOCKED), Map.entry("spammy", BLOCKED), Map.entry("malicious", BLOCKED));

  /** What Mailchimp tells only by the name of the export: subscribed_, unsubscribed_, cleaned_ or nonsubscribed_…csv. */
  static Standing ofMailchimpFile(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (file.startsWith("cleaned")) return BOUNCED;
    return file.startsWith("unsubscribed") || file.startsWith("nonsubscribed") ? ENDED : ACTIVE;
  }

  /** A kind of membership. Buttondown's paused pays no money for a while, and reads on. */
  static Optional<Standing> ofType(String word) {
    return word.strip().equalsIgnoreCase("paused") ? Optional.of(ACTIVE) : of(word);
  }

  /** Empty for a word nobody has taught us: the row is refused, for mailing the wrong person is worse than mailing nobody. */
  static Optional<Standing> of(String word) {
    if (word.isEmpty()) return Optional.of(ACTIVE);
    return Optional.ofNullable(WORDS.get(word.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "")));
  }
}
