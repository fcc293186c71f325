package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.config.SettingsReference;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

@CommandLine.Command(name = "config", description = "Explain the configuration.", subcommands = ConfigCommand.Describe.class,
    footer = {"", "Example: tidings config describe"})
final class ConfigCommand extends Command {
  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "'describe' is missing.");
  }

  @CommandLine.Command(name = "describe", description = "Print every key with its meaning and default, as Markdown.",
      footer = {"", "Example: tidings config describe"})
  static final class Describe extends Command {
    @Mixin private AsJson json;

    @Override
    public Integer call() {
      if (json.wanted) {
        ObjectNode object = Json.object();
        object.set("keys", Json.list(SettingsReference.lines(), (node, line) -> node.put("key", line.key()).put("form", line.form())
            .put("default", line.standard()).put("meaning", line.meaning())));
        out().println(Json.written(object));
      } else {
        out().print(SettingsReference.markdown());
      }
      return Exit.DONE;
    }
  }
}
