package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.queue.DeliveryState;
import dev.tidings.report.EditionReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "report",
    description = "Show the account of the latest editions.",
    footer = {"", "Example: tidings report daily --last 3 --json"})
final class ReportCommand extends Command {
  @Parameters(arity = "0..1", paramLabel = "NEWSLETTER", description = "Only this newsletter.")
  private @Nullable String newsletter;

  @Option(names = "--last", paramLabel = "N", defaultValue = "10", description = "How many editions. Default: ${DEFAULT-VALUE}.")
  private int last;

  @Mixin private AsJson json;

  @Override
  public Integer call() {
    Words.requirePositive("--last", last);
    try (House house = root().open(Optional.empty(), Opener.Purpose.LOOK)) {
      Words.requireNewsletter(house, Optional.ofNullable(newsletter));
      List<EditionReport.Row> rows = EditionReport.latest(house.ledger(), Optional.ofNullable(newsletter), last);
      if (json.wanted) {
        ObjectNode object = Json.object();
        object.set("editions", Json.list(rows, Json::edition));
        out().println(Json.written(object));
      } else if (rows.isEmpty()) {
        out().println("No edition was published yet. 'tidings plan' shows the next one.");
      } else {
        rows.forEach(row -> RunWords.edition(row, out()));
        course(rows);
      }
      return Exit.unless(rows.stream().anyMatch(EditionReport.Row::isTroubled));
    }
  }

  /** How many each edition reached, by newsletter, oldest first; one edition has no course. */
  private void course(List<EditionReport.Row> newestFirst) {
    var sent = new TreeMap<String, List<Long>>();
    newestFirst.forEach(row -> sent.computeIfAbsent(row.name().newsletter(), slug -> new ArrayList<>()).add(0, row.of(DeliveryState.SENT)));
    sent.forEach((slug, numbers) -> {
      if (numbers.size() > 1)
        out().printf("%s, sent, oldest first: %s (%d to %d)%n", slug, Sparkline.of(numbers), Collections.min(numbers), Collections.max(numbers));
    });
  }
}
