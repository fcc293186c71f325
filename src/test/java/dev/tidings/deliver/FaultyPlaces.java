package dev.tidings.deliver;

import dev.tidings.store.Backup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** Faults that need a place or a time of their own: a full disk, a store taken up elsewhere, patience that is measured in minutes. */
@NullMarked
final class FaultyPlaces {
  private static final int CONNECTIONS = 4;
  private static final int IN_FLIGHT = 2;
  private final Path folder;
  private final int readers;

  FaultyPlaces(Path folder, int readers) {
    this.folder = folder;
    this.readers = readers;
  }

  private static ScriptedRelay sink(Duration pause) throws IOException {
    return new ScriptedRelay((step, who, session) -> {
      if (step.equals("DOT")) LockSupport.parkNanos(pause.toNanos());
      return "";
    });
  }

  private static Set<String> reached(ScriptedRelay relay) {
    return relay.taken.stream().map(ScriptedRelay.Taken::recipient).collect(Collectors.toSet());
  }

  /** B1: a backup while mails go out; the house goes on, and another one is made of the backup. */
  FaultTable.Row backup() throws Exception {
    Path own = Files.createDirectories(folder.resolve("b1"));
    Path other = Files.createDirectories(folder.resolve("b1-elsewhere/data"));
    Path file = folder.resolve("b1.zip");
    try (ScriptedRelay first = sink(Duration.ofMillis(1)); ScriptedRelay second = sink(Duration.ZERO)) {
      Set<String> before;
      Set<String> until;
      Backup backup;
      try (var house = new House(own)) {
        house.publish(readers);
        var sending = CompletableFuture.supplyAsync(() -> house.deliver(House.relayAt(first.port(), CONNECTIONS), Duration.ZERO));
        while (first.taken.size() < readers / 3) LockSupport.parkNanos(200_000);
        before = reached(first);
        Backup.write(house.database, "faults", own.resolve("data"), file, Instant.now());
        until = reached(first);
        sending.get(5, TimeUnit.MINUTES);
        backup = Backup.unpack(file, other);
        if (until.size() == before.size()) throw new IllegalStateException("nothing was sent while the backup was made");
      }
      try (var house = new House(other.getParent())) {
        house.deliver(House.relayAt(second.port(), CONNECTIONS), Duration.ofSeconds(10));
        Set<String> again = reached(second);
        again.retainAll(before);
        var all = new HashSet<>(until);
        all.addAll(reached(second));
        boolean right = house.count("state = 'sent'") == readers;
        int lost = readers - all.size();
        return new FaultTable.Row("B1", "backup while sending, taken up elsewhere", lost, again.size(), CONNECTIONS * IN_FLIGHT,
            lost == 0 && again.size() <= CONNECTIONS * IN_FLIGHT && right && backup.counts().owed() > 0,
            "mailed before: %,d, owed in the backup: %,d, opens, intact, account right: %s".formatted(before.size(), backup.counts().owed(), right));
      }
    }
  }

