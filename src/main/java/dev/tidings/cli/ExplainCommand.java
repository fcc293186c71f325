package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.report.Explain;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "explain",
    description = "Say why an address did or did not get a post, an edition or a slot's mail.",
    footer = {"", "Examples: tidings explain ada@reader.example", "          tidings explain ada@reader.example posts/a.md", "          tidings explain ada@reader.example daily/12"})
final class ExplainCommand extends Command {
  @Parameters(index = "0", paramLabel = "ADDRESS", description = "Whose mail.")
  private String address = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "POST|EDITION|SLOT", description = "A post's path, file name or title, an edition as daily/12, or a slot as daily/2026-11-25T07:00.")
  private @Nullable String matter;

  @Mixin private AsJson json;

  @Override
  public Integer call() {
    Words.address(address);
    try (House house = root().open(Optional.empty(), Opener.Purpose.LOOK)) {
      List<Explain.Answer> answers = Explain.ask(house.ledger(), address, Optional.ofNullable(matter));
      if (json.wanted) {
        ObjectNode object = Json.object().put("address", address);
        object.set("answers", Json.list(answers, (node, answer) -> node.put("gate", answer.gate()).put("sentence", answer.sentence())));
        out().println(Json.written(object));
      } else {
        answers.forEach(answer -> out().println(answer.sentence()));
      }
      return answers.stream().allMatch(answer -> answer.gate().equals("unknown")) ? Exit.WRONG_USE : Exit.DONE;
    }
  }
}
