package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.queue.DeliveryState;
import dev.tidings.queue.Steering;
import dev.tidings.report.EditionReport;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "queue",
    description = "See and steer what is still owed.",
    subcommands = QueueCommand.Listing.class,
    footer = {"", "Example: tidings queue list --state deferred"})
final class QueueCommand extends Command {
  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "One of list, retry, cancel, pause, resume is missing.");
  }

  @CommandLine.Command(name = "list", description = "Show deliveries, newest edition first.",
      footer = {"", "Example: tidings queue list daily --state failed"})
  static final class Listing extends Command {
    @Parameters(arity = "0..1", paramLabel = "NEWSLETTER", description = "Only this newsletter.")
    private @Nullable String newsletter;

    @Option(names = "--state", paramLabel = "STATE", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private @Nullable DeliveryState state;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most so many. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Mixin private AsJson json;

    @Override
    public Integer call() {
      Words.requirePositive("--limit", limit);
      try (House house = root().open(Optional.empty(), Opener.Purpose.WORK)) {
        List<Steering.Line> lines = house.queue().steering().list(Optional.ofNullable(newsletter), Optional.ofNullable(state), limit);
        if (json.wanted) {
          ObjectNode object = Json.object();
          object.set("deliveries", Json.list(lines, (node, line) -> node.put("newsletter", line.newsletter()).put("number", line.number())
              .put("address", line.address()).put("state", line.state().word()).put("since", line.at().since().toString())
              .put("due", line.at().due().toString()).put("tries", line.at().tries()).put("reply", line.at().reply())));
          out().println(Json.written(object));
          return Exit.DONE;
        }
        if (lines.isEmpty()) out().println("No delivery matches.");
        lines.forEach(line -> out().printf("%s/%d  %-9s  %s  tries %d  %s%n", line.newsletter(), line.number(), line.state().word(), line.address(),
            line.at().tries(), line.at().reply()));
        return Exit.DONE;
      }
    }
  }

  @CommandLine.Command(name = "retry", description = "Failed and expired mails of an edition are owed again; deferred ones are due now.",
      footer = {"", "Example: tidings queue retry daily/12"})
  int retry(@Parameters(paramLabel = "EDITION", description = "As daily/12.") String edition) {
    return steer(edition, Steering::retry, "%s: %d mails are due now. 'tidings deliver' sends them.");
  }

  @CommandLine.Command(name = "cancel", description = "Begin no more mail of an edition; its posts come with the next one.",
      footer = {"", "Example: tidings queue cancel daily/12"})
  int cancel(@Parameters(paramLabel = "EDITION", description = "As daily/12.") String edition) {
    return steer(edition, Steering::cancel, "%s is cancelled: %d readers will not get it, and its posts come to them with the next edition.");
  }

  @CommandLine.Command(name = "pause", description = "Begin no more mail of an edition until it is resumed.",
      footer = {"", "Example: tidings queue pause daily/12"})
  int pause(@Parameters(paramLabel = "EDITION", description = "As daily/12.") String edition) {
    return steer(edition, Steering::pause, "%s is paused: %d mails wait. Its life goes on ending; resume it in time.");
  }

  @CommandLine.Command(name = "resume", description = "Go on with a paused edition.", footer = {"", "Example: tidings queue resume daily/12"})
  int resume(@Parameters(paramLabel = "EDITION", description = "As daily/12.") String edition) {
    return steer(edition, Steering::resume, "%s goes on: %d mails are owed. 'tidings deliver' sends them.");
  }

  /** @param said with the edition's name and a count */
  private int steer(String edition, ToLongBiFunction<Steering, Long> hand, String said) {
    try (House house = root().open(Optional.empty(), Opener.Purpose.WORK)) {
      long id = named(house, edition).name().id();
      out().printf(said + "%n", edition, hand.applyAsLong(house.queue().steering(), id));
      return Exit.DONE;
    } catch (IllegalArgumentException e) {
      throw Refusal.notDone("%s", String.valueOf(e.getMessage()));
    }
  }

  private static EditionReport.Row named(House house, String edition) {
    int slash = edition.lastIndexOf('/');
    if (slash < 1 || !edition.substring(slash + 1).matches("\\d{1,9}"))
      throw Refusal.wrongUse("'%s' names no edition. Nothing was changed. Write it as daily/12; 'tidings report' lists them.", edition);
    return EditionReport.of(house.ledger(), edition.substring(0, slash), Integer.parseInt(edition.substring(slash + 1)))
        .orElseThrow(() -> Refusal.wrongUse("there is no edition %s. Nothing was changed. 'tidings report' lists them.", edition));
  }
}
