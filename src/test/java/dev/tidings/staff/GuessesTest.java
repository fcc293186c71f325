package dev.tidings.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuessesTest {
  private final AtomicLong now = new AtomicLong(1);
  private final Guesses guesses = new Guesses(now::get);

  private void wrong(String network, String name, int times) {
    for (int i = 0; i < times; i++) guesses.wrong(network, name);
  }

  @Test
  void fiveForOneAccountFromOneNetworkAndTheQuarterOfAnHourAfter() {
    wrong("192.0.2.1", "maud", 5);
    assertThat(guesses.areSpent("192.0.2.1", "maud")).isTrue();
    assertThat(guesses.areSpent("192.0.2.1", "ned")).isFalse();
    assertThat(guesses.areSpent("192.0.2.2", "maud")).as("somebody else's guesses do not shut her out").isFalse();
    now.addAndGet(Duration.ofMinutes(15).toNanos());
    assertThat(guesses.areSpent("192.0.2.1", "maud")).isFalse();
  }

  @Test
  void twentyFromOneNetworkWhateverTheName() {
    for (int i = 0; i < 20; i++) guesses.wrong("192.0.2.1", "name" + i);
    assertThat(guesses.areSpent("192.0.2.1", "another")).isTrue();
  }

  @Test
  void aHundredForOneAccountFromEverywhereInAnHour() {
    for (int i = 0; i < 100; i++) guesses.wrong("192.0.2." + i, "maud");
    assertThat(guesses.areSpent("198.51.100.1", "maud")).isTrue();
    assertThat(guesses.areSpent("198.51.100.1", "ned")).isFalse();
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(guesses.areSpent("198.51.100.1", "maud")).isFalse();
  }

  @Test
  void whoKnowsThePasswordWasNotGuessing() {
    wrong("192.0.2.1", "maud", 4);
    guesses.right("192.0.2.1", "maud");
    wrong("192.0.2.1", "maud", 4);
    assertThat(guesses.areSpent("192.0.2.1", "maud")).isFalse();
  }
}
