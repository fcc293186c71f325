package dev.tidings.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

@CommandLine.Command(
    name = "completion",
    description = "Print the completion of commands and options for bash and zsh.",
    footer = {"", "Example: source <(tidings completion)"})
final class CompletionCommand extends Command {
  @Override
  public Integer call() {
    out().print(AutoComplete.bash("tidings", TidingsCommand.line(root().desk())));
    return Exit.DONE;
  }
}
