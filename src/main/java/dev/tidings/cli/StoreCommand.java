package dev.tidings.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "store",
    description = "Move what the house knows to another store.",
    footer = {"", "Example: tidings store move 'postgresql://tidings:${STORE_PASSWORD}@db.example/tidings'"})
final class StoreCommand extends Command {
  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "move is missing.");
  }

  @CommandLine.Command(name = "move",
      description = "Copy everything to PostgreSQL, or back to a file in data/, check it, and close the old store for good. Nothing may run meanwhile; what was broken off is begun anew.",
      footer = {"", "Example: tidings store move file"})
  int move(@Parameters(paramLabel = "TO", description = "postgresql://user:$${NAME}@host/database, in single quotes, the password from the environment; or file.") String to) {
    try (House house = root().open(Optional.empty(), Opener.Purpose.WORK)) {
      house.moveStore(to, line -> err().println(line)).forEach(out()::println);
      return Exit.DONE;
    }
  }
}
