package dev.tidings.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidings.cli.Desk;
import dev.tidings.cli.TidingsCommand;
import dev.tidings.store.TestStore;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A house in a folder, and the program's commands as somebody at a shell gives them. */
final class Shop {
  final Path home;

  /** What a command said. */
  record Said(int exit, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }

    String all() {
      return out + err;
    }
  }

  Shop(Path home) {
    this.home = home;
  }

  /** Two readers, two categories, a relay on loopback. */
  static Shop furnished(Path home, int relayPort) throws IOException {
    var shop = new Shop(home);
    shop.write("config/tidings.yml", """
        site:
          title: The Harbour Sheet
          url: https://sheet.example
          language: en
          zone: Europe/London
          address: 3 Quay Lane, Port
        posts: [posts]
        newsletters:
          daily:
            title: The Harbour Sheet
            categories: all
            schedule: every day at 07:00
            subscribers: [daily.csv]
        mail:
          from: The Harbour Sheet <sheet@sheet.example>
          relay: {host: 127.0.0.1, port: %d, security: none, connections: 2}
        """.formatted(relayPort));
    shop.write("subscribers/daily.csv", "email,name,categories,format\nada@reader.example,Ada,,html\nbo@reader.example,Bo,City,text\n");
    shop.post("posts/2026-11-23-cranes.md", "Two new cranes at the east quay", "Harbour", "2026-11-23 09:00:00");
    shop.post("posts/2026-11-23-lamps.md", "The lamps of Rope Street are lit", "City", "2026-11-23 10:00:00");
    return shop;
  }

  void post(String name, String title, String category, String date) throws IOException {
    write(name, """
        ---
        title: "%s"
        category: %s
        date: %s
        tldr:
          - "One thing is known about it."
          - "Another is not."
        ---
        What is known was told by the night watch.
        """.formatted(title, category, date));
  }

  /** Old enough not to be taken for a file that is still being written. */
  void write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    boolean config = name.equals("config/tidings.yml") && !text.contains("\nstore:");
    Files.writeString(file, config ? text + TestStore.line(home) : text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(1, ChronoUnit.HOURS)));
  }

  /** The same at that moment. */
  Said at(String moment, String... words) {
    return say(Stream.concat(Stream.of(words), Stream.of("--at", moment)).toArray(String[]::new));
  }

  Said say(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var desk = new Desk(new Desk.Streams(new PrintWriter(out), new PrintWriter(err), InputStream.nullInputStream(), false), home, OpenHouse::open, new OrdinaryNewsroom());
    int exit = TidingsCommand.carryOut(desk, words);
    return new Said(exit, out.toString(), err.toString());
  }

  static String to(MimeMessage mail) {
    try {
      return ((InternetAddress) mail.getAllRecipients()[0]).getAddress();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The program as a process of its own. */
  Process start(String... words) throws IOException {
    return start(Map.of(), words);
  }

  Process start(Map<String, String> environment, String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("java.class.path"), "dev.tidings.app.Main"));
    line.addAll(List.of(words));
    var process = new ProcessBuilder(line).directory(home.toFile()).redirectOutput(home.resolve("out.txt").toFile()).redirectError(home.resolve("err.txt").toFile());
    process.environment().putAll(environment);
    return process.start();
  }
}
