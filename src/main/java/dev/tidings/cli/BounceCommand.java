package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.bounce.BounceSettings;
import dev.tidings.bounce.Classifier;
import dev.tidings.bounce.Rounds;
import dev.tidings.bounce.Settled;
import dev.tidings.bounce.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "bounce",
    description = "Settles what came back: one message from standard input, or all that wait in the configured boxes.",
    footer = {"", "Examples: tidings bounce < message.eml", "          tidings bounce --collect", "          tidings bounce --judge --json < message.eml"})
final class BounceCommand extends Command {
  @Option(names = "--judge", description = "Only say what the message is and why; nothing is changed.")
  private boolean judge;

  @Option(names = "--collect", description = "Go round the configured boxes once.")
  private boolean collect;

  @Option(names = "--watch", paramLabel = "MINUTES", description = "Go round, wait for more so long at most, and go round again, until stopped.")
  private @Nullable Integer watch;

  @Mixin private AsJson json;

  @Override
  public Integer call() {
    if (judge) return judge();
    try (House house = root().open(Optional.empty(), Opener.Purpose.WORK)) {
      if (watch != null) return watch(house, Duration.ofMinutes(Math.max(1, watch)));
      return collect ? collect(house) : piped(house);
    }
  }

  private int judge() {
    Verdict verdict = Classifier.open(Optional.of(home().resolve(Classifier.OWN_RULES))).judge(message());
    out().println(json.wanted ? Json.written(object(verdict)) : sentence(verdict));
    return Exit.DONE;
  }

  private int piped(House house) {
    Settled settled = house.rounds().piped(message());
    if (json.wanted) {
      ObjectNode object = object(settled.verdict());
      object.put("effect", settled.effect().name().toLowerCase(Locale.ROOT)).put("ours", settled.ours()).put("sentence", settled.sentence());
      out().println(Json.written(object));
    } else {
      out().println(settled.sentence());
    }
    return Exit.DONE;
  }

  private int collect(House house) {
    List<Rounds.Result> results = boxes(house).stream().map(box -> house.rounds().collect(box)).toList();
    if (json.wanted) {
      ObjectNode object = Json.object();
      object.set("boxes", Json.list(results, BounceCommand::result));
      out().println(Json.written(object));
    } else {
      results.forEach(this::say);
    }
    return Exit.unless(results.stream().anyMatch(result -> result.trouble().isPresent() || result.of(Settled.Effect.TOLD) > 0));
  }

  private void say(Rounds.Result result) {
    result.sentences().forEach(out()::println);
    result.trouble().ifPresent(err()::println);
    int settled = result.counts().values().stream().mapToInt(Integer::intValue).sum() - result.of(Settled.Effect.UNKNOWN);
    out().println(result.box() + ": " + Words.count(settled, "message", "messages") + " settled, " + result.of(Settled.Effect.UNKNOWN) + " kept that nothing proves ours.");
  }

  private static void result(ObjectNode node, Rounds.Result result) {
    node.put("box", result.box());
    for (Settled.Effect effect : Settled.Effect.values()) node.put(effect.name().toLowerCase(Locale.ROOT), result.of(effect));
    result.trouble().ifPresent(line -> node.put("trouble", line));
    result.sentences().forEach(node.putArray("sentences")::add);
  }

  private int watch(House house, Duration longest) {
    List<BounceSettings.Box> boxes = boxes(house);
    try {
      while (true) {
        collect(house);
        out().flush();
        house.rounds().await(boxes.get(boxes.size() - 1), longest);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Exit.DONE;
    }
  }

  private static List<BounceSettings.Box> boxes(House house) {
    if (house.boxes().isEmpty())
      throw Refusal.wrongUse("no box is configured. Add maildir, mbox, imap or pop3 below mail.bounce: in config/tidings.yml, or pipe a message in.");
    return house.boxes();
  }

  private byte[] message() {
    try {
      return root().desk().in().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The message cannot be read from standard input (" + e.getMessage() + "). Nothing was changed. Give it again.", e);
    }
  }

  private static ObjectNode object(Verdict verdict) {
    ObjectNode object = Json.object().put("kind", verdict.kind().word()).put("class", verdict.type().word())
        .put("reason", verdict.reason()).put("rule", verdict.rule());
    object.set("recipients", Json.list(verdict.failures(), (node, failure) -> node.put("address", failure.address())
        .put("class", failure.type().word()).put("reason", failure.reason()).put("status", failure.status())
        .put("rule", failure.rule()).put("text", failure.text())));
    return object;
  }

  private static String sentence(Verdict verdict) {
    var text = new StringBuilder(verdict.kind().word()).append(", class ").append(verdict.type().word()).append(": ")
        .append(verdict.reason()).append(" (").append(verdict.rule()).append(")");
    verdict.failures().forEach(failure -> text.append("\n  ").append(failure.address().isEmpty() ? "nobody named" : failure.address())
        .append(": ").append(failure.type().word()).append(", ").append(failure.reason()).append(" (").append(failure.rule()).append("): ").append(failure.text()));
    return text.toString();
  }
}
