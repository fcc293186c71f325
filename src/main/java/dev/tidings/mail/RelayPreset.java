package dev.tidings.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Relays that many use, as their operators document them. What each replaces in our mails decides what still proves a report
 * ours: the token in the header that it gives back.
 */
public enum RelayPreset {
  SES("email-smtp.{region}.amazonaws.com", "X-SES-MESSAGE-TAGS: tidings={token}", "include:amazonses.com", new Pace(14, 0, 4), new Rewrites(true, true)),
  POSTMARK("smtp-broadcasts.postmarkapp.com", "X-PM-Metadata-tidings: {token}", "include:spf.mtasv.net", new Pace(0, 0, 4), new Rewrites(true, false)),
  MAILGUN("smtp.mailgun.org", "X-Mailgun-Variables: {\"tidings\": \"{token}\"}", "include:mailgun.org", new Pace(0, 0, 4), new Rewrites(true, false)),
  SENDGRID("smtp.sendgrid.net", "X-SMTPAPI: {\"unique_args\": {\"tidings\": \"{token}\"}}", "include:sendgrid.net", new Pace(0, 0, 4), new Rewrites(true, false)),
  BREVO("smtp-relay.brevo.com", "X-Mailin-custom: tidings:{token}", "include:spf.brevo.com", new Pace(0, 0, 4), new Rewrites(true, true)),
  GMAIL("smtp.gmail.com", "", "include:_spf.google.com", new Pace(1, 2_000, 1), new Rewrites(true, false)),
  MICROSOFT365("smtp.office365.com", "", "include:spf.protection.outlook.com", new Pace(0.5, 10_000, 3), new Rewrites(false, false));

  private final String host;
  private final String token;
  private final String spf;
  private final Pace pace;
  private final Rewrites rewrites;

  /** @param perSecond mails; 0 = no limit of its own · @param perDay the same */
  public record Pace(double perSecond, long perDay, int connections) {}

  /** @param returnPath mails return to the relay's own domain or the account's · @param messageId it sets its own, which breaks our signature */
  public record Rewrites(boolean returnPath, boolean messageId) {}

  RelayPreset(String host, String token, String spf, Pace pace, Rewrites rewrites) {
    this.host = host;
    this.token = token;
    this.spf = spf;
    this.pace = pace;
    this.rewrites = rewrites;
  }

  /** @throws IllegalArgumentException in words for the admin */
  public static RelayPreset of(String word) {
    return Arrays.stream(values()).filter(preset -> preset.word().equals(word)).findFirst().orElseThrow(() -> new IllegalArgumentException("there is no such preset"));
  }

  public static String words() {
    return String.join(", ", Arrays.stream(values()).map(RelayPreset::word).toList());
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean wantsRegion() {
    return this == SES;
  }

  /** @param region of SES; {@code eu} of Mailgun */
  public String host(Optional<String> region) {
    if (this == MAILGUN && region.filter("eu"::equals).isPresent()) return "smtp.eu.mailgun.org";
    return host.replace("{region}", region.orElse("us-east-1"));
  }

  public Pace pace() {
    return pace;
  }

  public Rewrites rewrites() {
    return rewrites;
  }

  /** The term of an SPF record that names it. */
  public String spf() {
    return spf;
  }

  /** The lines it wants in each mail. @param stream Postmark's message stream, or the configuration set of SES */
  public List<String> lines(Optional<String> stream) {
    return switch (this) {
      case SES -> stream.map(set -> List.of("X-SES-CONFIGURATION-SET: " + set, token)).orElse(List.of(token));
      case POSTMARK -> List.of("X-PM-Message-Stream: " + stream.orElse("broadcast"), "X-PM-KeepID: true", token);
      default -> token.isEmpty() ? List.of() : List.of(token);
    };
  }
}
