package dev.tidings.cli;

import dev.tidings.audience.Audience;
import dev.tidings.audience.Subscribers;
import dev.tidings.audience.Verdicts;
import dev.tidings.moving.Arrival;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Readers come in from a list or another program's export, or a whole house arrives. */
@CommandLine.Command(
    name = "import",
    description = "Take in a list file or another program's export (CSV, YAML, or the zip it came in); or, into a new house, what 'export --everything' made.",
    footer = {"", "Examples: tidings import daily members.csv --dry-run", "          tidings import --everything leaving.zip"})
final class ImportCommand extends Command {
  @Parameters(index = "0", paramLabel = "NEWSLETTER", description = "Whose readers they become; with --everything the export.")
  private String first = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "The list or export.")
  private @Nullable Path file;

  @Option(names = "--everything", description = "A whole house, into a new one.")
  private boolean everything;

  @Option(names = "--told-until", paramLabel = "MOMENT", converter = Moment.class,
      description = "The old program told them everything that is dated up to then, as 2026-01-28T08:00:00Z; they get what is later. Default: they are new, and begin with yesterday.")
  private @Nullable Instant told;

  @Option(names = "--dry-run", description = "Only say what it would do, row by row; nothing is changed.")
  private boolean dryRun;

  @Override
  public Integer call() {
    if (everything) return everything(root().desk().here().resolve(first));
    if (file == null) throw new ParameterException(spec.commandLine(), "FILE is missing.");
    return list(root().desk().here().resolve(file));
  }

  private int list(Path path) {
    try (House house = root().open(Optional.empty(), Opener.Purpose.WORK)) {
      Newsletter into = house.newsletters().stream().filter(one -> one.slug().equals(first)).findFirst()
          .orElseThrow(() -> Refusal.wrongUse("there is no newsletter '%s' in config/tidings.yml.", first));
      Verdicts each = dryRun ? (place, address, verdict) -> out().println(place + ": " + (address.isEmpty() ? "" : address + " ") + verdict) : Verdicts.NONE;
      Subscribers.Imported imported = dryRun ? house.ledger().rehearse(tx -> take(house, tx, into, path, each)) : house.ledger().durably(tx -> takeForGood(house, tx, into, path));
      if (imported.good()) imported.problems().forEach(err()::println);
      out().println((dryRun ? "Nothing was changed. " : "") + imported.sentence());
      return Exit.unless(!imported.good() || !imported.problems().isEmpty());
    }
  }

  private Subscribers.Imported takeForGood(House house, Tx tx, Newsletter newsletter, Path file) {
    Subscribers.Imported imported = take(house, tx, newsletter, file, Verdicts.NONE);
    if (imported.good()) house.subscribers().noteLeft(tx, newsletter.slug(), file, house.clock().instant());
    return imported;
  }

  private Subscribers.Imported take(House house, Tx tx, Newsletter newsletter, Path file, Verdicts verdicts) {
    return house.subscribers().importFile(tx, newsletter.slug(), file,
        new Audience.Sync(house.clock().instant(), house.digestRun().startCursor(tx, newsletter, Optional.ofNullable(told)), true, newsletter.bounds().leeway()), verdicts);
  }

  private int everything(Path from) {
    if (!Files.exists(from)) throw new ParameterException(spec.commandLine(), first + ": there is no such folder or file. Nothing was taken in.");
    try (House house = root().open(Optional.empty(), dryRun ? Opener.Purpose.LOOK : Opener.Purpose.NEW_STORE)) {
      Arrival.Verdict verdict = dryRun ? house.arrival().check(from) : house.arrival().take(from, house.clock().instant());
      verdict.problems().forEach(err()::println);
      verdict.remarks().forEach(remark -> err().println("warning: " + remark));
      String counts = verdict.counts().entrySet().stream().map(count -> "%,d %s".formatted(count.getValue(), count.getKey())).collect(Collectors.joining(", "));
      if (!verdict.good()) out().printf("%s: nothing was taken in.%n", first);
      else out().printf(dryRun ? "%s: good; nothing was changed. It holds %s.%n" : "%s is in: %s. 'tidings plan' shows what goes out next.%n", first, counts.isEmpty() ? "no readers" : counts);
      return Exit.unless(!verdict.good());
    } catch (IOException e) {
      throw new Unusable("%s cannot be read (%s). Nothing was taken in. Copy the export again.".formatted(first, e.getMessage()), e);
    }
  }
}
