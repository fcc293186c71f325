package dev.tidings.cli;

import dev.tidings.config.HouseFile;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.store.Backup;
import dev.tidings.timetable.CatchUp;
import dev.tidings.timetable.Newsletter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Puts a backup in the place of data/. What it does not know was sent since, waits for the admin. */
@CommandLine.Command(
    name = "restore",
    description = "Put a backup in the place of the house's store and keys. What stood there is kept aside.",
    footer = {"", "Example: tidings restore --check data/backups/2026-11-24T070000Z" + BackupCommand.END})
final class RestoreCommand extends Command {
  private static final List<String> PARTS = List.of("tidings.db", "tidings.db-wal", "tidings.db-shm", "keys");

  @Parameters(paramLabel = "FILE", description = "What 'tidings backup' made.")
  private Path file = Path.of("");

  @Option(names = "--check", description = "Only look whether the backup is good; nothing is changed.")
  private boolean check;

  @Mixin private At at;

  @Override
  public Integer call() {
    Path from = root().desk().here().resolve(file);
    if (!Files.isRegularFile(from)) throw wrong(file + ": there is no such file. Nothing was changed.");
    Path data = home().resolve("data");
    try {
      if (!check) Files.createDirectories(data);
      Path apart = check ? Files.createTempDirectory("tidings-restore-") : Files.createTempDirectory(data, "restore-");
      try {
        Backup backup = Backup.unpack(from, apart);
        out().printf("%s: good. Made %s; %,d readers, %,d editions, %,d mails owed, key files: %d.%n", file, backup.at(), backup.counts().readers(),
            backup.counts().editions(), backup.counts().owed(), backup.counts().keys());
        requireOurs(backup);
        if (check) return Exit.DONE;
        return putInPlace(backup, apart, data);
      } finally {
        FolderRemoval.of(apart).forEach(err()::println);
      }
    } catch (IOException e) {
      throw new Unusable("The backup cannot be put in place (%s). Check the room on the disk and the permissions of data/."
          .formatted(e.getMessage()), e);
    }
  }

  private void requireOurs(Backup backup) throws IOException {
    Optional<String> ours = HouseFile.read(home()).map(HouseFile::id);
    if (ours.isEmpty() || !ours.get().equals(backup.house()))
      throw wrong("%s: it belongs to the house %s, and config/house.yml says %s. Nothing was changed. Get this house's config/ from git, or name its own backup."
          .formatted(file, backup.house(), ours.orElse("nothing")));
  }

  private int putInPlace(Backup backup, Path apart, Path data) throws IOException {
    if (DeliveryQueue.isAtWork(data.resolve("claims")))
      throw wrong("A process of this house is at work (data/claims). Nothing was changed. Stop it, then restore.");
    setAside(data);
    for (String part : PARTS) if (Files.exists(apart.resolve(part))) Files.move(apart.resolve(part), data.resolve(part));
    try (House house = root().open(at.moment(), Opener.Purpose.WORK)) {
      out().printf("The store of %s is in place.%n", backup.at());
      boolean waits = false;
      for (Newsletter newsletter : house.newsletters()) waits |= hold(house, newsletter);
      if (waits) out().println("Nothing of these goes out by itself: some readers may have got them since the backup. 'tidings queue resume EDITION' sends to all who are listed, 'tidings queue cancel EDITION' brings the posts with the next edition.");
      return Exit.unless(waits);
    }
  }

  private boolean hold(House house, Newsletter newsletter) {
    Instant now = house.clock().instant();
    Map<Long, Long> paused = house.queue().steering().pauseWhere(newsletter.slug(),
        published -> now.isAfter(published.plus(CatchUp.grace(published, newsletter))));
    paused.forEach((number, mails) -> out().printf("%s/%d waits for you: %,d mails not sent when the backup was made.%n", newsletter.slug(), number, mails));
    return !paused.isEmpty();
  }

  private void setAside(Path data) throws IOException {
    List<String> there = PARTS.stream().filter(part -> Files.exists(data.resolve(part))).toList();
    if (there.isEmpty()) return;
    Path aside = Files.createTempDirectory(data, "before-restore-");
    for (String part : there) Files.move(data.resolve(part), aside.resolve(part));
    out().printf("What stood in data/ is in data/%s.%n", aside.getFileName());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
