package dev.tidings.cli;

import picocli.CommandLine;

@CommandLine.Command(
    name = "man",
    description = "Print the manual page of all commands, for man(1).",
    footer = {"", "Example: tidings man > ~/.local/share/man/man1/tidings.1"})
final class ManCommand extends Command {
  @Override
  public Integer call() {
    out().print(ManPage.of(TidingsCommand.line(root().desk())));
    return Exit.DONE;
  }
}
