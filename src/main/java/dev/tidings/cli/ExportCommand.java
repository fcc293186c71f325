package dev.tidings.cli;

import dev.tidings.moving.Departure;
import dev.tidings.post.FileReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Readers leave as a list, or everything leaves. */
@CommandLine.Command(
    name = "export",
    description = "Write a newsletter's readers as CSV to standard output; or everything the house knows into a folder or a zip that people, other programs and another Tidings can read.",
    footer = {"", "Examples: tidings export daily > daily.csv", "          tidings export --everything leaving.zip"})
final class ExportCommand extends Command {
  @Parameters(arity = "0..1", paramLabel = "NEWSLETTER|TO", defaultValue = "",
      description = "The newsletter; with --everything the folder or .zip to make. Default then: export-DATE.")
  private String what = "";

  @Option(names = "--everything", description = "Readers with consent and state, suppressions, editions as mails and pages, accounts, and the ledger.")
  private boolean everything;

  @Override
  public Integer call() {
    if (everything) return everything();
    if (what.isEmpty()) throw new ParameterException(spec.commandLine(), "Say which newsletter's readers, or --everything.");
    try (House house = root().open(Optional.empty(), Opener.Purpose.LOOK)) {
      Words.requireNewsletter(house, Optional.of(what));
      PrintWriter out = out();
      int rows = house.ledger().snapshot(sql -> house.subscribers().export(sql, what, out));
      err().println(Words.count(rows, "reader", "readers") + " written.");
      return Exit.DONE;
    }
  }

  private int everything() {
    try (House house = root().open(Optional.empty(), Opener.Purpose.LOOK)) {
      String name = what.isEmpty() ? "export-" + LocalDate.ofInstant(house.clock().instant(), ZoneOffset.UTC) : what;
      Path to = root().desk().here().resolve(name);
      Departure.Shipped shipped = house.departure().export(to, house.clock().instant(), err()::println);
      out().printf("%s: %,d readers, %,d suppressions, %,d editions, %,d files. README.txt in it says what is where; it holds addresses and consents, so keep it safe.%n",
          name, shipped.readers(), shipped.suppressions(), shipped.editions(), shipped.files());
      if (shipped.owed() > 0)
        out().printf("%,d mails are still owed. In the export their readers count as not told. Deliver first and export again, or let this house send no more.%n", shipped.owed());
      return Exit.unless(shipped.owed() > 0);
    } catch (FileSystemException e) {
      throw new Unusable("The export cannot be written (%s). Nothing is left of it. Free some space there, or check the folder's permissions.".formatted(FileReason.of(e)), e);
    } catch (IOException e) {
      throw new Unusable("The export cannot be written (%s). Nothing is left of it. Free some space there, or give another name.".formatted(e.getMessage()), e);
    }
  }
}
