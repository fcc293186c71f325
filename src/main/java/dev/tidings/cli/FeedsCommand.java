package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.run.Morning;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

@CommandLine.Command(
    name = "feeds",
    description = "Write feeds and pages to site/; tell nobody.",
    footer = {"", "Example: tidings feeds --home /srv/paper"})
final class FeedsCommand extends Command {
  @Mixin private At at;
  @Mixin private AsJson json;

  @Override
  public Integer call() {
    try (House house = root().open(at.moment(), Opener.Purpose.WORK)) {
      Morning morning = house.digestRun().feedsOnly();
      List<Remark> remarks = Remark.of(morning.problems(), List.of());
      Remark.print(remarks, err());
      if (json.wanted) {
        ObjectNode object = Json.object();
        Json.gathered(object, morning);
        object.set("problems", Json.list(remarks, Json::problem));
        out().println(Json.written(object));
      } else out().printf("%s read, %d publishable, %d held. Feeds and pages: %d written, %d unchanged.%n",
          Words.count(morning.posts().read(), "post", "posts"), morning.posts().publishable(), morning.posts().held(),
          morning.feeds().written(), morning.feeds().unchanged());
      new Afterwards(house, Afterwards.isWritten(morning), err()).await();
      return Exit.unless(Remark.anyError(remarks));
    }
  }
}
