package dev.tidings.cli;

import dev.tidings.deliver.DeliveryReport;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "deliver",
    description = "Send what is owed now; publish nothing.",
    footer = {"", "Example: tidings deliver --wait 30m"})
final class DeliverCommand extends Command {
  @Option(names = "--wait", paramLabel = "TIME", converter = Span.class, defaultValue = "0s",
      description = "Stay so long for deferred mail, as 30m. Default: do not wait.")
  private Duration wait = Duration.ZERO;

  @Override
  public Integer call() {
    try (House house = root().open(java.util.Optional.empty(), Opener.Purpose.WORK)) {
      DeliveryReport report = Deliveries.deliver(house, wait, err());
      out().printf("%d sent, %d deferred, %d failed; %s waiting.%n", report.sent(), report.deferred(), report.failed(),
          Words.count(house.queue().waiting(), "mail is", "mails are"));
      report.trouble().ifPresent(trouble -> err().println("warning: " + trouble));
      return Exit.unless(report.trouble().isPresent() || report.failed() > 0);
    }
  }
}
