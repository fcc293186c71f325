package dev.tidings.moving;

import dev.tidings.audience.AudienceSettings;
import dev.tidings.audience.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which house it is, in words that prove a secret and do not tell it.
 *
 * @param salt a mark of the salt in config/house.yml: only with the same one do hashes of the forgotten keep anybody out
 * @param links a mark of data/keys: only with the same ones do links in mails already sent lead anywhere; blank where there are none yet
 */
public record Identity(String house, String salt, String links) {
  /** @param keys the file of the keys that links are made with */
  public static Identity of(AudienceSettings settings, Path keys) {
    String links = Files.exists(keys) ? Tokens.open(keys).token(Tokens.Purpose.BOUNCE, 0) : ""; // of nobody's subscription
    return new Identity(settings.houseId(), settings.saltMark(), links);
  }

  Optional<String> knownLinks() {
    return Optional.of(links).filter(mark -> !mark.isEmpty());
  }
}
