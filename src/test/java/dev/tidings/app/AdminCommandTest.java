package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.cli.Desk;
import dev.tidings.cli.TidingsCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tidings admin}: who may sign in. */
class AdminCommandTest {
  private static final String SECRET = "canary quiet words 4711";
  @TempDir Path home;

  private CommandRun say(String typed, String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var in = new ByteArrayInputStream((typed + "\n").getBytes(StandardCharsets.UTF_8));
    int exit = TidingsCommand.carryOut(new Desk(new Desk.Streams(new PrintWriter(out), new PrintWriter(err), in, false), home, OpenHouse::open, new OrdinaryNewsroom()), words);
    return new CommandRun(exit, out.toString(), err.toString(), java.time.Duration.ZERO);
  }

  @Test
  void theFirstAccountIsMadeListedChangedAndRemoved() throws IOException {
    Shop.furnished(home, 2525);
    assertThat(say("", "admin", "list").out()).contains("Nobody has an account");
    assertThat(say(SECRET, "admin", "add", "maud", "--role", "owner", "--zone", "Asia/Tokyo", "--stdin").out()).contains("maud may sign in as owner.");
    assertThat(say(SECRET, "admin", "add", "maud", "--stdin")).satisfies(again -> {
      assertThat(again.exit()).isEqualTo(1);
      assertThat(again.err()).contains("There is an account 'maud' already. Nothing was changed.");
    });
    assertThat(say("", "admin", "list", "--json").out()).contains("\"maud\"").contains("owner").contains("Asia/Tokyo");
    assertThat(say("short", "admin", "password", "maud", "--stdin").err()).contains("has 5 characters", "at least 12");
    assertThat(say(SECRET + " two", "admin", "password", "maud", "--stdin").out()).contains("signed out everywhere");
    assertThat(say(SECRET, "admin", "add", "ned", "--stdin").exit()).isZero();
    assertThat(say("", "admin", "remove", "maud").err()).contains("maud is the only owner. Nothing was changed.");
    assertThat(say("", "admin", "remove", "ned").out()).contains("ned may not sign in any more");
    assertThat(say(SECRET, "admin", "add", "No Name", "--stdin").err()).contains("'No Name' is no name for an account");
    assertThat(say(SECRET, "admin", "add", "ida", "--role", "king", "--stdin")).satisfies(wrong -> {
      assertThat(wrong.exit()).isEqualTo(2);
      assertThat(wrong.err()).contains("there is no role 'king'");
    });
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain("canary").doesNotContain("quiet words");
    }
  }
}
