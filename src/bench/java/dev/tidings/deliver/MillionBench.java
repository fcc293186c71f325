package dev.tidings.deliver;

import dev.tidings.queue.Enqueue;
import dev.tidings.report.EditionReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * A list of a million, once through: enqueued as {@code run} does it, claimed and sent to a sink over four connections, with
 * what an admin asks before and after. Argument: readers (1000000). Memory is what the system says this process had at most.
 */
@NullMarked
final class MillionBench {
  private MillionBench() {}

  public static void main(String[] arguments) throws Exception {
    int readers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path folder = Files.createTempDirectory("tidings-million-");
    try (Tools tools = Tools.build(folder); var house = new House(folder)) {
      house.publish(readers);
      house.database.inTx(tx -> tx.sql().execute("DELETE FROM delivery") + tx.sql().execute("UPDATE subscription SET cursor = 0"));
      say("enqueue", () -> enqueue(house));
      claims(house, "claim of 100, queue full");
      admin(house);
      System.out.println("memory at most, until here: " + memory());
      forgetMemory();
      int port = tools.sink(0);
      long cpu = cpu();
      long start = System.nanoTime();
      DeliveryReport report = house.deliver(House.relayAt(port, 4), Duration.ZERO);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("sent %,d in %.1f s: %,.0f a second, %.4f CPU s per 1,000, memory at most %s%n", report.sent(), seconds, report.sent() / seconds,
          (cpu() - cpu) / 1e6 / report.sent(), memory());
      admin(house);
      house.publish(200);
      claims(house, "claim of 100, a million sent behind");
      System.out.printf("store %,d MB, log %,d MB%n", Files.size(folder.resolve("data/tidings.db")) >> 20,
          size(folder.resolve("data/tidings.db-wal")) >> 20);
    } finally {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
      }
    }
  }

  static void enqueue(House house) {
    house.database.durably(tx -> {
      List<Enqueue.Owed> owed = new Enqueue().groups(tx.sql(), "daily", Instant.now()).stream()
          .map(group -> new Enqueue.Owed(group.due(), Optional.of(1L), Optional.empty())).toList();
      return new Enqueue().enqueue(tx, new Enqueue.Order("daily", 1, 10, Instant.now(), owed));
    });
  }

  private static void claims(House house, String what) {
    var times = new ArrayList<Double>();
    for (int i = 0; i < 21; i++) {
      long start = System.nanoTime();
      var claims = house.queue.claim(new dev.tidings.queue.Capacity(100, "sink", List.of(), 0));
      times.add((System.nanoTime() - start) / 1e6);
      claims.forEach(claim -> house.queue.settle(dev.tidings.queue.Settlement.untouched(claim, "sink")));
      house.queue.commit();
    }
    times.sort(Comparator.naturalOrder());
    System.out.printf("%-40s %.1f ms, median of 21%n", what, times.get(10));
  }

  private static void admin(House house) {
    say("report", () -> EditionReport.latest(house.database, Optional.empty(), 10));
    say("queue list", () -> house.queue.steering().list(Optional.empty(), Optional.empty(), 100));
    say("queue list --state failed", () -> house.queue.steering().list(Optional.of("daily"), Optional.of(dev.tidings.queue.DeliveryState.FAILED), 100));
  }

  static void say(String what, Runnable work) {
    long cpu = cpu();
    long start = System.nanoTime();
    work.run();
    System.out.printf("%-40s %,.0f ms, %,.0f ms of CPU%n", what, (System.nanoTime() - start) / 1e6, (cpu() - cpu) / 1e6);
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }

  /** From here on the system counts anew. */
  static void forgetMemory() throws IOException {
    Path references = Path.of("/proc/self/clear_refs");
    if (Files.isWritable(references)) Files.writeString(references, "5");
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  static String memory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return "not told by this system";
    return Files.readAllLines(status, StandardCharsets.UTF_8).stream().filter(line -> line.startsWith("VmHWM")).findFirst().orElse("?").replaceAll("\\s+", " ");
  }
}
