package dev.tidings.cli;

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

  @Override
  public Integer call() {
    try (House house = root().open(at.moment(), Opener.Purpose.WORK)) {
      Morning morning = house.digestRun().feedsOnly();
      List<Remark> remarks = Remark.of(morning.problems(), List.of());
      Remark.print(remarks, err());
      out().printf("%s read, %d publishable, %d held. Feeds and pages: %d written, %d unchanged.%n",
          Words.count(morning.posts().read(), "post", "posts"), morning.posts().publishable(), morning.posts().held(),
          morning.feeds().written(), morning.feeds().unchanged());
      return Exit.unless(Remark.anyError(remarks));
    }
  }
}
