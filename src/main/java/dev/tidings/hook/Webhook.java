package dev.tidings.hook;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An address of the admin's that is told what happens here, signed as Standard Webhooks has it.
 *
 * @param name in the configuration
 * @param kinds of events it wants, of {@link #KINDS}
 * @param mayBePrivate whether it may stand in a private network
 */
public record Webhook(String name, URI url, Secret secret, List<String> kinds, boolean mayBePrivate) {
  public static final List<String> KINDS = List.of("edition.published", "edition.closed", "mail.sent", "mail.failed", "subscriber.joined", "subscriber.left", "subscriber.bounced", "subscriber.complained");
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  public Webhook {
    kinds = List.copyOf(kinds);
  }

  /** Never shown. */
  public record Secret(byte[] octets) {
    /** {@code whsec_} and 24 to 64 octets in base64. */
    public static Optional<byte[]> bytes(String text) {
      if (!text.startsWith("whsec_")) return Optional.empty();
      try {
        byte[] octets = Base64.getDecoder().decode(text.substring("whsec_".length()).strip());
        return octets.length < 24 || octets.length > 64 ? Optional.empty() : Optional.of(octets);
      } catch (IllegalArgumentException noBase64) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return "a secret";
    }
  }

  /** Why nothing should be sent there; what it tells is about readers. */
  public static Optional<String> unfit(URI url) {
    if (url.getUserInfo() != null) return Optional.of("it holds a name or a password.");
    if (url.getScheme().equals("http") && !HERE.contains(url.getHost())) return Optional.of("what it tells about readers would travel in clear.");
    return Optional.empty();
  }

  /** A message names the host only: the rest of an address may be a secret. */
  String host() {
    return name + " (" + url.getHost() + ")";
  }
}
