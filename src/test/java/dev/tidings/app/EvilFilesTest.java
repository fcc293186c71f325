package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P1: the program as a process of its own with 256 MB over a folder of {@link EvilFiles}, all at once. */
@Tag("slow")
class EvilFilesTest {
  private static final Duration EACH = Duration.ofSeconds(2);
  private static final List<String> REFUSED = List.of("evil-yaml-bomb", "evil-yaml-flow-lists", "evil-yaml-flow-maps", "evil-yaml-second-title",
      "evil-toml-nesting", "evil-toml-duplicates", "evil-body-quotes", "evil-body-numbers", "evil-body-brackets-of-numbers", "evil-body-mixed", "evil-body-two-megabytes-of-lines", "evil-invalid-utf-8",
      "evil-half", "evil-empty", "evil-large", "evil-pipe", "evil-link-out");
  @TempDir Path temp;

  @Test
  void theGoodGoOutAndEachBadOneIsNamedOnce() throws Exception {
    Path home = Files.createDirectories(temp.resolve("house"));
    var relay = new RawRelay();
    Shop.furnished(home, relay.address().getPort());
    Map<String, byte[]> evil = EvilFiles.all();
    for (Map.Entry<String, byte[]> file : evil.entrySet()) {
      Path path = home.resolve("posts/evil-" + file.getKey() + ".md");
      Files.write(path, file.getValue());
      EvilFiles.old(path);
    }
    Files.createDirectories(temp.resolve("outside"));
    EvilFiles.odd(home.resolve("posts"), temp.resolve("outside/secret.md"));
    Run run = tidings(home, EACH.multipliedBy(evil.size()), "feeds");
    Map<String, List<String>> said = messages(run.said());
    assertThat(run.exit()).as(run.said()).isEqualTo(1);
    assertThat(run.said()).doesNotContain("OutOfMemory", "StackOverflow", "Exception", "\tat ");
    assertThat(run.cpu()).isLessThan(EACH.multipliedBy(evil.size()));
    assertThat(Files.readString(home.resolve("site/feeds/all/atom.xml"))).contains("Two new cranes", "The lamps of Rope Street").doesNotContain("canary");
    assertThat(said.keySet()).containsAll(REFUSED);
    said.forEach((file, lines) -> assertThat(lines).as(file).hasSize(1));
    Run mailed = tidings(home, EACH.multipliedBy(evil.size()), "run", "--now", "daily", "--at", "2026-11-24T07:30:00Z");
    assertThat(mailed.exit()).as(mailed.said()).isEqualTo(1);
    assertThat(relay.mails).isNotEmpty().allSatisfy(mail -> assertThat(new StrictMail(mail.bytes()).text()).contains("The lamps of Rope Street").doesNotContain("canary"));
    relay.close();
  }

  @Test
  void eachFileByItselfCostsTwoSecondsAtMost() throws Exception {
    EvilCost cost = new EvilCost(temp).warm();
    var costs = new TreeMap<Duration, String>(Comparator.reverseOrder());
    for (Map.Entry<String, byte[]> file : EvilFiles.all().entrySet()) costs.put(cost.of(file.getKey(), file.getValue()), file.getKey());
    costs.entrySet().stream().limit(5).forEach(dear -> System.out.println("evil file " + dear.getValue() + ": CPU " + dear.getKey().toMillis() + " ms"));
    assertThat(costs.firstKey()).isLessThan(EACH);
  }

  private record Run(int exit, String said, Duration cpu) {}

  private static Run tidings(Path home, Duration most, String... words) throws Exception {
    Path out = home.resolve("said.txt");
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), "dev.tidings.app.Main"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command)
        .directory(home.toFile()).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      Duration cpu = Duration.ZERO;
      long end = System.nanoTime() + most.toNanos();
      while (!process.waitFor(200, TimeUnit.MILLISECONDS) && System.nanoTime() < end) cpu = process.info().totalCpuDuration().orElse(cpu);
      assertThat(process.isAlive()).as("still running after %s of CPU: %s", cpu, Files.readString(out)).isFalse();
      System.out.println(words[0] + " over evil files: CPU " + cpu);
      return new Run(process.exitValue(), Files.readString(out), cpu);
    } finally {
      process.destroyForcibly();
    }
  }

  /** What is said of posts that are held, by the name of the file without its ending. */
  private static Map<String, List<String>> messages(String said) {
    var found = new TreeMap<String, List<String>>();
    for (String line : said.split("\n")) {
      if (line.startsWith("warning: ") || line.startsWith("note: ")) continue;
      int from = line.indexOf("evil-");
      int to = line.indexOf(".md", Math.max(0, from));
      if (from >= 0 && to > from) found.computeIfAbsent(line.substring(from, to), key -> new ArrayList<>()).add(line);
    }
    return found;
  }
}
