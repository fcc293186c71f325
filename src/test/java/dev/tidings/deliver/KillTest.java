package dev.tidings.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R1: a process that delivers is killed at random moments; counted at the relay, not in our tables. */
class KillTest {
  private static final int CONNECTIONS = 2;
  private static final int IN_FLIGHT = 2;
  @TempDir Path folder;

  /** What is killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) {
      try (var house = new House(Path.of(args[0]))) {
        house.deliver(House.relayAt(Integer.parseInt(args[1]), CONNECTIONS), Duration.ZERO);
      }
    }
  }

  @Test
  void threeKillsLoseNobody() throws Exception {
    kill(3, 1_000);
  }

  @Test
  @Tag("slow")
  void fiftyKillsLoseNobody() throws Exception {
    kill(50, 10_000);
  }

  private void kill(int times, int readers) throws Exception {
    var random = new Random(times);
    try (var sink = new ScriptedRelay((step, who, session) -> {
      if (step.equals("DOT")) LockSupport.parkNanos(300_000);
      return "";
    })) {
      try (var house = new House(folder)) {
        house.publish(readers);
      }
      int killed = 0;
      for (int i = 0; i < times; i++) killed += killOnce(sink, i + 1, readers / (times + 1), random) ? 1 : 0;
      try (var house = new House(folder)) {
        house.deliver(sink.port(), Duration.ofSeconds(10));
        assertThat(house.count("state = 'sent'")).isEqualTo(readers);
        Map<String, List<ScriptedRelay.Taken>> copies = sink.taken.stream().collect(Collectors.groupingBy(ScriptedRelay.Taken::recipient));
        assertThat(copies).as("lost").hasSize(readers);
        int extra = sink.taken.size() - readers;
        assertThat(extra).as("copies after %d kills", killed).isLessThanOrEqualTo(killed * CONNECTIONS * IN_FLIGHT);
        assertThat(extra).isLessThanOrEqualTo((int) house.count("possible_duplicate = 1"));
        copies.values().forEach(mails ->
            assertThat(mails.stream().map(mail -> mail.header("Message-ID")).distinct()).hasSize(1));
      }
      assertThat(killed).isGreaterThan(times / 2);
    }
  }

  private boolean killOnce(ScriptedRelay sink, int round, int step, Random random) throws Exception {
    List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of(TestStore.words()));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Victim.class.getName(), folder.toString(), String.valueOf(sink.port())));
    Process victim = new ProcessBuilder(line)
        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    int mark = round * step - random.nextInt(Math.max(1, step / 2));
    while (victim.isAlive() && sink.taken.size() < mark) LockSupport.parkNanos(200_000);
    LockSupport.parkNanos(random.nextInt(3_000_000));
    boolean alive = victim.isAlive();
    victim.destroyForcibly();
    assertThat(victim.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return alive;
  }
}
