package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.post.PostProblem;
import dev.tidings.run.Plan;
import dev.tidings.run.RunRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

@CommandLine.Command(name = "check", description = "Read configuration, posts, lists and templates, say what is wrong or doubtful, and change nothing.",
    footer = {"", "Example: tidings check --json"})
final class CheckCommand extends Command {
  @Mixin private AsJson json;

  @Override
  public Integer call() {
    try (House house = root().desk().opener().open(home(), Optional.empty(), Opener.Purpose.LOOK)) {
      Plan plan = house.planner().plan(RunRequest.SCHEDULED);
      List<Remark> remarks = remarks(house, plan);
      if (json.wanted) {
        ObjectNode object = Json.object();
        Json.posts(object, plan.posts());
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

  static List<Remark> remarks(House house, Plan plan) {
    Stream<PostProblem> notes = plan.problems().stream().filter(problem -> problem.severity() == PostProblem.Severity.NOTE);
    Stream<Remark> doubts = Stream.concat(notes, house.doubts(plan).stream()).map(Remark::of);
    Stream<Remark> settings = house.warnings().stream().map(Remark::of);
    return Stream.of(settings, Remark.of(plan.problems(), plan.lists()).stream(), doubts).flatMap(remark -> remark).distinct().toList();
  }
}
