package dev.tidings.mail;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which keys sign our mails.
 *
 * @param rsa the one that every receiver understands
 * @param ed25519 a second signature beside it. RFC 8463
 */
public record DkimSettings(Place rsa, Optional<Place> ed25519) {
  /**
   * @param selector the name below {@code _domainkey} of the sender's domain
   * @param key the private key's file
   */
  public record Place(String selector, Path key) {}

  /** Where a new key is put, relative to the house. */
  public static Path fileOf(Path house, String selector) {
    return house.resolve("data/keys/dkim-" + selector + ".pem");
  }
}
