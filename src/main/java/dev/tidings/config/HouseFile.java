package dev.tidings.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * config/house.yml: what makes a house the same house for ever. It belongs in git: a lost store is recognised by the id and the
 * day of the first publication, and the hashes in left.csv mean nothing without the salt.
 *
 * @param published the day of the first publication; from then on a missing store is a loss, not a beginning
 */
public record HouseFile(String id, String salt, Optional<LocalDate> published) {
  private static final String NAME = "config/house.yml";
  private static final String DRAFT = ".house-";
  private static final String HEAD =
      "# This house's name for itself, the salt of subscribers/left.csv, and the day it first published.\n# Keep this file in git; never change it.\n";

  /** For who only looks at a house that has none: nothing made with it may be kept. */
  public static HouseFile passing() {
    return new HouseFile("passing", "passing", Optional.empty());
  }

  public static Optional<HouseFile> read(Path house) throws IOException {
    Path file = house.resolve(NAME);
    if (!Files.exists(file)) return Optional.empty();
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.startsWith("#")) values.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    String id = values.getOrDefault("id", "");
    String salt = values.getOrDefault("salt", "");
    if (id.isEmpty() || salt.isEmpty()) {
      throw new IOException("the file lacks its id or salt. Without them nobody who left can be recognised. Take the file back from git or a backup.");
    }
    return Optional.of(new HouseFile(id, salt, day(values.getOrDefault("published", ""))));
  }

  private static Optional<LocalDate> day(String text) throws IOException {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw new IOException("published '" + text + "' is not a date. Write the day of the first edition as 2026-01-31.", e);
    }
  }

  /** Made once, complete or not at all; of two processes that make it at once the first one's stays. */
  public static HouseFile readOrMake(Path house) throws IOException {
    Optional<HouseFile> present = read(house);
    sweep(house.resolve("config"));
    if (present.isPresent()) return present.get();
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    var made = new HouseFile(UUID.randomUUID().toString(), HexFormat.of().formatHex(salt), Optional.empty());
    Path file = house.resolve(NAME);
    Path draft = made.draft(file);
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      return read(house).orElseThrow(() -> e);
    } finally {
      Files.deleteIfExists(draft);
    }
    return made;
  }

  /** Notes the day of the first publication; a day that stands there already stays. To be called before the first mail leaves. */
  public static void notePublished(Path house, LocalDate day) throws IOException {
    HouseFile present = readOrMake(house);
    if (present.published.isPresent()) return;
    Path file = house.resolve(NAME);
    Path draft = new HouseFile(present.id, present.salt, Optional.of(day)).draft(file);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Drafts of processes that were killed. */
  private static void sweep(Path folder) throws IOException {
    if (!Files.isWritable(folder)) return;
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, DRAFT + "*-*.tmp")) {
      for (Path draft : drafts) {
        String pid = draft.getFileName().toString().substring(DRAFT.length()).replaceFirst("-.*", "");
        if (pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) Files.deleteIfExists(draft);
      }
    }
  }

  private Path draft(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), DRAFT + ProcessHandle.current().pid() + "-", ".tmp");
    return Files.writeString(draft, HEAD + "id: " + id + "\nsalt: " + salt + "\n" + published.map(day -> "published: " + day + "\n").orElse(""));
  }

  @Override
  public String toString() {
    return id;
  }
}
