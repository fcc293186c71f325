package dev.tidings.cli;

import dev.tidings.staff.Account;
import dev.tidings.staff.Accounts;
import dev.tidings.staff.Role;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "admin",
    description = "Say who may sign in to the pages below /admin.",
    footer = {"", "Examples: tidings admin add maud --role owner", "          tidings admin list"})
final class AdminCommand extends Command {
  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "One of add, list, remove, password is missing.");
  }

  /** Where a password comes from: never from the command line, which other people on the machine can read. */
  static final class Typed {
    @Option(names = "--stdin", description = "Read the password from the first line of standard input.")
    private boolean stdin;

    String password(Desk desk) {
      if (stdin) return line(desk);
      Console console = System.console();
      if (console == null) throw Refusal.wrongUse("nobody is at a terminal to type a password. Nothing was changed. Pipe it in and add --stdin.");
      char[] once = console.readPassword("Password: ");
      char[] twice = console.readPassword("Once more: ");
      if (once == null || twice == null || !String.valueOf(once).equals(String.valueOf(twice))) throw Refusal.wrongUse("the two passwords differ. Nothing was changed. Try again.");
      return String.valueOf(once);
    }

    private static String line(Desk desk) {
      try {
        String line = new BufferedReader(new InputStreamReader(desk.in(), StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
      } catch (IOException e) {
        throw new UncheckedIOException("The password cannot be read from standard input (" + e.getMessage() + "). Nothing was changed.", e);
      }
    }
  }

  @CommandLine.Command(name = "add", description = "Give somebody an account.")
  int add(@Parameters(paramLabel = "NAME") String name,
      @Option(names = "--role", paramLabel = "ROLE", defaultValue = "editor", description = "editor (editions) or owner (also readers, keys, accounts). Default: ${DEFAULT-VALUE}.") String role,
      @Option(names = "--zone", paramLabel = "ZONE", description = "In which times are shown. Default: the site's.") @Nullable String zone, @Mixin Typed typed) {
    Role given = Role.named(role).orElseThrow(() -> Refusal.wrongUse("there is no role '%s'. Nothing was changed. Write editor or owner.", role));
    Optional<ZoneId> there = Optional.ofNullable(zone).map(AdminCommand::zone);
    String password = typed.password(root().desk());
    return change("account add", accounts -> accounts.add(name, given, there, password));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw Refusal.wrongUse("'%s' is not a time zone. Nothing was changed. Zones are named like Europe/London.", name);
    }
  }

  @CommandLine.Command(name = "list", description = "Show who has an account.")
  int list(@Mixin AsJson json) {
    try (House house = root().open(Optional.empty(), Opener.Purpose.LOOK)) {
      List<Account> accounts = house.staff().accounts().list();
      if (json.wanted) {
        var object = Json.object();
        object.set("accounts", Json.list(accounts, (node, one) -> node.put("name", one.name()).put("role", one.role().word())
            .put("zone", one.zone().map(ZoneId::getId).orElse("")).put("created", one.createdAt().toString())));
        out().println(Json.written(object));
        return Exit.DONE;
      }
      accounts.forEach(one -> out().printf("%-20s %s%s%n", one.name(), one.role().word(), one.zone().map(zone -> "  " + zone).orElse("")));
      if (accounts.isEmpty()) out().println("Nobody has an account. 'tidings admin add NAME --role owner' makes the first.");
      return Exit.DONE;
    }
  }

  @CommandLine.Command(name = "remove", description = "Take somebody's account away; open sessions end.")
  int remove(@Parameters(paramLabel = "NAME") String name) {
    return change("account remove", accounts -> accounts.remove(name));
  }

  @CommandLine.Command(name = "password", description = "Give an account another password; open sessions end.")
  int password(@Parameters(paramLabel = "NAME") String name, @Mixin Typed typed) {
    String password = typed.password(root().desk());
    return change("account password", accounts -> accounts.password(name, password));
  }

  private int change(String what, Function<Accounts, Accounts.Answer> change) {
    try (House house = root().open(Optional.empty(), Opener.Purpose.WORK)) {
      Accounts.Answer answer = change.apply(house.staff().accounts());
      if (answer.done()) house.staff().log().note("shell", what, answer.sentence());
      (answer.done() ? out() : err()).println(answer.sentence());
      return Exit.unless(!answer.done());
    }
  }
}
