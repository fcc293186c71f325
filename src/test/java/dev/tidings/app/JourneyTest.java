package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Readers' stories with every byte a reader gets: src/test/resources/journey/CASE holds a house and its steps, expected/ what comes out.
 * {@code -Dgolden.update=true} writes expected/ anew, to be read before it is committed.
 */
class JourneyTest {
  private static final Path CASES = Path.of("src/test/resources/journey");
  @TempDir Path house;

  static List<String> cases() throws IOException {
    return names(CASES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void comesOutAsExpected(String name) throws Exception {
    Path expected = CASES.resolve(name).resolve("expected");
    try (var journey = new Journey(house, new OrdinaryNewsroom())) {
      SortedMap<String, String> outcome = journey.play(CASES.resolve(name));
      if (Boolean.getBoolean("golden.update")) write(expected, outcome);
      assertThat(outcome.keySet()).as("what came out").contains("feeds-atom.xml", "feeds-feed.json", "feeds-rss.xml");
      Assumptions.assumeTrue(Files.isDirectory(expected), "skipped: " + expected + " is not written yet; -Dgolden.update=true does it");
      assertThat(outcome.keySet()).as("what came out; -Dgolden.update=true writes it anew").containsExactlyElementsOf(names(expected));
      for (Map.Entry<String, String> one : outcome.entrySet()) assertThat(one.getValue()).as(one.getKey()).isEqualTo(Files.readString(expected.resolve(one.getKey())));
    }
  }

  private static void write(Path expected, SortedMap<String, String> outcome) throws IOException {
    Files.createDirectories(expected);
    for (String old : names(expected)) Files.delete(expected.resolve(old));
    for (Map.Entry<String, String> one : outcome.entrySet()) Files.writeString(expected.resolve(one.getKey()), one.getValue());
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
