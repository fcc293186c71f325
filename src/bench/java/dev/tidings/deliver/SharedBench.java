package dev.tidings.deliver;

import dev.tidings.queue.RetrySchedule;
import dev.tidings.store.Database;
import dev.tidings.store.StorePlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * A PostgreSQL house once through, then again with several processes that deliver at the same time. Arguments: an empty database
 * (postgresql://user@host:port/name), readers (1000000), readers of the later rounds (100000), processes of each round (1,2,4).
 */
@NullMarked
final class SharedBench {
  private SharedBench() {}

  /** One of those that deliver. */
  static final class Deliverer {
    private Deliverer() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Files.createTempDirectory("tidings-deliverer-");
      try (House house = house(arguments[0], folder)) {
        long start = System.currentTimeMillis();
        DeliveryReport report = house.deliver(House.relayAt(Integer.parseInt(arguments[1]), 4), Duration.ZERO);
        System.out.printf("%d %d %d %s%n", start, System.currentTimeMillis(), report.sent(), MillionBench.memory());
      }
    }
  }

  private static House house(String store, Path folder) {
    return new House(Database.open(StorePlace.server(store)), folder, Clock.systemUTC(), new RetrySchedule(Duration.ofMillis(20), Duration.ofMillis(200)));
  }

  public static void main(String[] arguments) throws Exception {
    String store = arguments[0];
    int readers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    int later = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100_000;
    int[] rounds = Arrays.stream((arguments.length > 3 ? arguments[3] : "1,2,4").split(",")).mapToInt(Integer::parseInt).toArray();
    Path folder = Files.createTempDirectory("tidings-shared-");
    try (Tools tools = Tools.build(folder); House house = house(store, folder)) {
      int port = tools.sink(0);
      whole(house, readers, port);
      for (int processes : rounds) round(house, later, processes, store, port, folder);
    } finally {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
      }
    }
  }

  private static void whole(House house, int readers, int port) throws IOException {
    house.publish(readers);
    house.database.inTx(tx -> tx.sql().execute("DELETE FROM delivery") + tx.sql().execute("UPDATE subscription SET cursor = 0"));
    for (String table : List.of("delivery", "subscription", "subscriber")) house.database.<Object>read(sql -> sql.execute("VACUUM ANALYZE " + table));
    MillionBench.say("enqueue of %,d".formatted(readers), () -> MillionBench.enqueue(house));
    System.out.println("memory at most, until here: " + MillionBench.memory());
    MillionBench.forgetMemory();
    MillionBench.say("account", () -> house.queue.account(1));
    long start = System.nanoTime();
    DeliveryReport report = house.deliver(House.relayAt(port, 4), Duration.ZERO);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("sent %,d in %.1f s: %,.0f a second, memory at most %s%n", report.sent(), seconds, report.sent() / seconds, MillionBench.memory());
    MillionBench.say("account", () -> house.queue.account(1));
    System.out.println("database: " + house.database.<String>read(sql -> sql.createQuery("SELECT pg_size_pretty(pg_database_size(current_database())) || ', delivery '"
        + " || pg_size_pretty(pg_table_size('delivery')) || ' and its indexes ' || pg_size_pretty(pg_indexes_size('delivery'))").mapTo(String.class).one()));
  }

  private static void round(House house, int readers, int processes, String store, int port, Path folder) throws Exception {
    house.publish(readers);
    var running = new ArrayList<Process>();
    for (int i = 0; i < processes; i++) {
      running.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
          System.getProperty("java.class.path"), Deliverer.class.getName(), store, "" + port).redirectErrorStream(true).redirectOutput(folder.resolve("d" + i).toFile()).start());
    }
    for (Process process : running) process.waitFor();
    long first = Long.MAX_VALUE;
    long last = 0;
    long sent = 0;
    var each = new ArrayList<String>();
    for (int i = 0; i < processes; i++) {
      String said = Files.readAllLines(folder.resolve("d" + i), StandardCharsets.UTF_8).stream().reduce("", (before, line) -> line);
      String[] parts = said.split(" ", 4);
      first = Math.min(first, Long.parseLong(parts[0]));
      last = Math.max(last, Long.parseLong(parts[1]));
      sent += Long.parseLong(parts[2]);
      each.add(parts[2] + " (" + parts[3] + ")");
    }
    System.out.printf("%d processes: %,d in %.1f s, %,.0f a second; %s%n", processes, sent, (last - first) / 1e3, sent * 1e3 / (last - first), String.join(", ", each));
  }
}
