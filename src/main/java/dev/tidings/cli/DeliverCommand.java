package dev.tidings.cli;

import dev.tidings.deliver.DeliveryReport;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "deliver",
    description = "Send what is owed now; publish nothing.",
    footer = {"", "Example: tidings deliver --wait 30m"})
final class DeliverCommand extends Command {
  @Option(names = "--wait", paramLabel = "TIME", converter = Span.class, defaultValue = "0s",
      description = "Stay so long for deferred mail, as 30m. Default: do not wait.")
  private Duration wait = Duration.ZERO;

  @Mixin private AsJson json;

  @Override
  public Integer call() {
    try (var sending = new Sending(root().desk()); House house = root().open(Optional.empty(), Opener.Purpose.WORK)) {
      DeliveryReport report = Telling.during(house, err(), () -> sending.deliver(house, wait));
      long waiting = house.queue().waiting();
      if (json.wanted)
        out().println(Json.written(Json.object().put("sent", report.sent()).put("deferred", report.deferred()).put("failed", report.failed())
            .put("waiting", waiting).put("trouble", report.trouble().orElse(""))));
      else
        out().printf("%d sent, %d deferred, %d failed; %s waiting.%n", report.sent(), report.deferred(), report.failed(),
            Words.count(waiting, "mail is", "mails are"));
      return Exit.unless(report.trouble().isPresent() || report.failed() > 0);
    }
  }
}
