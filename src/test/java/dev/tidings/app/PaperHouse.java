package dev.tidings.app;

import dev.tidings.demo.Newsroom;
import dev.tidings.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** A house in a temporary folder, run by the ordinary path against a relay that keeps every byte. */
final class PaperHouse implements AutoCloseable {
  static final Instant MORNING = Instant.parse("2026-11-24T07:00:30Z");
  static final String CONFIG = """
      site:
        title: The Harbour Leaf
        url: https://leaf.example
        language: en
        zone: Europe/London
        address: 3 Quay Steps, Whitmouth
      newsletters:
        daily:
          title: The Daily Leaf
          schedule: every day at 07:00
          subscribers: [daily.csv]
          max_items: 20
      mail:
        from: The Harbour Leaf <digest@leaf.example>
        unsubscribe: leave@leaf.example
        relay: {host: 127.0.0.1, port: 2525, security: none}
      """;
  final Path home;
  final RawRelay relay = new RawRelay();

  /** @param home an empty folder */
  PaperHouse(Path home) throws IOException {
    this.home = home;
    write("config/tidings.yml", CONFIG + TestStore.line(home)).write("subscribers/daily.csv", "email\nreader@one.example\n");
  }

  PaperHouse write(String path, String text) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** A post of the 23rd of November: extra front matter lines, then the body. */
  PaperHouse post(String name, String title, String keys, String body) throws IOException {
    return write("posts/2026-11-23-" + name + ".md", "---\ntitle: " + title + "\ndate: 2026-11-23 09:00:00\n" + keys + "---\n\n" + body);
  }

  PaperHouse config(String was, String is) throws IOException {
    String config = Files.readString(home.resolve("config/tidings.yml"));
    if (!config.contains(was)) throw new IllegalArgumentException("not in the configuration: " + was);
    return write("config/tidings.yml", config.replace(was, is));
  }

  Newsroom.Report run(Instant moment) {
    return new OrdinaryNewsroom().publish(new Newsroom.Place(home, home), Clock.fixed(moment, ZoneOffset.UTC), relay.address());
  }

  /** A run before the first post is there: the slot is known, and readers begin at nothing. */
  PaperHouse open() {
    run(MORNING.minusSeconds(3_600));
    return this;
  }

  /** One run at the slot; the mails by recipient. */
  Map<String, StrictMail> publish() {
    Newsroom.Report report = run(MORNING);
    if (relay.mails.isEmpty()) throw new IllegalStateException("no mail: " + report);
    return mails();
  }

  Map<String, StrictMail> mails() {
    var mails = new LinkedHashMap<String, StrictMail>();
    for (RawRelay.Received mail : relay.mails) mails.put(mail.recipient(), new StrictMail(mail.bytes()));
    return mails;
  }

  String file(String path) throws IOException {
    return Files.readString(home.resolve(path));
  }

  @Override
  public void close() throws IOException {
    relay.close();
  }
}
