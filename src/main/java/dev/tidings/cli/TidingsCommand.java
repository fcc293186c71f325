package dev.tidings.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program as seen from a shell. Exit codes: 0 done, 1 something to report, 2 wrong usage or configuration. */
@CommandLine.Command(
    name = "tidings",
    description = "Turns a folder of Markdown posts into digest e-mails and feeds, on schedule.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 done, 1 something to report, 2 wrong usage or configuration.",
      "Begin with 'tidings demo', or with 'tidings init' in an empty folder."
    })
public final class TidingsCommand implements Runnable {
  private static final List<Class<? extends Command>> COMMANDS =
      List.of(CheckCommand.class, PlanCommand.class, PreviewCommand.class, TestCommand.class, RunCommand.class, ServeCommand.class, DeliverCommand.class,
          FeedsCommand.class, ReportCommand.class, ExplainCommand.class, PostsCommand.class, SubscribersCommand.class, SlotCommand.class, QueueCommand.class, CorrectCommand.class, WithdrawCommand.class,
          AdminCommand.class, BounceCommand.class, DoctorCommand.class, BackupCommand.class, RestoreCommand.class, StoreCommand.class, ImportCommand.class, ExportCommand.class, TemplatesCommand.class, ConfigCommand.class,
          CompletionCommand.class, ManCommand.class);

  @Option(
      names = "--home", paramLabel = "DIR", scope = ScopeType.INHERIT,
      description = "The house: the folder with config/ and posts/. Default: this folder.")
  private Path home = Path.of("");

  @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where an error arose.")
  private boolean debug;

  @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  private boolean version;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
  private final Desk desk;

  private TidingsCommand(Desk desk) {
    this.desk = desk;
  }

  /** Carries out one command line and returns its exit code. */
  public static int carryOut(Desk desk, String... args) {
    int exit = line(desk, named(args)).execute(args);
    desk.out().flush();
    desk.err().flush();
    return exit;
  }

  /** The commands that are spoken of; all where none is. Reading what one can do costs more than most of them take. */
  private static Predicate<Class<?>> named(String... args) {
    Set<String> words = Set.copyOf(Arrays.asList(args));
    Predicate<Class<?>> named = command -> words.contains(name(command));
    boolean any = named.test(DemoCommand.class) || named.test(InitCommand.class) || COMMANDS.stream().anyMatch(named);
    return any ? named : command -> true;
  }

  /** {@code PlanCommand} is {@code plan}. */
  static String name(Class<?> command) {
    return command.getSimpleName().replace("Command", "").toLowerCase(Locale.ROOT);
  }

  static CommandLine line(Desk desk) {
    return line(desk, command -> true);
  }

  private static CommandLine line(Desk desk, Predicate<Class<?>> wanted) {
    var line = new CommandLine(new TidingsCommand(desk));
    if (wanted.test(DemoCommand.class)) line.addSubcommand(new DemoCommand(desk.newsroom()));
    if (wanted.test(InitCommand.class)) line.addSubcommand(new InitCommand(desk.newsroom().clock()));
    COMMANDS.stream().filter(wanted).forEach(line::addSubcommand);
    return line
        .setOut(desk.out())
        .setErr(desk.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new WrongUse())
        .setExecutionExceptionHandler(new Failure());
  }

  Desk desk() {
    return desk;
  }

  Path home() {
    return desk.here().resolve(home).normalize();
  }

  House open(Optional<Instant> at, Opener.Purpose purpose) {
    House house = desk.opener().open(home(), at, purpose);
    house.warnings().forEach(warning -> desk.err().println("warning: " + warning));
    return house;
  }

  boolean debug() {
    return debug;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }

  /** Says what is wrong with a command line, what may have been meant, and where to read on. */
  private static final class WrongUse implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
      CommandLine line = e.getCommandLine();
      line.getErr().println("tidings: " + e.getMessage());
      List<String> suggestions = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
      if (!suggestions.isEmpty()) line.getErr().println("Did you mean " + String.join(" or ", suggestions) + "?");
      line.getErr().println("See '" + line.getCommandSpec().qualifiedName() + " --help'.");
      return Exit.WRONG_USE;
    }
  }

  /** An error is a sentence; its stack trace is shown with {@code --debug} only. */
  private static final class Failure implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine line, CommandLine.ParseResult result) {
      TidingsCommand root = (TidingsCommand) line.getCommandSpec().root().userObject();
      if (root.debug()) e.printStackTrace(line.getErr());
      return Complaints.say(e, line.getErr());
    }
  }
}
