package dev.tidings.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The machine that the house stands on: secrets' modes, room on the disk, the zones' rules. */
record HouseExam(Path house, Instant now) {
  private static final long LITTLE = 200L << 20;
  private static final long ENOUGH = 1L << 30;
  private static final Duration OLD_ZONES = Duration.ofDays(2 * 366);
  private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

  /** Tokens and signing keys are for their owner alone. */
  List<Finding> secrets() {
    Path keys = house.resolve("data/keys");
    if (!Files.isDirectory(keys)) return List.of(Finding.ok("keys", "data/keys", "No keys yet; they are made with the first mail."));
    try (Stream<Path> files = Files.list(keys)) {
      var findings = new ArrayList<Finding>();
      for (Path file : files.sorted().toList()) mode(file).ifPresent(findings::add);
      if (findings.isEmpty()) findings.add(Finding.ok("keys", "data/keys", "Readable by their owner only."));
      return findings;
    } catch (IOException e) {
      return List.of(Finding.fail("keys", "data/keys", "The keys cannot be looked at (" + e + "). Links of readers and signatures need them. Check the folder's permissions."));
    }
  }

  private java.util.Optional<Finding> mode(Path file) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) return java.util.Optional.empty();
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    if (mode.stream().noneMatch(OTHERS::contains)) return java.util.Optional.empty();
    return java.util.Optional.of(Finding.fail("keys", house.relativize(file).toString(),
        "Others may read or write it (%s). Who holds it can leave, join and sign in your readers' and your name. Run chmod 600 on it; if somebody may have read it, make a new one.".formatted(PosixFilePermissions.toString(mode))));
  }

  /** A full disk stops everything: nothing is lost, and nothing is sent. */
  Finding disk() {
    Path place = Files.isDirectory(house.resolve("data")) ? house.resolve("data") : house;
    try {
      FileStore store = Files.getFileStore(place);
      long free = store.getUsableSpace();
      String room = (free >> 20) + " MB free";
      if (!Files.isWritable(place)) return Finding.fail("disk", place.toString(), "It may not be written to by this user, so nothing can be published. Check its owner and mode.");
      if (free < LITTLE) return Finding.fail("disk", place.toString(), room + ". When it is full nothing is published or sent; what is committed stays. Make room.");
      return free < ENOUGH ? Finding.warn("disk", place.toString(), room + ". An edition to a million readers takes some 700 MB. Make room in time.") : Finding.ok("disk", place.toString(), room + ".");
    } catch (IOException e) {
      return Finding.fail("disk", place.toString(), "It cannot be looked at (" + e + "). Nothing can be published there. Check the path.");
    }
  }

  /** {@code 2026a}: rules change several times a year, and old ones put a slot at the wrong hour. */
  Finding zones() {
    String version = ZoneRulesProvider.getVersions("UTC").lastKey();
    if (!version.matches("\\d{4}[a-z]")) return Finding.ok("zones", "Java", "The zones' rules are of version " + version + ".");
    LocalDate end = LocalDate.of(Integer.parseInt(version.substring(0, 4)), 1, 1);
    boolean old = Duration.between(end.atStartOfDay().toInstant(ZoneOffset.UTC), now).compareTo(OLD_ZONES) > 0;
    String seen = "The zones' rules are of " + version;
    return old ? Finding.warn("zones", "Java", seen + ". Where a country has changed its clocks since, slots come at the wrong hour. Update Java, or run its tzupdater.") : Finding.ok("zones", "Java", seen + ".");
  }
}
