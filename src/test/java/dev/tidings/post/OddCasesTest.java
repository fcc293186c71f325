package dev.tidings.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real odd files with the verdicts people expect; read from ../shared/data/odd where it exists. */
class OddCasesTest {
  private static final Path ODD = Path.of("../shared/data/odd");

  @Test
  void everyVerdictIsTheExpectedOne() throws IOException {
    Path odd = Stream.of(ODD, Path.of("../../shared/data/odd")).filter(Files::isDirectory).findFirst().orElse(ODD);
    Assumptions.assumeTrue(Files.isRegularFile(odd.resolve("cases.tsv")), "skipped: ../shared/data/odd is not on this machine");
    var wrong = new ArrayList<String>();
    int judged = 0;
    for (String line : Files.readAllLines(odd.resolve("cases.tsv")).stream().skip(1).toList()) {
      String[] row = line.split("\t");
      Path folder = odd.resolve("%03d".formatted(Integer.parseInt(row[0])));
      if (!Files.isDirectory(folder)) continue;
      judged++;
      Verdict verdict = judge(folder);
      boolean needsItsTwin = row[0].equals("117"); // two spellings of a category: one file alone has none to differ from, see SpellingsTest
      if (!needsItsTwin && !verdict.fits(row[5])) wrong.add(row[0] + " " + row[5] + " but " + verdict + " (" + row[4] + ")");
    }
    assertThat(judged).as("cases").isGreaterThan(40);
    assertThat(wrong).isEmpty();
  }

  private record Verdict(boolean post, List<PostProblem> problems) {
    boolean fits(String expected) {
      boolean error = problems.stream().anyMatch(problem -> problem.severity() == PostProblem.Severity.ERROR);
      boolean warned = problems.stream().anyMatch(problem -> problem.severity() == PostProblem.Severity.WARNING);
      return switch (expected) {
        case "ACCEPT" -> post && !error;
        case "ACCEPT+WARN" -> post && !error && warned;
        case "REFUSE" -> error && !post;
        default -> !post && !error;
      };
    }
  }

  private static Verdict judge(Path folder) {
    var settings = new PostSettings(List.of(folder.toAbsolutePath().normalize()), folder.toAbsolutePath().normalize(), ZoneId.of("Europe/London"),
        URI.create("https://gazette.example/"), Optional.empty(), PostSettings.Words.DEFAULT);
    var posts = new PostFolder(settings);
    PostFolder.Listing listing = posts.list();
    List<Reading> readings = posts.readAll(listing.files());
    var problems = new ArrayList<>(listing.problems());
    readings.forEach(reading -> problems.addAll(reading.problems()));
    return new Verdict(readings.stream().anyMatch(reading -> reading.post().isPresent()), problems);
  }
}
