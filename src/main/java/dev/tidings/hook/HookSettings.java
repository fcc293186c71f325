package dev.tidings.hook;

import java.util.List;
import java.util.Optional;

/**
 * What proves an operator's requests, where who has none is not listened to; and who is told of our own events.
 *
 * @param operators those who may tell us
 * @param out those whom we tell
 */
public record HookSettings(Operators operators, List<Webhook> out) {
  public static final HookSettings NONE = new HookSettings(new Operators(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()), List.of());

  public HookSettings {
    out = List.copyOf(out);
  }

  /**
   * @param postmark {@code name:password} of HTTP basic authentication
   * @param brevo the same
   * @param mailgun the signing key for webhooks
   * @param sendgrid the verification key, base64 of a public key
   * @param sesTopic the name (ARN) of the topic of Amazon's notification service
   */
  public record Operators(Optional<String> postmark, Optional<String> brevo, Optional<String> mailgun, Optional<String> sendgrid, Optional<String> sesTopic) {
    public boolean any() {
      return postmark.isPresent() || brevo.isPresent() || mailgun.isPresent() || sendgrid.isPresent() || sesTopic.isPresent();
    }

    /** Secrets are not shown. */
    @Override
    public String toString() {
      return "operators";
    }
  }
}
