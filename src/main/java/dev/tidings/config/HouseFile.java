package dev.tidings.config;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * config/house.yml: what makes a house the same house for ever. It belongs in git: a lost store is recognised by the id, and
 * the hashes in left.csv mean nothing without the salt.
 */
public record HouseFile(String id, String salt) {
  private static final String NAME = "config/house.yml";

  public static Optional<HouseFile> read(Path house) throws IOException {
    Path file = house.resolve(NAME);
    if (!Files.exists(file)) return Optional.empty();
    String id = "";
    String salt = "";
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("id:")) id = line.substring(3).strip();
      if (line.startsWith("salt:")) salt = line.substring(5).strip();
    }
    if (id.isEmpty() || salt.isEmpty()) {
      throw new IOException(NAME + " lacks its id or salt. Without them nobody who left can be recognised. Take the file back from git or a backup.");
    }
    return Optional.of(new HouseFile(id, salt));
  }

  /** Made once, complete or not at all; of two processes that make it at once the first one's stays. */
  public static HouseFile readOrMake(Path house) throws IOException {
    Optional<HouseFile> present = read(house);
    if (present.isPresent()) return present.get();
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    var made = new HouseFile(UUID.randomUUID().toString(), HexFormat.of().formatHex(salt));
    Path file = house.resolve(NAME);
    Files.createDirectories(file.getParent());
    Path draft = Files.createTempFile(file.getParent(), "house", ".tmp");
    try {
      Files.writeString(draft, "# This house's name for itself and the salt of subscribers/left.csv. Keep it in git; never change it.\nid: " + made.id + "\nsalt: " + made.salt + "\n");
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      return read(house).orElseThrow(() -> e);
    } finally {
      Files.deleteIfExists(draft);
    }
    return made;
  }

  @Override
  public String toString() {
    return id;
  }
}
