package dev.tidings.deliver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * A million mails through two processes on one store: one is killed at a quarter and another takes its place, one is stopped at
 * half, woken when its lease has ended. Counted at the relay. Argument: readers (1000000).
 */
@NullMarked
final class MillionFaults {
  private static final int CONNECTIONS = 2;
  private static final int IN_FLIGHT = 2;
  private static final Duration LEASE_AND_MORE = Duration.ofSeconds(110);
  private final Path folder;
  private final int readers;
  private final AtomicIntegerArray copies;
  private final AtomicInteger taken = new AtomicInteger();

  private MillionFaults(Path folder, int readers) {
    this.folder = folder;
    this.readers = readers;
    this.copies = new AtomicIntegerArray(readers + 1);
  }

  public static void main(String[] arguments) throws Exception {
    int readers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path folder = Files.createTempDirectory("tidings-million-");
    try (var server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
      new MillionFaults(folder, readers).run(server);
    } finally {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
      }
    }
  }

  private void run(ServerSocket server) throws Exception {
    var relay = new Thread(() -> listen(server), "counting-sink");
    relay.setDaemon(true);
    relay.start();
    try (var house = new House(folder)) {
      house.publish(readers);
    }
    int port = server.getLocalPort();
    long start = System.nanoTime();
    Process first = start(port);
    Process second = start(port);
    await(0.25);
    first.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    System.out.printf("killed one at %,d%n", taken.get());
    Process third = start(port);
    await(0.5);
    signal(second, "STOP");
    int stoppedAt = taken.get();
    LockSupport.parkNanos(LEASE_AND_MORE.toNanos());
    System.out.printf("stopped one at %,d; the other sent %,d meanwhile%n", stoppedAt, taken.get() - stoppedAt);
    signal(second, "CONT");
    third.waitFor(15, TimeUnit.MINUTES);
    second.waitFor(2, TimeUnit.MINUTES);
    try (var house = new House(folder)) {
      house.deliver(House.relayAt(port, CONNECTIONS), Duration.ofSeconds(10));
      say(house, (System.nanoTime() - start) / 1e9);
    }
  }

  private void say(House house, double seconds) {
    int lost = 0;
    int most = 0;
    int reached = 0;
    for (int i = 1; i <= readers; i++) {
      if (copies.get(i) == 0) lost++;
      else reached++;
      most = Math.max(most, copies.get(i));
    }
    int allowed = 2 * CONNECTIONS * IN_FLIGHT;
    int extra = taken.get() - reached;
    boolean right = house.count("state = 'sent'") == readers;
    System.out.printf("%,d readers, %.0f s: lost %d, copies %d (%d allowed), at most %d of one mail, sent in the ledger: all %s, possible duplicates %d: %s%n",
        readers, seconds, lost, extra, allowed, most, right, house.count("possible_duplicate = 1"),
        lost == 0 && extra <= allowed && right ? "passed" : "FAILED");
  }

  private void listen(ServerSocket server) {
    try {
      JavaSink.serve(server, 0, recipient -> {
        copies.incrementAndGet(Integer.parseInt(recipient.substring(1, recipient.indexOf('@'))));
        taken.incrementAndGet();
      });
    } catch (IOException e) {
      return; // closed at the end
    }
  }

  private void await(double share) {
    while (taken.get() < share * readers) LockSupport.parkNanos(1_000_000);
  }

  private Process start(int port) throws IOException {
    return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC", "-cp",
        System.getProperty("java.class.path"), FaultyProcesses.Victim.class.getName(), folder.toString(), "" + port, "" + readers)
        .redirectErrorStream(true).redirectOutput(folder.resolve("said-" + System.nanoTime() + ".txt").toFile()).start();
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }
}
