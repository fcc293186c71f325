package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Canaries in every place a secret may come from, looked for in all that the program says and leaves behind. RELIABILITY K1 */
class SecretsTest {
  private static final String PASSWORD = "canary-9f2c-password";
  private static final String IN_FILE = "canary-71bb-in-a-file";
  private static final String ELSEWHERE = "canary-c0de-elsewhere";
  @TempDir Path temp;
  private final List<String> said = new ArrayList<>();

  @Test
  void noCommandSaysASecret() throws Exception {
    try (ServerSocket relay = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      refuseLogins(relay);
      Path house = house("  relay: {host: 127.0.0.1, port: %d, security: none, username: dispatch, password: \"${SMTP_PASSWORD}\"}".formatted(relay.getLocalPort()));
      Map<String, String> direct = Map.of("SMTP_PASSWORD", PASSWORD, "TIDINGS_LOG", "DEBUG");
      Map<String, String> byFile = Map.of("SMTP_PASSWORD_FILE", Files.writeString(temp.resolve("secret"), IN_FILE + "\n").toString(), "TIDINGS_LOG", "DEBUG");
      assertThat(tidings(house, direct, "run", "--now", "daily", "--debug")).isEqualTo(1);
      assertThat(said.toString()).as("the login was tried").contains("535");
      tidings(house, byFile, "deliver", "--debug");
      for (String command : List.of("check", "config describe", "queue list")) tidings(house, direct, command.split(" "));
      assertThat(heldBy(house)).isEmpty();
      assertThat(said).noneMatch(SecretsTest::tells);
    }
  }

  @Test
  void noComplaintAboutTheConfigurationSaysOne() throws Exception {
    Path house = house("  relay: {host: \"${SMTP_PASSWORD}\", port: \"${SMTP_PASSWORD}\", security: \"${SMTP_PASSWORD}\", username: x, password: \"x${SMTP_PASSWORD}\"}\n"
        + "  life: \"${SMTP_PASSWORD}\"\n  reply_to: \"${SMTP_PASSWORD}\"\nlook: {accent: \"${ELSEWHERE}\", logo: \"${ELSEWHERE}\"}\nfeeds: {ids: \"${ELSEWHERE}\", ids_until: \"${ELSEWHERE}\"}");
    for (String command : List.of("check", "run --debug"))
      assertThat(tidings(house, Map.of("SMTP_PASSWORD", PASSWORD, "ELSEWHERE", ELSEWHERE), command.split(" "))).isEqualTo(2);
    assertThat(said.toString()).contains("mail.relay.port: '${SMTP_PASSWORD}'", "mail.relay.password", "look.accent", "feeds.ids", "mail.life");
    assertThat(said).noneMatch(SecretsTest::tells);
    tidings(house, Map.of("SMTP_PASSWORD_FILE", temp.toString(), "ELSEWHERE", ELSEWHERE), "check");
    assertThat(said.get(said.size() - 1)).contains("SMTP_PASSWORD_FILE");
  }

  private static boolean tells(String text) {
    return Stream.of(PASSWORD, IN_FILE, ELSEWHERE, "\0dispatch\0" + PASSWORD, "\0dispatch\0" + IN_FILE).anyMatch(secret -> text.contains(secret) || text.contains(base64(secret)));
  }

  private static String base64(String text) {
    return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Path house(String relay) throws IOException {
    Path house = temp.resolve("house");
    Files.createDirectories(house.resolve("posts"));
    Files.createDirectories(house.resolve("config"));
    Files.createDirectories(house.resolve("subscribers"));
    Files.writeString(house.resolve("posts/2026-11-24-ferry.md"), "---\ntitle: The ferry runs again\ncategory: City\n---\nThe ferry runs again from Tuesday.\n");
    Files.writeString(house.resolve("subscribers/daily.csv"), "email\nann@ink.example\n");
    Files.writeString(house.resolve("config/tidings.yml"), "site: {title: The Dispatch, url: \"https://dispatch.example\", address: 12 Fleet Street}\n"
        + "newsletters: {daily: {subscribers: daily.csv}}\nmail:\n  from: The Dispatch <digest@dispatch.example>\n" + relay + "\n");
    return house;
  }

  private int tidings(Path house, Map<String, String> environment, String... command) throws Exception {
    String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp", classes, "dev.tidings.app.Main"));
    line.addAll(List.of(command));
    line.addAll(List.of("--home", house.toString()));
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    said.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    return process.waitFor();
  }

  /** Files of the house with a canary in them. */
  private static List<Path> heldBy(Path house) throws IOException {
    var found = new ArrayList<Path>();
    try (Stream<Path> tree = Files.walk(house)) {
      for (Path file : tree.filter(Files::isRegularFile).toList())
        if (tells(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))) found.add(file);
    }
    return found;
  }

  /** A relay that knows nobody. */
  private static void refuseLogins(ServerSocket server) {
    var thread = new Thread(() -> {
      while (!server.isClosed()) {
        try (Socket socket = server.accept(); var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
          var out = socket.getOutputStream();
          out.write("220 relay.example\r\n".getBytes(StandardCharsets.US_ASCII));
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            String reply = line.startsWith("EHLO") ? "250-relay.example\r\n250 AUTH PLAIN LOGIN\r\n" : line.startsWith("QUIT") ? "221 bye\r\n" : "535 5.7.8 who are you\r\n";
            out.write(reply.getBytes(StandardCharsets.US_ASCII));
          }
        } catch (IOException e) {
          continue; // they hung up; the next one may come
        }
      }
    }, "refusing-relay");
    thread.setDaemon(true);
    thread.start();
  }
}
