package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.bounce.Classifier;
import dev.tidings.bounce.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "bounce",
    description = "Reads one message that came back from standard input and does what follows from it.",
    footer = {"", "Examples: tidings bounce < message.eml", "          tidings bounce --judge --json < message.eml"})
final class BounceCommand extends Command {
  @Option(names = "--judge", description = "Only say what the message is and why; nothing is changed.")
  private boolean judge;

  @Mixin private AsJson json;

  @Override
  public Integer call() {
    Verdict verdict = Classifier.open(Optional.of(home().resolve("config/bounce-rules.txt"))).judge(message());
    out().println(json.wanted ? Json.written(object(verdict)) : sentence(verdict));
    return Exit.DONE;
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
