package dev.tidings.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  private static final Clock AFTERNOON = Clock.fixed(Instant.parse("2026-03-10T15:00:00Z"), ZoneOffset.UTC);
  @TempDir Path home;
  @TempDir Path work;

  @Test
  void worksOnACopyOfTheStoreAndLeavesTheHouseAsItIs() throws IOException {
    Files.createDirectories(home.resolve("data/keys"));
    Files.writeString(home.resolve("data/tidings.db"), "the ledger");
    Files.writeString(home.resolve("data/keys/token"), "a key");
    List<String> before = files(home);

    try (Demo demo = Demo.rehearsal(new StandInNewsroom(), home, work, AFTERNOON)) {
      assertThat(work.resolve("data/tidings.db")).hasContent("the ledger");
      assertThat(work.resolve("data/keys/token")).hasContent("a key");
      assertThat(demo.letters()).hasSize(2);
      assertThat(demo.account()).containsExactly("daily 1, today 07:00, \"Bridge carts to keep left <b>\": 12 stories; planned 2 = 2 sent");
    }
    assertThat(files(home)).isEqualTo(before);
  }

  @Test
  void aHouseThatNeverPublishedIsRehearsedToo() throws IOException {
    try (Demo demo = Demo.rehearsal(new StandInNewsroom(), home, work, AFTERNOON)) {
      assertThat(demo.state().now()).isEqualTo(Instant.parse("2026-03-11T07:00:00Z"));
      demo.keepLetters();
      assertThat(work.resolve("inbox/001.eml")).content().contains("Subject: Bridge carts");
    }
    assertThat(files(home)).isEmpty();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
    }
  }
}
