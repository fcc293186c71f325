package dev.tidings.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code tidings feeds} as a whole process, from an empty store, with nothing changed and with five posts more: wall-clock
 * seconds and CPU seconds, medians of five. Arguments: the launcher, the number of posts, {@code pages} where Tidings writes the posts' pages too.
 */
final class FeedsBench {
  private static final int MANY = 50_000;
  private static final int RUNS = 5;
  private final Path launcher;
  private final Path home;

  private FeedsBench(Path launcher, Path home) {
    this.launcher = launcher;
    this.home = home;
  }

  /** Seconds that passed, and seconds of the processor. */
  private record Time(double wall, double cpu) {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path launcher = Path.of(arguments.length > 0 ? arguments[0] : "tidings").toAbsolutePath();
    int posts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
    boolean pages = arguments.length > 2 && arguments[2].equals("pages");
    Path home = Files.createTempDirectory("tidings-bench");
    try {
      var mill = new HouseMill(home, !pages);
      mill.build(posts);
      System.out.printf("%,d posts, %s, %d cores, Java of the launcher's choice%n", posts, pages ? "feeds and the posts' pages" : "feeds", Runtime.getRuntime().availableProcessors());
      new FeedsBench(launcher, home).measure(mill, posts > MANY ? 1 : RUNS);
    } finally {
      delete(home);
    }
  }

  /** @param colds how often from an empty store; with very many posts once says it, and the first run is that one */
  private void measure(HouseMill mill, int colds) throws IOException, InterruptedException {
    Time first = feeds(); // the launcher builds, and the system's caches fill
    Time[] cold = new Time[colds];
    cold[0] = first;
    for (int i = 0; i < colds && colds > 1; i++) {
      for (String folder : List.of("data", "site")) delete(home.resolve(folder));
      cold[i] = feeds();
    }
    say("cold store", cold);
    Time[] unchanged = new Time[RUNS];
    for (int i = 0; i < RUNS; i++) unchanged[i] = feeds();
    say("nothing changed", unchanged);
    Time[] more = new Time[RUNS];
    for (int i = 0; i < RUNS; i++) {
      mill.add(5, i);
      more[i] = feeds();
    }
    say("five posts more", more);
    say("listing the folder", listing());
  }

  private Time[] listing() throws IOException {
    Time[] times = new Time[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      try (Stream<Path> tree = Files.walk(home.resolve("posts"))) {
        tree.mapToLong(file -> file.toFile().length() + file.toFile().lastModified()).sum();
      }
      times[i] = new Time((System.nanoTime() - start) / 1e9, 0);
    }
    return times;
  }

  private Time feeds() throws IOException, InterruptedException {
    var process = new ProcessBuilder(launcher.toString(), "feeds", "--home", home.toString());
    process.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
    long start = System.nanoTime();
    Process running = process.start();
    // Asked while it runs, since a process that has ended tells nothing: the last answer is at most 10 ms old.
    double cpu = 0;
    while (!running.waitFor(10, java.util.concurrent.TimeUnit.MILLISECONDS)) cpu = Math.max(cpu, running.info().totalCpuDuration().map(time -> time.toMillis() / 1e3).orElse(0.0));
    double wall = (System.nanoTime() - start) / 1e9;
    if (running.exitValue() > 1) throw new IllegalStateException("tidings feeds ended with " + running.exitValue());
    return new Time(wall, cpu);
  }

  private static void say(String what, Time[] times) {
    Arrays.sort(times, Comparator.comparingDouble(Time::wall));
    System.out.printf("%-20s %6.2f s wall (%.2f to %.2f), %6.2f s CPU%n", what, times[times.length / 2].wall(), times[0].wall(), times[times.length - 1].wall(),
        times[times.length / 2].cpu());
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
