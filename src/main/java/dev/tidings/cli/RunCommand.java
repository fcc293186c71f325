package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.deliver.Courier;
import dev.tidings.deliver.DeliveryReport;
import dev.tidings.report.EditionReport;
import dev.tidings.run.Morning;
import dev.tidings.run.RunRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "run",
    description = "Gather posts, write feeds, publish what is due, deliver it, and print the account.",
    footer = {"", "From cron: */5 * * * * tidings run --home /srv/paper", "By hand:   tidings run --now daily"})
final class RunCommand extends Command {
  @Option(names = "--now", paramLabel = "NEWSLETTER", description = "Publish this newsletter regardless of its schedule.")
  private @Nullable String now;

  @Option(names = "--yes", description = "Lists that lost more than half of their rows are meant so.")
  private boolean yes;

  @Option(names = "--new-store", description = "The store is lost, or another house's: begin a new one.")
  private boolean newStore;

  @Option(names = "--wait", paramLabel = "TIME", converter = Span.class, defaultValue = "0s",
      description = "Stay so long for deferred mail, as 30m. Default: do not wait.")
  private Duration wait = Duration.ZERO;

  @Mixin private At at;
  @Mixin private AsJson json;

  /** @param morning empty where another process was publishing at that moment */
  record Result(Optional<Morning> morning, DeliveryReport delivered, List<EditionReport.Row> editions, List<Remark> remarks) {
    boolean needsReading() {
      return Remark.anyError(remarks) || delivered.trouble().isPresent() || editions.stream().anyMatch(EditionReport.Row::isTroubled);
    }
  }

  @Override
  public Integer call() {
    var purpose = newStore ? Opener.Purpose.NEW_STORE : Opener.Purpose.WORK;
    try (var sending = new Sending(root().desk()); House house = root().open(at.moment(), purpose)) {
      Words.requireNewsletter(house, Optional.ofNullable(now));
      Result result = carryOut(house, sending);
      Remark.print(result.remarks(), err());
      if (json.wanted) out().println(Json.written(asJson(result)));
      else RunWords.print(result, house, out());
      return Exit.unless(result.needsReading());
    }
  }

  private Result carryOut(House house, Sending sending) {
    Optional<Morning> morning = house.digestRun().publish(new RunRequest(Optional.ofNullable(now), yes));
    var afterwards = new Afterwards(house, morning.filter(Afterwards::isWritten).isPresent(), err());
    var worked = new ArrayList<Long>(EditionReport.open(house.ledger()));
    morning.ifPresent(done -> worked.addAll(done.editions()));
    house.seeds().catchUp();
    house.editors().catchUp();
    house.watch();
    DeliveryReport delivered = Telling.during(house, err(), () -> sending.deliver(house, wait));
    if (delivered.trouble().isEmpty() && house.editors().catchUp() > 0) sending.deliver(house, Duration.ZERO); // how it went
    afterwards.await();
    house.upkeep().keep().forEach(err()::println);
    List<Remark> remarks = morning.map(done -> Remark.of(done.problems(), done.lists())).orElse(List.of());
    return new Result(morning, delivered, EditionReport.among(house.ledger(), worked), remarks);
  }

  private static ObjectNode asJson(Result result) {
    ObjectNode json = Json.object();
    result.morning().ifPresent(morning -> Json.gathered(json, morning));
    json.set("editions", Json.list(result.editions(), Json::edition));
    json.set("skipped", Json.list(result.morning().map(Morning::skipped).orElse(List.of()), Json::skipped));
    json.set("problems", Json.list(result.remarks(), Json::problem));
    return json;
  }
}
