package dev.tidings.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A house around a folder of posts that stays where it is, with a hundred readers who want different things. */
final class CorpusHouse {
  static final int READERS = 100;
  private static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "he", "ja", "");
  private final Path house;

  CorpusHouse(Path house, Path posts, int relayPort) throws IOException {
    this.house = house;
    Files.createDirectories(house.resolve("config"));
    Files.createDirectories(house.resolve("subscribers"));
    Files.writeString(house.resolve("config/tidings.yml"), String.join("\n", "site:", "  title: The Corpus Courier", "  url: https://courier.example",
        "  language: en", "  zone: America/New_York", "  address: 4 Reading Lane, Paperton", "posts: ['" + posts + "']", "newsletters:", "  daily:",
        "    title: The Daily Courier", "    categories: all", "    schedule: every day at 07:00", "    subscribers: [daily.csv]", "    max_items: 60",
        "mail:", "  from: The Corpus Courier <digest@courier.example>", "  unsubscribe: leave@courier.example",
        "  relay: {host: 127.0.0.1, port: " + relayPort + ", security: none}", ""));
  }

  /** Every third reader follows one or two categories, every fourth reads plain text, all six languages are there. */
  void readers(List<String> categories) throws IOException {
    String rows = IntStream.range(0, READERS).mapToObj(i -> "reader%d@post%d.example,%s,%s,%s".formatted(i, i % 9, choice(i, categories), i % 4 == 0 ? "text" : "html", LANGUAGES.get(i % 7)))
        .collect(Collectors.joining("\n", "email,categories,format,language\n", "\n"));
    Files.writeString(house.resolve("subscribers/daily.csv"), rows);
  }

  private static String choice(int i, List<String> categories) {
    if (i % 3 != 0 || categories.isEmpty()) return "";
    String one = categories.get(i % categories.size());
    return i % 2 == 0 ? one : one + ";" + categories.get((i / 2) % categories.size());
  }

  Path folder() {
    return house;
  }
}
