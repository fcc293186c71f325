package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DESIGN invariant 1 over random histories of posts, edits, moves, lists and outages, counted at the relay. */
final class ToldOnceTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyReaderIsToldEachStoryOfTheirCategoriesExactlyOnce(long seed) throws Exception {
    assertThat(wrongs(seed, 12, 8)).as("seed %d", seed).isEmpty();
  }

  @Tag("slow")
  @Test
  void theSameOverManyHistories() throws Exception {
    var wrongs = new ArrayList<String>();
    for (long seed : LongStream.rangeClosed(100, 139).toArray()) wrongs.addAll(wrongs(seed, 60, 1));
    assertThat(wrongs).isEmpty();
  }

  /** Odd seeds: one slot a day; even ones: three. */
  private List<String> wrongs(long seed, int days, int every) throws Exception {
    String schedule = seed % 2 == 1 ? "every day at 07:00" : "'every day at 07:00, 11:00 and 15:00'";
    try (History history = new History(folder.resolve("house-" + seed), seed, schedule)) {
      for (int day = 0; day < days; day++) history.day();
      history.quiet(40, every);
      List<String> wrongs = history.wrongs();
      if (!wrongs.isEmpty()) System.out.println("seed " + seed + ": " + wrongs + "\n" + String.join("\n", history.log()));
      return wrongs.stream().map(wrong -> "seed " + seed + ": " + wrong).toList();
    }
  }
}
