package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git keeps of a house: nobody's address, but all that must outlive data/. */
class HouseInGitTest {
  @TempDir Path folder;

  @Test
  void whoLeftAndTheSaltAreKeptAndListsAreNot() throws Exception {
    assertThat(Main.start("init", "--home", folder.toString())).isZero();
    assertThat(folder.resolve("config/house.yml")).content().contains("id: ", "salt: ");
    judge(folder);
  }

  @Test
  void soItIsInThisRepository() throws Exception {
    Files.copy(Path.of(".gitignore"), folder.resolve(".gitignore"));
    judge(folder);
  }

  private static void judge(Path house) throws Exception {
    assumeTrue(git(house, "init", "-q", ".") == 0, "git is not installed: what it keeps of a house is not checked");
    for (String kept : List.of("subscribers/left.csv", "config/house.yml", "config/tidings.yml")) assertThat(git(house, "check-ignore", "-q", kept)).as(kept).isEqualTo(1);
    for (String ignored : List.of("subscribers/readers.csv", "subscribers/readers.yml", "data/tidings.db", "site/index.html"))
      assertThat(git(house, "check-ignore", "-q", ignored)).as(ignored).isZero();
  }

  private static int git(Path folder, String... words) throws InterruptedException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    try {
      return new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    } catch (IOException e) {
      return 127;
    }
  }
}
