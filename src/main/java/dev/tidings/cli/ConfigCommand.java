package dev.tidings.cli;

import dev.tidings.config.SettingsReference;
import picocli.CommandLine;
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
    @Override
    public Integer call() {
      out().print(SettingsReference.markdown());
      return Exit.DONE;
    }
  }
}
