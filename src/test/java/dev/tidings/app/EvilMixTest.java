package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P1 over mixes of syntax; {@link EvilFilesTest} has single evils. */
class EvilMixTest {
  @TempDir Path temp;

  @Test
  void eachIsReadOrHeldForOneReasonInTime() throws Exception {
    var cost = new EvilCost(temp);
    for (int seed = 10_000; seed < 10_050; seed++)
      assertThat(cost.of("mix " + seed, new EvilMix(seed, 20_000).text())).as("mix %d", seed).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  @Tag("slow")
  void soAreLargeOnes() throws Exception {
    var cost = new EvilCost(temp).warm();
    for (int seed = 0; seed < 300; seed++) {
      int size = List.of(20_000, 100_000, 400_000, 1_900_000).get(seed % 4);
      assertThat(cost.of("mix " + seed, new EvilMix(seed, size).text())).as("mix %d of %d", seed, size).isLessThan(Duration.ofSeconds(2));
    }
  }
}
