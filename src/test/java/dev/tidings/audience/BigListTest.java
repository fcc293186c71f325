package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists as large as they get, in a process of its own: measured, and killed. docs/performance.md, Lists */
@Tag("slow")
class BigListTest {
  private static final int ROWS = 1_000_000;
  private static final int KILLED_ROWS = 100_000;
  @TempDir Path folder;

  @Test
  void aMillionRowsWithTenThousandBrokenOnes() throws Exception {
    BigList.write(folder, 0, ROWS);
    Child first = run(List.of());
    System.out.println("lists: 1,000,000 rows, first time: " + first);
    assertThat(first.cpu()).isLessThan(Duration.ofSeconds(120));
    assertThat(first.kilobytes()).isLessThan(512 * 1024);
    everyVerdictIsRight();
    BigList.write(folder, 1, ROWS + 1);
    Child again = run(List.of());
    System.out.println("lists: one row gone, one new: " + again);
    assertThat(again.said()).contains("joined=1, left=1");
    assertThat(again.cpu()).isLessThan(Duration.ofSeconds(120));
    System.out.println("lists: unchanged: " + run(List.of()));
  }

  private void everyVerdictIsRight() {
    try (Database database = TestStore.open(folder.resolve("tidings.db"))) {
      int[] row = {-1};
      var wrong = new ArrayList<String>();
      database.read(sql -> {
        sql.createQuery("SELECT s.address || ' ' || u.status || ' ' || u.format || ' ' || u.categories FROM subscriber s JOIN subscription u ON u.subscriber = s.id ORDER BY s.id")
            .mapTo(String.class).stream().forEach(said -> {
              row[0]++;
              while (BigList.broken(row[0])) row[0]++;
              if (!said.equals(expected(row[0])) && wrong.size() < 5) wrong.add(said + " instead of " + expected(row[0]));
            });
        return row[0];
      });
      assertThat(wrong).isEmpty();
      assertThat(row[0]).isEqualTo(ROWS - 1);
      List<AudienceProblem> problems = BigList.sync(folder, false).problems();
      assertThat(problems).hasSize(51).element(50).asString().contains("9950 more rows");
    }
  }

  private static String expected(int row) {
    String format = row % 3 == 1 ? "TEXT" : "HTML";
    String categories = new String[] {"london", "bath,wells", "*", "city,court"}[row % 4];
    return BigList.address(row) + " active " + format + " " + categories;
  }

  @Test
  void killedMidwayItLeavesTheOldListOrTheNew() throws Exception {
    BigList.write(folder, 0, KILLED_ROWS);
    long begin = System.nanoTime();
    run(List.of());
    long millis = (System.nanoTime() - begin) / 1_000_000;
    BigList.write(folder, KILLED_ROWS / 2, KILLED_ROWS * 2);
    String old = state();
    int unfinished = 0;
    for (int kill = 0; kill < 12; kill++) {
      Process child = start(List.of("--yes"));
      boolean ended = child.waitFor(millis * (kill + 1) / 6, TimeUnit.MILLISECONDS);
      child.destroyForcibly().waitFor();
      String after = state();
      if (after.equals(old)) unfinished++;
      else assertThat(after).as("killed %d times, ended by itself: %s", kill + 1, ended).isEqualTo(renewed());
    }
    System.out.println("lists: 12 kills -9, " + unfinished + " left the old list, the others the new one");
    BigList.sync(folder, true);
    assertThat(state()).isEqualTo(renewed());
  }

  private String state() {
    try (Database database = TestStore.open(folder.resolve("tidings.db"))) {
      return database.read(sql -> sql.createQuery("SELECT (SELECT count(*) FROM subscription WHERE status = 'active') || ' active, '"
          + " || (SELECT count(*) FROM subscription WHERE status = 'ended') || ' ended, ' || (SELECT count(*) FROM origin) || ' on the list, '"
          + " || (SELECT count(*) FROM subscriber) || ' known'").mapTo(String.class).one());
    }
  }

  private static String renewed() {
    int good = KILLED_ROWS * 3 / 2 / 100 * 99;
    return good + " active, " + KILLED_ROWS / 2 / 100 * 99 + " ended, " + good + " on the list, " + KILLED_ROWS * 2 / 100 * 99 + " known";
  }

  /** @param said its last line */
  private record Child(String said, Duration cpu, int kilobytes) {
    @Override
    public String toString() {
      return "%s; %.1f s of CPU".formatted(said, cpu.toMillis() / 1000.0);
    }
  }

  private Child run(List<String> more) throws IOException, InterruptedException {
    Process child = start(more);
    var lines = new ArrayList<String>();
    try (var out = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) lines.add(line);
    }
    assertThat(child.waitFor()).as(String.join("\n", lines)).isZero();
    String last = lines.get(lines.size() - 1);
    Duration cpu = Duration.ofMillis(Long.parseLong(last.replaceAll(".*cpu (\\d+) ms.*", "$1")));
    return new Child(last, cpu, Integer.parseInt(last.replaceAll(".*?VmHWM:\\s*(\\d+) kB.*", "$1")));
  }

  private Process start(List<String> more) throws IOException {
    String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp", classes,
        "dev.tidings.audience.BigList", folder.toString()));
    command.addAll(more);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
