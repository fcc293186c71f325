package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.audience.MailAddress;
import dev.tidings.audience.Subscribers;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "subscribers",
    subcommands = {ImportCommand.class, ExportCommand.class},
    description = "See readers, and take in what they ask for: leaving, coming back, being forgotten.",
    footer = {"", "Examples: tidings subscribers unsubscribe ada@reader.example", "          tidings subscribers list @reader.example"})
final class SubscribersCommand extends Command {
  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what: list, unsubscribe, resubscribe, suppress, forget, import or export.");
  }

  @CommandLine.Command(name = "list", description = "Readers whose address holds a text.")
  int list(@Parameters(paramLabel = "PART", arity = "0..1", defaultValue = "") String part, @Mixin AsJson json) {
    try (House house = open(Opener.Purpose.LOOK)) {
      List<Subscribers.Listed> found = house.ledger().read(sql -> house.subscribers().find(sql, part));
      if (json.wanted) {
        ObjectNode object = Json.object();
        object.set("subscriptions", Json.list(found, (node, one) -> node.put("address", one.address()).put("newsletter", one.newsletter())
            .put("status", one.status()).put("why", one.why()).put("categories", one.categories()).put("format", one.format()).put("since", one.since().toString())));
        out().println(Json.written(object));
        return Exit.DONE;
      }
      found.forEach(one -> out().printf("%s  %s  %s%s  %s  %s%n", one.address(), one.newsletter(), one.status(), one.why().isEmpty() ? "" : " (" + one.why() + ")", one.categories(), one.format()));
      if (found.isEmpty()) out().println("No reader's address holds '" + part + "'.");
      return Exit.DONE;
    }
  }

  @CommandLine.Command(name = "unsubscribe", description = "Ends a reader's subscriptions; no list file brings her back.")
  int unsubscribe(@Parameters(paramLabel = "ADDRESS") String address,
      @Option(names = "--newsletter", paramLabel = "NEWSLETTER", description = "Only this one. Default: all.") @Nullable String newsletter) {
    return change(address, (house, tx, reader, now) -> house.subscribers().unsubscribe(tx, reader, Optional.ofNullable(newsletter), now));
  }

  @CommandLine.Command(name = "resubscribe", description = "Takes back a reader who asked for it herself.")
  int resubscribe(@Parameters(paramLabel = "ADDRESS") String address,
      @Option(names = "--consent", required = true, paramLabel = "TEXT", description = "How and when she asked; kept with the subscription.") String consent,
      @Option(names = "--newsletter", paramLabel = "NEWSLETTER", description = "Only this one. Default: all.") @Nullable String newsletter) {
    if (consent.isBlank()) throw Refusal.wrongUse("--consent is blank: coming back takes the reader's own word, so say how and when she gave it.");
    return change(address, (house, tx, reader, now) -> {
      List<String> wanted = newsletter == null ? house.newsletters().stream().map(Newsletter::slug).toList() : List.of(newsletter);
      return house.subscribers().resubscribe(tx, reader, wanted, consent, now);
    });
  }

  @CommandLine.Command(name = "suppress", description = "Mails this address never again.")
  int suppress(@Parameters(paramLabel = "ADDRESS") String address) {
    return change(address, (house, tx, reader, now) -> house.subscribers().suppress(tx, reader, "admin", now));
  }

  @CommandLine.Command(name = "forget", description = "Deletes what is known of a reader; a keyed hash keeps her out.")
  int forget(@Parameters(paramLabel = "ADDRESS") String address) {
    MailAddress reader = Words.address(address);
    try (House house = open(Opener.Purpose.WORK)) {
      Subscribers.Erasure erasure = house.ledger().durably(tx -> house.subscribers().forget(tx, reader, house.clock().instant()));
      out().println(erasure.sentence());
      erasure.still().forEach(place -> out().println("Still named in " + place));
      return Exit.unless(!erasure.still().isEmpty());
    }
  }

  /** Something a reader asked for. */
  private interface Wish {
    Subscribers.Answer of(House house, Tx tx, MailAddress reader, Instant now);
  }

  private int change(String address, Wish wish) {
    MailAddress reader = Words.address(address);
    try (House house = open(Opener.Purpose.WORK)) {
      Subscribers.Answer answer = house.ledger().durably(tx -> wish.of(house, tx, reader, house.clock().instant()));
      out().println(answer.sentence());
      return Exit.DONE;
    }
  }

  private House open(Opener.Purpose purpose) {
    return root().open(Optional.empty(), purpose);
  }
}
