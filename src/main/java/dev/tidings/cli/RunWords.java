package dev.tidings.cli;

import dev.tidings.report.EditionReport;
import dev.tidings.run.Morning;
import dev.tidings.timetable.Newsletter;
import java.io.PrintWriter;
import java.util.List;

/** A run's result for people: what was read, written and sent; and where nothing went out, why and what to do. */
final class RunWords {
  private RunWords() {}

  static void print(RunCommand.Result result, House house, PrintWriter out) {
    result.morning().ifPresentOrElse(morning -> print(morning, out), () -> out.println("Another run is publishing at this moment; this one delivered only."));
    result.editions().forEach(row -> edition(row, out));
    result.morning().ifPresent(morning -> morning.notices().forEach(out::println));
    result.morning().ifPresent(morning -> house.newsletters().stream()
        .filter(newsletter -> published(newsletter, result.editions(), morning).isEmpty())
        .forEach(newsletter -> out.println(newsletter.slug() + ": " + why(newsletter, morning) + " " + Words.next(newsletter, house))));
  }

  private static void print(Morning morning, PrintWriter out) {
    out.printf("%s read, %d publishable, %d held. Feeds and pages: %d written, %d unchanged.%n", Words.count(morning.posts().read(), "post", "posts"),
        morning.posts().publishable(), morning.posts().held(), morning.feeds().written(), morning.feeds().unchanged());
  }

  static void edition(EditionReport.Row row, PrintWriter out) {
    out.printf("%s %d, %s %s: \"%s\", %s%s%n    %s%n", row.name().newsletter(), row.name().number(), row.name().slot().replace('T', ' '), row.name().zone(),
        row.subject(), Words.count(row.stories(), "story", "stories"), row.name().state().equals("open") ? "" : ", " + row.name().state(), row.words());
  }

  private static List<EditionReport.Row> published(Newsletter newsletter, List<EditionReport.Row> rows, Morning morning) {
    return rows.stream().filter(row -> row.name().newsletter().equals(newsletter.slug()) && morning.editions().contains(row.name().id())).toList();
  }

  private static String why(Newsletter newsletter, Morning morning) {
    if (morning.lists().stream().anyMatch(list -> list.newsletter().equals(newsletter.slug()) && list.refused()))
      return "nothing was published, for a list cannot be trusted (see above).";
    return morning.skipped().stream().filter(skipped -> skipped.slot().newsletter().equals(newsletter.slug()) && !skipped.isMissed()).reduce((first, last) -> last)
        .map(skipped -> (skipped.isOpen() ? "the slot %s is not published yet: %s." : "the slot %s brought no edition: %s.").formatted(Words.slot(skipped.slot()), Words.reason(skipped.reason())))
        .orElse("nothing is due.");
  }
}
