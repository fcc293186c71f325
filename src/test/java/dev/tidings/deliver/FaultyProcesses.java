package dev.tidings.deliver;

import dev.tidings.mail.RelaySettings;
import dev.tidings.store.StoreException;
import dev.tidings.store.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Processes that are killed, asked to end, stopped and woken; and one that knows secrets. */
final class FaultyProcesses {
  private static final int CONNECTIONS = 2;
  private static final int IN_FLIGHT = 2;
  private static final String CANARY = "canary-9f3a71";
  private static final AtomicInteger STARTED = new AtomicInteger();
  private final Path folder;
  private final long seed;
  private final int readers;

  FaultyProcesses(Path folder, long seed, int readers) {
    this.folder = folder;
    this.seed = seed;
    this.readers = readers;
  }

  /** What happens to it happens to a process: freezes an edition where there is none, then delivers. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) {
      Optional<RelaySettings.Login> login = arguments.length > 3 ? Optional.of(new RelaySettings.Login("pepys", arguments[3])) : Optional.empty();
      try (var house = new House(Path.of(arguments[0]))) {
        boolean frozen = house.database.read(sql -> sql.createQuery("SELECT count(*) FROM edition").mapTo(Long.class).one()) > 0;
        if (!frozen) house.publish(Integer.parseInt(arguments[2]));
        var relay = new RelaySettings("sink", "127.0.0.1", Integer.parseInt(arguments[1]), RelaySettings.Security.NONE, login,
            new RelaySettings.Line(CONNECTIONS, "dispatch.example", Duration.ofSeconds(5)));
        try (Courier courier = house.courier(relay)) {
          var working = Thread.currentThread();
          Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            courier.close();
            try {
              working.join(20_000);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }));
          System.out.println(deliver(house, courier));
        }
      }
    }
  }

  /** As a server does: a store that is away for a while is asked again. */
  private static DeliveryReport deliver(House house, Courier courier) {
    for (int tries = 0; ; tries++) {
      try {
        return courier.deliver(house.clock.instant().plusSeconds(2));
      } catch (StoreException e) {
        System.out.println(e.getMessage());
        if (!TestStore.isPostgres() || tries == 60) throw e;
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      }
    }
  }

  private Process start(Path own, ScriptedRelay relay, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    TestStore.place(own.resolve("data/tidings.db"));
    command.addAll(List.of(TestStore.words()));
    command.addAll(List.of(Victim.class.getName(), own.toString(), "" + relay.port(), "" + readers));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(own.resolve("said-" + STARTED.incrementAndGet() + ".txt").toFile()).start();
  }

  private static ScriptedRelay sink() throws IOException {
    return new ScriptedRelay((step, who, session) -> {
      if (step.equals("DOT")) LockSupport.parkNanos(300_000);
      return "";
    });
  }

  /** R1: at any moment, the first ones while the edition is frozen, many just after the start, while recovering. */
  FaultTable.Row killed(int kills) throws Exception {
    var random = new Random(seed);
    Path own = Files.createDirectories(folder.resolve("r1"));
    try (ScriptedRelay sink = sink()) {
      int killed = 0;
      for (int i = 0; i < kills; i++) {
        Process victim = start(own, sink);
        if (i % 3 == 0) { // somewhere in starting, freezing, recovering
          LockSupport.parkNanos(Duration.ofMillis(200 + random.nextInt(900)).toNanos());
        } else {
          int mark = sink.taken.size() + 1 + random.nextInt(Math.max(1, readers / kills));
          while (victim.isAlive() && sink.taken.size() < mark) LockSupport.parkNanos(200_000);
          LockSupport.parkNanos(random.nextInt(2_000_000));
        }
        if (victim.isAlive()) killed++;
        victim.destroyForcibly();
        victim.waitFor(30, TimeUnit.SECONDS);
        if ((i + 1) % 10 == 0) System.err.printf("%d of %d started, %d killed, %,d mails at the relay%n", i + 1, kills, killed, sink.taken.size());
      }
      try (var house = new House(own)) {
        if (house.database.read(sql -> sql.createQuery("SELECT count(*) FROM edition").mapTo(Long.class).one()) == 0) house.publish(readers);
        house.deliver(sink.port(), Duration.ofSeconds(10));
        long marked = house.count("possible_duplicate = 1");
        boolean right = house.count("state = 'sent'") == readers && FaultTable.sameIds(sink);
        return FaultTable.counted("R1", killed + " kills -9 of " + kills, house, sink, readers, killed * CONNECTIONS * IN_FLIGHT, right,
            "one Message-ID each, account right: " + right + ", marked: " + marked);
      }
    }
  }

