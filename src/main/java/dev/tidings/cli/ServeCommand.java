package dev.tidings.cli;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "serve",
    description = "Publish on schedule, deliver, and serve feeds, pages and the readers' own pages, until stopped.",
    footer = {"", "Example: tidings serve --home /srv/paper --port 8080"})
final class ServeCommand extends Command {
  @Option(names = "--port", paramLabel = "PORT", description = "Listen there. Default: serve.port, 8080; 0 takes any free one.")
  private @Nullable Integer port;

  @Option(names = "--new-store", description = "The store is lost, or another house's: begin a new one.")
  private boolean newStore;

  @Mixin private At at;

  @Override
  public Integer call() {
    try (var stopping = new Stopping(root().desk(), Serving.LONGEST_STOP); House house = root().open(at.moment(), newStore ? Opener.Purpose.NEW_STORE : Opener.Purpose.WORK);
        Serving serving = house.serve(port == null ? OptionalInt.empty() : OptionalInt.of(port))) {
      err().println(serving.greeting());
      err().flush();
      stopping.then(serving::stop);
      serving.await();
      err().println("Stopped; what was in flight has its answer.");
    }
    return Exit.DONE;
  }
}
