package dev.tidings.cli;

import dev.tidings.post.FileReason;
import dev.tidings.store.Backup;
import dev.tidings.store.Dialect;
import dev.tidings.store.Upkeep;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Saves what git does not hold, while everything goes on. */
@CommandLine.Command(
    name = "backup",
    description = "Save the store and the keys in one file, also while mails go out. It is as secret as the keys: keep it so.",
    footer = {"", "Example: tidings backup --keep 14"})
final class BackupCommand extends Command {
  static final String END = Upkeep.END;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "Where to. Default: data/backups/, named by the time.")
  private @Nullable Path file;

  @Option(names = "--keep", paramLabel = "N", defaultValue = "0",
      description = "Remove older backups from that folder, so that so many stay. Default: all stay.")
  private int keep;

  @Override
  public Integer call() {
    try (House house = root().open(Optional.empty(), Opener.Purpose.WORK)) {
      if (house.ledger().dialect() == Dialect.POSTGRESQL)
        throw new Unusable("The store is a PostgreSQL database, which pg_dump saves while mails go out. Nothing was written. Copy data/keys/ beside its dump; docs/postgresql.md.");
      Path data = home().resolve("data");
      Path to = file == null ? data.resolve("backups").resolve(Upkeep.name(house.clock().instant())) : root().desk().here().resolve(file);
      if (Files.exists(to)) throw new ParameterException(spec.commandLine(), to + ": a file is there already. Nothing was written. Give another name.");
      Backup.write(house.ledger(), house.ledger().note("house").orElse(""), data, to, house.clock().instant());
      out().printf("%s, %,d bytes. 'tidings restore --check %s' looks whether it is good.%n", shown(to), Files.size(to), shown(to));
      Path folder = to.toAbsolutePath().getParent();
      if (keep > 0 && folder != null) {
        int gone = Backup.rotate(folder, END, keep);
        if (gone > 0) out().printf("%d older ones were removed, %d stay.%n", gone, keep);
      }
      return Exit.DONE;
    } catch (FileSystemException e) {
      throw new Unusable("The backup cannot be written (%s). Nothing is left of it, the house is as it was. Free some space there, or check the folder's permissions."
          .formatted(FileReason.of(e)), e);
    } catch (IOException e) {
      throw new Unusable("The backup cannot be written (%s). Nothing is left of it, the house is as it was. Free some space there, or check the folder's permissions."
          .formatted(e.getMessage()), e);
    }
  }

  private Path shown(Path path) {
    return path.startsWith(root().desk().here()) ? root().desk().here().relativize(path) : path;
  }
}
