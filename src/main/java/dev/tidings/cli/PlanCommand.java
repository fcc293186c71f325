package dev.tidings.cli;

import dev.tidings.run.Plan;
import dev.tidings.run.RunRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "plan",
    description = "Show what a run would publish, to how many readers, and change nothing.",
    footer = {"", "Example: tidings plan --at 2026-01-28T08:00:00Z"})
final class PlanCommand extends Command {
  @Option(names = "--now", paramLabel = "NEWSLETTER", description = "As if 'run --now NEWSLETTER' were given.")
  private @Nullable String now;

  @Mixin private At at;

  @Override
  public Integer call() {
    try (House house = root().open(at.moment(), Opener.Purpose.LOOK)) {
      Words.requireNewsletter(house, Optional.ofNullable(now));
      Plan plan = house.planner().plan(new RunRequest(Optional.ofNullable(now), false));
      List<Remark> remarks = Remark.of(plan.problems(), plan.lists());
      Remark.print(remarks, err());
      out().printf("%s read, %d publishable, %d held.%n", Words.count(plan.posts().read(), "post", "posts"), plan.posts().publishable(), plan.posts().held());
      plan.prospects().forEach(this::print);
      return Exit.unless(Remark.anyError(remarks));
    }
  }

  private void print(Plan.Prospect prospect) {
    out().printf("%n%s: %s%n", prospect.newsletter().slug(), prospect.newsletter().imprint().title());
    prospect.slot().ifPresentOrElse(
        slot -> out().printf("  %s %s%n", prospect.due() ? "Due now:" : "Next slot:", Words.slot(slot)),
        () -> out().printf("  No schedule; 'tidings run --now %s' publishes.%n", prospect.newsletter().slug()));
    String later = prospect.next().stream().filter(slot -> !prospect.slot().equals(Optional.of(slot))).limit(3).map(Words::slot).collect(Collectors.joining(" · "));
    if (!later.isEmpty()) out().println("  Then: " + later);
    prospect.outline().ifPresentOrElse(this::print, () -> {
      out().println("  Nothing would go out: " + prospect.reason() + ".");
      prospect.example().ifPresent(example -> {
        out().println("  As an example, the newest day of the folder:");
        print(example);
      });
    });
  }

  private void print(Plan.Outline outline) {
    out().printf("  Edition %d: \"%s\", %d min, %,d bytes of HTML%n", outline.words().number(), outline.words().subject(), outline.words().minutes(), outline.htmlBytes());
    outline.lines().forEach(line -> out().printf("    %-8s %-14s %s  (%s)%n", line.place(), line.category(), line.headline(), line.file()));
    if (outline.more() > 0) out().printf("    and %d more%n", outline.more());
    out().printf("  %s get it; %d have nothing new%s.%n", Words.count(outline.readers().planned(), "reader", "readers"), outline.readers().nothingNew(), kept(outline.readers().kept()));
  }

  private static String kept(Map<String, Integer> kept) {
    return kept.entrySet().stream().map(entry -> "; " + entry.getValue() + " " + entry.getKey()).collect(Collectors.joining());
  }
}
