package dev.tidings.hook;

import java.util.Optional;

/**
 * What proves an operator's requests; who has none is not listened to.
 *
 * @param postmark {@code name:password} of HTTP basic authentication
 * @param mailgun the signing key for webhooks
 * @param sendgrid the verification key, base64 of a public key
 * @param sesTopic the name (ARN) of the topic of Amazon's notification service
 */
public record HookSettings(Optional<String> postmark, Optional<String> mailgun, Optional<String> sendgrid, Optional<String> sesTopic) {
  public static final HookSettings NONE = new HookSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Secrets are not shown. */
  @Override
  public String toString() {
    return "hooks";
  }
}
