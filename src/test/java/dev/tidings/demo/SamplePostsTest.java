package dev.tidings.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.post.PostFolder;
import dev.tidings.post.PostSettings;
import dev.tidings.post.Reading;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplePostsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);
  @TempDir Path posts;

  @Test
  void thirteenPostsOfTodayAndYesterdayOneWithAMonth17() throws IOException {
    SamplePosts.write(posts, TODAY);
    assertThat(names()).hasSize(13).allMatch(name -> name.equals("coach-to-bath.md") || name.startsWith("2026-03-10-") || name.startsWith("2026-03-09-"));
    assertThat(posts.resolve("coach-to-bath.md")).content().contains("\ndate: 2026-17-10 05:00:00\n");
    for (String name : names()) assertThat(posts.resolve(name)).content().doesNotContain("@today@", "@yesterday@", "@year@");
  }

  @Test
  void theFolderIsReadWithThreeBulletsEachAndOnePostIsHeldForItsMonth() {
    SamplePosts.write(posts, TODAY);
    SamplePosts.late(posts, TODAY);
    for (int morning = 1; morning <= 3; morning++) SamplePosts.morning(posts, morning, TODAY.plusDays(morning));
    var settings = new PostSettings(List.of(posts), posts, ZoneId.of("Europe/London"), URI.create("https://dispatch.example"), Optional.empty(), PostSettings.Words.DEFAULT);
    var folder = new PostFolder(settings);
    List<Reading> readings = folder.readAll(folder.list().files());
    assertThat(readings).filteredOn(reading -> reading.post().isEmpty()).singleElement()
        .satisfies(held -> assertThat(held.problems().toString()).contains("month 17"));
    assertThat(readings.stream().flatMap(reading -> reading.post().stream())).hasSize(17)
        .allSatisfy(post -> assertThat(post.gist().tldr()).hasSize(3))
        .allSatisfy(post -> assertThat(post.gist().sources()).isNotEmpty());
    assertThat(readings.stream().filter(reading -> reading.post().isPresent()).flatMap(reading -> reading.problems().stream())).isEmpty();
  }

  @Test
  void aLatePostCarriesAnOldDateAndAnEditKeepsNameTitleAndDate() throws IOException {
    SamplePosts.write(posts, TODAY);
    SamplePosts.late(posts, TODAY);
    assertThat(posts.resolve("2026-03-07-tally-sticks-found.md")).content().contains("date: 2026-03-07");
    Path oven = posts.resolve("2026-03-10-bakers-ovens-inspected.md");
    List<String> before = Files.readAllLines(oven);
    SamplePosts.edit(posts, TODAY, 1);
    assertThat(Files.readAllLines(oven)).hasSizeGreaterThan(before.size()).startsWith(before.subList(0, 16).toArray(String[]::new));
    assertThat(names()).hasSize(14);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(posts)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
