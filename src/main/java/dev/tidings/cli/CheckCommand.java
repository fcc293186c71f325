package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.post.PostProblem;
import dev.tidings.report.Linter;
import dev.tidings.run.Plan;
import dev.tidings.run.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

@CommandLine.Command(name = "check", description = "Read configuration, posts, lists and templates, say what is wrong or doubtful, and change nothing.",
    footer = {"", "Example: tidings check --json"})
final class CheckCommand extends Command {
  private static final int LARGEST_HTML = 95_000;

  @Mixin private AsJson json;

  @Override
  public Integer call() {
    try (House house = root().open(Optional.empty(), Opener.Purpose.LOOK)) {
      Plan plan = house.planner().plan(RunRequest.SCHEDULED);
      List<Remark> remarks = remarks(house, plan);
      if (json.wanted) {
        ObjectNode object = Json.object();
        object.putObject("posts").put("read", plan.posts().read()).put("publishable", plan.posts().publishable()).put("held", plan.posts().held());
        object.set("problems", Json.list(remarks, Json::problem));
        out().println(Json.written(object));
      } else {
        Remark.print(remarks, out());
        out().printf("%s read, %d publishable, %d held; %s.%n", Words.count(plan.posts().read(), "post", "posts"), plan.posts().publishable(),
            plan.posts().held(), Words.count(remarks.size(), "remark", "remarks"));
      }
      return Exit.unless(remarks.stream().anyMatch(remark -> !remark.severity().equals("note")));
    }
  }

  private static List<Remark> remarks(House house, Plan plan) {
    var remarks = new ArrayList<>(Remark.of(plan.problems(), plan.lists()));
    Stream<PostProblem> notes = plan.problems().stream().filter(problem -> problem.severity() == PostProblem.Severity.NOTE);
    Stream.concat(notes, house.posts().stream().flatMap(post -> Linter.lint(post).stream()))
        .map(problem -> new Remark(problem.file(), problem.line(), problem.severity().name().toLowerCase(Locale.ROOT), problem.message()))
        .forEach(remarks::add);
    house.templateProblems().forEach(problem -> remarks.add(new Remark("templates/" + problem.template(), problem.line(), "warning", problem.message())));
    plan.prospects().stream().flatMap(prospect -> prospect.outline().stream()).filter(outline -> outline.htmlBytes() > LARGEST_HTML)
        .forEach(outline -> remarks.add(new Remark("config/tidings.yml", 0, "warning",
            "the next edition has %,d bytes of HTML; some programs cut a mail beyond 102,000. Lower max_items.".formatted(outline.htmlBytes()))));
    return remarks.stream().distinct().toList();
  }
}
