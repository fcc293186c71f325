package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P1 in short: fifty mixes of 20 KB; {@link EvilFilesTest} has the long form. */
class EvilMixTest {
  @TempDir Path temp;

  @Test
  void eachIsReadOrHeldForOneReasonInTime() throws Exception {
    var cost = new EvilCost(temp);
    for (int seed = 10_000; seed < 10_050; seed++)
      assertThat(cost.of("mix " + seed, new EvilMix(seed, 20_000).text())).as("mix %d", seed).isLessThan(Duration.ofSeconds(2));
  }
}