  /** D3: the disk of the store fills while mails go out, and is freed ten seconds later. */
  FaultTable.Row full() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("small-disk"));
    if (new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()).redirectErrorStream(true).start().waitFor() != 0)
      return new FaultTable.Row("D3", "disk full, freed later", 0, 0, 0, true, "skipped: a small disk cannot be mounted here (root on Linux may)");
    try (ScriptedRelay sink = sink(Duration.ofMillis(2)); var house = new House(disk)) {
      house.publish(readers);
      var sending = CompletableFuture.supplyAsync(() -> house.deliver(House.relayAt(sink.port(), CONNECTIONS), Duration.ofMinutes(2)));
      while (sink.taken.size() < readers / 4) LockSupport.parkNanos(200_000);
      Path filler = disk.resolve("filler");
      fill(filler);
      LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
      int atFirst = sink.taken.size();
      LockSupport.parkNanos(Duration.ofSeconds(7).toNanos());
      int begun = sink.taken.size() - atFirst;
      Files.delete(filler);
      DeliveryReport report = sending.get(5, TimeUnit.MINUTES);
      boolean right = house.count("state = 'sent'") == readers;
      return FaultTable.counted("D3", "disk full for 10 s, freed while it goes on", house, sink, readers, CONNECTIONS * IN_FLIGHT,
          right && begun == 0 && report.sent() > 0, "begun in 7 s with a full disk: " + begun + ", went on without a restart, account right: " + right);
    } finally {
      new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }
  }

  private static void fill(Path filler) throws IOException {
    var block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) out.write(block);
    } catch (IOException full) {
      return; // as wished
    }
  }

  /** N4: everybody is greylisted at first, and the waits are the real ones. */
  FaultTable.Row patience() throws Exception {
    int few = Math.min(readers, 500);
    Map<String, List<Long>> asked = new ConcurrentHashMap<>();
    Path own = Files.createDirectories(folder.resolve("n4-patience"));
    try (var house = new House(own, java.time.Clock.systemUTC(), dev.tidings.queue.RetrySchedule.DEFAULT);
         var relay = new ScriptedRelay((step, who, session) -> {
           if (!step.equals("RCPT")) return "";
           List<Long> times = asked.computeIfAbsent(who, reader -> new ArrayList<>());
           times.add(System.nanoTime());
           return times.size() == 1 ? "450 4.7.1 greylisted" : "";
         })) {
      house.publish(few);
      house.deliver(House.relayAt(relay.port(), CONNECTIONS), Duration.ofMinutes(3));
      long shortest = asked.values().stream().filter(times -> times.size() > 1).mapToLong(times -> times.get(1) - times.get(0)).min().orElse(0) / 1_000_000;
      boolean twice = asked.values().stream().allMatch(times -> times.size() == 2);
      return FaultTable.counted("N4", "450 for all at first, the real waits", house, relay, few, 0, shortest >= 60_000 && twice,
          "%d readers, each asked twice: %s, shortest wait %.1f s".formatted(few, twice, shortest / 1000.0));
    }
  }

  /** N6: what one connection that hangs, or drips, costs the others. */
  FaultTable.Row others(String fault, ScriptedRelay.Script script, int session) throws Exception {
    double alone = rate("n6-alone-" + session + fault.hashCode(), (step, who, number) -> "", 0);
    double beside = rate("n6-beside-" + session + fault.hashCode(), script, session);
    return new FaultTable.Row("N6", fault, 0, 0, 0, beside >= 0.8 * alone, "the other three: %.0f %% of their rate".formatted(100 * beside / alone));
  }

  /** Mails a second and connection, of those connections that nothing is done to. */
  private double rate(String name, ScriptedRelay.Script script, int spoiled) throws Exception {
    var counted = new AtomicInteger();
    var begun = new AtomicInteger();
    try (var house = new House(Files.createDirectories(folder.resolve(name)));
         var relay = new ScriptedRelay((step, who, session) -> {
           if (step.equals("BANNER")) begun.incrementAndGet();
           if (step.equals("DOT")) {
             LockSupport.parkNanos(5_000_000);
             if (session != spoiled) counted.incrementAndGet();
           }
           return script.reply(step, who, session);
         })) {
      house.publish(20_000);
      var courier = house.courier(House.relayAt(relay.port(), CONNECTIONS));
      var sending = CompletableFuture.supplyAsync(() -> courier.deliver(Instant.now()));
      while (begun.get() < CONNECTIONS) LockSupport.parkNanos(1_000_000);
      LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
      int from = counted.get();
      LockSupport.parkNanos(Duration.ofSeconds(6).toNanos());
      int sent = counted.get() - from;
      courier.close();
      relay.close();
      sending.get(2, TimeUnit.MINUTES);
      return sent / 6.0 / (CONNECTIONS - (spoiled > 0 ? 1 : 0));
    }
  }
}
