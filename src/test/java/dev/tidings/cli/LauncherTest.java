package dev.tidings.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a folder with blanks, with a build that is there already or a Maven that cannot be found. */
class LauncherTest {
  @TempDir Path temp;

  private record Said(int exit, String text) {}

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    Path launcher = place();
    Said said = run(temp, Map.of("PATH", onlyTheBasics()), launcher.toString(), "--version");
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.text()).contains("Maven was not found", "apt install maven");
  }

  @Test
  void aJdkThatIsNoneIsNamed() throws Exception {
    Said said = run(temp, Map.of("TIDINGS_JAVA_HOME", "/nowhere"), place().toString(), "--version");
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.text()).contains("TIDINGS_JAVA_HOME=/nowhere is not a JDK 17 or newer");
  }

  @Test
  @Tag("slow")
  void buildsOnceForTwoStartsAtATimeAndWorksThroughALink() throws Exception {
    Path house = place().getParent();
    for (String name : List.of("pom.xml", ".mvn", "src", "templates", "config"))
      new ProcessBuilder("cp", "-r", Path.of(name).toAbsolutePath().toString(), house.toString()).start().waitFor();
    Path link = Files.createSymbolicLink(temp.resolve("link"), house.resolve("tidings"));
    Process other = start(temp, Map.of(), link.toString(), "--version");
    Said said = run(temp, Map.of(), link.toString(), "--version");
    assertThat(other.waitFor()).isZero();
    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text()).contains("tidings ");
    assertThat(run(temp, Map.of(), link.toString(), "--version").text()).doesNotContain("Building");
  }

  private Path place() throws IOException {
    Path house = Files.createDirectories(temp.resolve("a house"));
    Path launcher = Files.copy(Path.of("tidings"), house.resolve("tidings"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Files.copy(Path.of("pom.xml"), house.resolve("pom.xml")); // without one it would be an installed copy, that is not built
    return launcher;
  }

  private String onlyTheBasics() throws IOException {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    for (String name : List.of("bash", "env", "dirname", "readlink", "uname", "mkdir", "ln", "rm", "find", "head", "cksum", "touch"))
      for (String folder : List.of("/bin/", "/usr/bin/"))
        if (Files.exists(Path.of(folder + name)) && !Files.exists(bin.resolve(name))) Files.createSymbolicLink(bin.resolve(name), Path.of(folder + name));
    return bin.toString();
  }

  private Said run(Path folder, Map<String, String> environment, String... command) throws Exception {
    Process process = start(folder, environment, command);
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Said(process.exitValue(), text);
  }

  private Process start(Path folder, Map<String, String> environment, String... command) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }
}
