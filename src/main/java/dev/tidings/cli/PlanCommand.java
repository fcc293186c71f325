package dev.tidings.cli;

import dev.tidings.run.Plan;
import dev.tidings.run.RunRequest;
import java.util.List;
import java.util.Optional;
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
  @Mixin private AsJson json;

  @Override
  public Integer call() {
    try (House house = root().open(at.moment(), Opener.Purpose.LOOK)) {
      Words.requireNewsletter(house, Optional.ofNullable(now));
      Plan plan = house.planner().plan(new RunRequest(Optional.ofNullable(now), false));
      List<Remark> remarks = Remark.of(plan.problems(), plan.lists());
      Remark.print(remarks, err());
      if (json.wanted) {
        out().println(Json.written(PlanWords.json(plan, remarks)));
      } else {
        out().printf("%s read, %d publishable, %d held.%n", Words.count(plan.posts().read(), "post", "posts"), plan.posts().publishable(), plan.posts().held());
        plan.prospects().forEach(prospect -> PlanWords.print(prospect, out()));
      }
      return Exit.unless(Remark.anyError(remarks));
    }
  }
}
