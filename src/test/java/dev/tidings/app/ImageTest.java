package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The image's entry and health scripts, without an engine: a folder is the volume, and a script that starts these classes the program. */
@Timeout(120)
class ImageTest {
  private static final Path SCRIPTS = Path.of("packaging/docker").toAbsolutePath();
  @TempDir Path temp;
  private Path house;
  private Path program;

  @BeforeEach
  void volume() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
    house = Files.createDirectory(temp.resolve("house"));
    program = Files.writeString(temp.resolve("program"), "#!/bin/bash\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' dev.tidings.app.Main \"$@\"\n"
        .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void anEmptyVolumeBecomesAHouseThatIsServedIsHealthyAndStopsInOrder() throws Exception {
    int port = free();
    Process serving = start(Map.of("SITE_TITLE", "The Pier Post", "SMTP_USERNAME", "pier", "SMTP_PASSWORD", "not-so-secret"), "serve", "--port", String.valueOf(port));
    try {
      while (health(port) != 0) {
        assertThat(serving.isAlive()).as("%s", Files.readString(temp.resolve("said.txt"))).isTrue();
        Thread.sleep(300);
      }
      String config = Files.readString(house.resolve("config/tidings.yml"));
      assertThat(config).contains("title: \"${SITE_TITLE}\"", "username: \"${SMTP_USERNAME}\"", "password: \"${SMTP_PASSWORD}\"").doesNotContain("not-so-secret", "#login", "#store");
      assertThat(house.resolve("config/house.yml")).exists();
      serving.destroy(); // SIGTERM to the entry's process, which is the program by now
      assertThat(serving.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(temp.resolve("said.txt"))).contains("A house was made in", "Stopped; what was in flight has its answer.");
      assertThat(health(port)).as("nobody answers any more").isNotZero();
    } finally {
      serving.destroyForcibly();
    }
  }

  @Test
  void otherCommandsWorkOnTheSameHouseAndWhatIsThereStays() throws Exception {
    Files.createDirectories(house.resolve("config"));
    Files.createDirectories(house.resolve("posts"));
    String own = "site: {title: Mine, url: 'https://mine.example'}\n";
    Files.writeString(house.resolve("config/tidings.yml"), own);
    assertThat(start(Map.of(), "feeds").waitFor()).as("%s", Files.readString(temp.resolve("said.txt"))).isZero();
    assertThat(house.resolve("site/index.html")).content().contains("Mine");
    assertThat(house.resolve("config/tidings.yml")).hasContent(own.strip());
    assertThat(start(Map.of(), "bash", "-c", "echo in bash; exit 7").waitFor()).isEqualTo(7);
  }

  @Test
  void theAddressOfADatabaseComesFromTheEnvironmentAndItsPasswordStaysThere() throws Exception {
    var database = Map.of("STORE", "postgresql://tidings:${STORE_PASSWORD}@127.0.0.1:1/tidings?sslmode=prefer&connectTimeout=2", "STORE_PASSWORD", "k&q|e");
    assertThat(start(database, "run").waitFor()).isEqualTo(2);
    assertThat(Files.readString(temp.resolve("said.txt"))).contains("127.0.0.1:1/tidings").doesNotContain("k&q|e");
    assertThat(house.resolve("config/tidings.yml")).content().contains("store: postgresql://tidings:${STORE_PASSWORD}@127.0.0.1:1/tidings?sslmode=prefer&connectTimeout=2\n");
  }

  private Process start(Map<String, String> environment, String... words) throws IOException {
    var line = new ProcessBuilder(SCRIPTS.resolve("entry").toString());
    line.command().addAll(List.of(words));
    line.environment().putAll(environment);
    line.environment().put("TIDINGS_HOME", house.toString());
    line.environment().put("TIDINGS_PROGRAM", program.toString());
    return line.redirectErrorStream(true).redirectOutput(temp.resolve("said.txt").toFile()).start();
  }

  private static int health(int port) throws Exception {
    var line = new ProcessBuilder(SCRIPTS.resolve("health").toString());
    line.environment().put("TIDINGS_PORT", String.valueOf(port));
    return line.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
