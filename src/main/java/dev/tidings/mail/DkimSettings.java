package dev.tidings.mail;

import java.nio.file.Path;

/**
 * Which key signs our mails.
 *
 * @param selector the name below {@code _domainkey} of the sender's domain
 * @param key the private key's file
 */
public record DkimSettings(String selector, Path key) {
  /** Where a new key is put, relative to the house. */
  public static Path fileOf(Path house, String selector) {
    return house.resolve("data/keys/dkim-" + selector + ".pem");
  }
}