  /** R2 */
  FaultTable.Row terminated() throws Exception {
    Path own = Files.createDirectories(folder.resolve("r2"));
    try (ScriptedRelay sink = sink()) {
      Process process = start(own, sink);
      while (process.isAlive() && sink.taken.size() < readers / 3) LockSupport.parkNanos(200_000);
      long asked = System.nanoTime();
      process.destroy();
      boolean ended = process.waitFor(20, TimeUnit.SECONDS);
      long millis = (System.nanoTime() - asked) / 1_000_000;
      try (var house = new House(own)) {
        boolean clean = house.count("state = 'sending'") == 0 && house.count("state = 'sent'") == sink.taken.size();
        house.deliver(sink.port(), Duration.ofSeconds(10));
        return FaultTable.counted("R2", "SIGTERM while sending", house, sink, readers, 0, ended && clean, "ended after " + millis + " ms");
      }
    }
  }

  /** R6: two processes; one is stopped, woken after its lease has ended. */
  FaultTable.Row frozen() throws Exception {
    Path own = Files.createDirectories(folder.resolve("r6"));
    try (ScriptedRelay sink = sink()) {
      Process first = start(own, sink);
      while (first.isAlive() && sink.taken.size() < readers / 4) LockSupport.parkNanos(200_000);
      signal(first, "STOP");
      for (int i = 0; i < 60 && sink.taken.size() < readers; i++) {
        Process second = start(own, sink);
        second.waitFor(2, TimeUnit.MINUTES);
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
      }
      signal(first, "CONT");
      first.waitFor(1, TimeUnit.MINUTES);
      try (var house = new House(own)) {
        house.deliver(sink.port(), Duration.ofSeconds(10));
        boolean right = house.count("state = 'sent'") == readers && FaultTable.sameIds(sink);
        return FaultTable.counted("R6", "SIGSTOP for longer than the lease, then SIGCONT", house, sink, readers, CONNECTIONS * IN_FLIGHT, right,
            "account right: " + right);
      }
    }
  }

  /**
   * Several machines share one store: one process is killed, one stopped and woken, the database restarted and connections dropped
   * under all of them.
   */
  FaultTable.Row shared() throws Exception {
    Path own = Files.createDirectories(folder.resolve("s1"));
    try (ScriptedRelay sink = sink()) {
      try (var house = new House(own)) {
        house.publish(readers);
      }
      List<Process> machines = new ArrayList<>();
      for (int i = 0; i < 3; i++) machines.add(start(own, sink));
      awaits(sink, readers / 5);
      machines.get(0).destroyForcibly();
      awaits(sink, readers * 2 / 5);
      signal(machines.get(1), "STOP");
      TestStore.drop(own.resolve("data/tidings.db"));
      awaits(sink, readers * 3 / 5);
      TestStore.restart();
      awaits(sink, readers * 4 / 5);
      signal(machines.get(1), "CONT");
      for (Process machine : machines) machine.waitFor(3, TimeUnit.MINUTES);
      try (var house = new House(own)) {
        house.deliver(sink.port(), Duration.ofSeconds(100));
        boolean right = house.count("state = 'sent'") == readers && FaultTable.sameIds(sink);
        return FaultTable.counted("S1", "three processes: one killed, one stopped and woken, connections dropped, the database restarted", house, sink, readers,
            3 * 3 * CONNECTIONS * IN_FLIGHT, right, "account right: " + right + ", marked: " + house.count("possible_duplicate = 1"));
      }
    }
  }

  /** Until so many mails are at the relay; a machine that has died of what happened is no reason to wait for ever. */
  private static void awaits(ScriptedRelay sink, int mails) {
    long until = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (sink.taken.size() < mails && System.nanoTime() < until) LockSupport.parkNanos(200_000);
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  /** K1, as far as delivering goes: the relay's password is nowhere but in its AUTH. */
  FaultTable.Row canaries() throws Exception {
    Path own = Files.createDirectories(folder.resolve("k1"));
    try (var sink = new ScriptedRelay((step, who, session) -> step.equals("AUTH") ? "535 5.7.8 no" : "", List.of("AUTH PLAIN", "PIPELINING"))) {
      start(own, sink, CANARY).waitFor(1, TimeUnit.MINUTES);
      String encoded = java.util.Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
      List<Path> found;
      try (Stream<Path> tree = Files.walk(own)) {
        found = tree.filter(Files::isRegularFile).filter(file -> holds(file, CANARY) || holds(file, encoded)).toList();
      }
      boolean tried = sink.commands.stream().anyMatch(line -> line.startsWith("AUTH"));
      return new FaultTable.Row("K1", "a secret password, refused", 0, 0, 0, found.isEmpty() && tried && sink.taken.isEmpty(),
          "in logs and store: " + found.size() + ", mails: " + sink.taken.size());
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
