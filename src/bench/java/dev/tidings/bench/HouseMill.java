package dev.tidings.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A house with any number of posts. The same numbers make the same bytes on every machine: eight posts a day up to
 * 2026-01-27, about 2.5 kB each, in fourteen categories, with bullets, a score, sources, lists, quotes, code and a table.
 */
final class HouseMill {
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 1, 27);
  private static final int A_DAY = 8;
  private static final List<String> CATEGORIES = List.of("City", "Court", "Harbour", "Trade", "Weather", "Letters", "Stage", "Science", "Roads", "Parishes",
      "Ships & Shipping", "Guilds", "Gardens", "Abroad");
  private static final List<String> WHO = List.of("The harbour master", "A baker of Pudding Lane", "The guild of wheelwrights", "The keeper of the bridge", "A ferryman",
      "The parish clerk", "The weighing house", "A glazier", "The night watch", "The almanack's editor");
  private static final List<String> DID = List.of("has counted the carts again", "asks for two more lanterns", "lowers the toll for empty barrels", "opens an hour earlier",
      "found the old ledger", "moves the market to Friday", "mends the clock at last", "measures the tide twice a day", "lends out the long ladder", "keeps the left side of the bridge");
  private static final List<String> WHY = List.of("because the queue reached the church", "after a week of east wind", "so that letters arrive before noon", "since the well ran low",
      "to spare the horses", "for want of good rope", "as the guild had promised in spring", "while the quay is paved");
  private final Path home;
  private final String pages;

  /** @param elsewhere whether the posts have pages on a site of their own, so that Tidings writes none */
  HouseMill(Path home, boolean elsewhere) {
    this.home = home;
    this.pages = elsewhere ? "  permalink: /:year/:month/:title/\n" : "";
  }

  void build(int posts) {
    try {
      for (String folder : List.of("config", "posts", "subscribers")) Files.createDirectories(home.resolve(folder));
      Files.writeString(home.resolve("config/tidings.yml"), settings());
      Files.writeString(home.resolve("subscribers/daily.csv"), "email\nreader@example.org\n");
    } catch (IOException e) {
      throw new UncheckedIOException(home + ": the house cannot be made", e);
    }
    IntStream.range(0, posts).parallel().forEach(number -> write(number, LAST_DAY.minusDays(number / A_DAY), ""));
  }

  /** New posts of the last day, told apart by {@code round}. */
  void add(int posts, int round) {
    for (int i = 0; i < posts; i++) write(1_000_000 + round * 1_000 + i, LAST_DAY, "late-");
  }

  private String settings() {
    return """
        site:
          title: The Bench Dispatch
          url: https://bench.example
          language: en
          zone: Europe/London
          address: 12 Fleet Street, London
        posts:
          folders: [posts]
        %s
        newsletters:
          daily:
            title: The Daily Bench
            schedule: every day at 07:00
            subscribers: [daily.csv]
        mail:
          from: The Bench Dispatch <digest@bench.example>
          relay: {host: localhost, port: 2525, security: none}
        """.formatted(pages);
  }

  /** Dated a minute back on disk: a file that changed a moment ago is read again the next time, which is not what is measured. */
  private void write(int number, LocalDate day, String prefix) {
    Path file = home.resolve("posts").resolve(String.valueOf(day.getYear())).resolve("%s-%s%d.md".formatted(day, prefix, number));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, new Story(number).text(day));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  private static final class Story {
    private final int number;
    private final Random random;

    Story(int number) {
      this.number = number;
      this.random = new Random(number);
    }

    String text(LocalDate day) {
      String source = "https://almanack.example/" + number;
      return """
          ---
          layout: post
          title: "%s (%d)"
          category: "%s"
          date: %s %02d:%02d:00
          source_url: "%s"
          sentiment_score: %d
          sentiment_label: "Cautiously Neutral"
          tldr:
            - "%s"
            - "%s"
            - "%s"
          ---

          %s

          ## What changes

          %s
          * %s
          * %s, see [the notice](%s/notice)
          * **%s**

          > %s

          %s

          ### Sources
          * [The almanack](%s)
          * [The ledger of the %s](https://ledger.example/%d?page=2)
          """.formatted(sentence(), number, CATEGORIES.get(random.nextInt(CATEGORIES.size())), day, number % A_DAY + 6, random.nextInt(60), source, random.nextInt(11),
          sentence(), sentence(), sentence(), paragraph(), paragraph(), sentence(), sentence(), source, sentence(), paragraph(), extra(), source,
          pick(CATEGORIES).toLowerCase(Locale.ROOT), number);
    }

    private String extra() {
      if (number % 3 == 0) return "| hour | carts |\n|---|---:|\n| 6 | %d |\n| 7 | %d |\n\n%s".formatted(random.nextInt(90), random.nextInt(90), paragraph());
      if (number % 3 == 1) return "```\ntide %d\nwind east\n```\n\n%s".formatted(random.nextInt(9), paragraph());
      return paragraph() + "\n\n" + paragraph();
    }

    private String sentence() {
      return pick(WHO) + " " + pick(DID) + " " + pick(WHY) + ".";
    }

    private String paragraph() {
      return sentence() + " " + sentence() + " *" + pick(WHO) + "* " + pick(DID) + ", and `" + random.nextInt(1000) + "` were counted. " + sentence();
    }

    private String pick(List<String> words) {
      return words.get(random.nextInt(words.size()));
    }
  }
}
