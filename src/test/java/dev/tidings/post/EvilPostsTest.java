package dev.tidings.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.markup.Markdown;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to cost time, memory or trust: each is read or held within two seconds, and its neighbour goes out. */
class EvilPostsTest {
  private static final URI SITE = URI.create("https://gazette.example/");
  private static final String HEAD = "---\ntitle: Tide table\ndate: 2026-02-03\n---\n";
  @TempDir Path house;

  @ParameterizedTest
  @ValueSource(
      strings = {"aliases", "tag", "flow", "backticks", "lists", "quotes", "brackets", "emphasis", "liquid", "shortcodes"})
  void costsItselfAtMost(String kind) throws IOException {
    Files.writeString(house.resolve("evil.md"), evil(kind));
    Files.writeString(house.resolve("good.md"), HEAD + "The ferry runs on time again.\n");
    var folder = new PostFolder(
        new PostSettings(List.of(house), house, ZoneOffset.UTC, SITE, Optional.empty(), PostSettings.Words.DEFAULT));
    var markdown = new Markdown();
    long start = System.nanoTime();
    List<Reading> readings = folder.readAll(folder.list().files());
    readings.forEach(reading -> reading.post().ifPresent(post -> markdown.article(post, SITE)));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    assertThat(readings).anyMatch(reading -> reading.post().isPresent() && reading.stamp().relative().equals("good.md"));
    assertThat(readings).allMatch(reading -> reading.post().isPresent() || !reading.problems().isEmpty());
  }

  private static String evil(String kind) {
    return switch (kind) {
      case "aliases" -> "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: T\ndate: 2026-02-03\n---\nBody of it.\n";
      case "tag" -> "---\ntitle: !!javax.script.ScriptEngineManager [x]\ndate: 2026-02-03\n---\nBody of it.\n";
      case "flow" -> "---\ntitle: T\nx: " + "[".repeat(20_000) + "\n---\nBody\n";
      case "backticks" -> HEAD + backticks();
      case "lists" -> HEAD + "- ".repeat(3_000) + "deep\n";
      case "quotes" -> HEAD + "> ".repeat(5_000) + "deep\n";
      case "brackets" -> HEAD + "[".repeat(60_000) + "\n";
      case "emphasis" -> HEAD + "*a_ ".repeat(20_000) + "\n";
      case "liquid" -> HEAD + "{% raw %}".repeat(20_000) + "{{ ".repeat(20_000) + "\n";
      default -> HEAD + "{{< box >}}".repeat(20_000) + "{{< ".repeat(20_000) + "\n";
    };
  }

  private static String backticks() {
    var text = new StringBuilder();
    for (int run = 1; text.length() < 80_000; run++) text.append("`".repeat(run)).append(' ');
    return text.append('\n').toString();
  }
}
