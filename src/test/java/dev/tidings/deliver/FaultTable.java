package dev.tidings.deliver;

import dev.tidings.mail.RelaySettings;
import dev.tidings.store.Database;
import dev.tidings.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What the courier does under faults, counted at the relay and compared with the ledger. Arguments: seed (1), readers (10000), kills
 * (200), and which parts, with commas: network, store, killed, terminated, canaries; and frozen, which waits for a lease to end (two
 * minutes) and is run only where named, as is shared, for which -Dtidings.test.store=postgresql must be set.
 */
final class FaultTable {
  private final Path folder;
  private final long seed;
  private final int readers;
  private final List<Row> rows = new ArrayList<>();
  private long since = System.nanoTime();

  /** @param note what was looked at besides */
  record Row(String id, String fault, int lost, int copies, int allowed, boolean passed, String note) {}

  FaultTable(Path folder, long seed, int readers) {
    this.folder = folder;
    this.seed = seed;
    this.readers = readers;
  }

  public static void main(String[] arguments) throws Exception {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
    int readers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
    int kills = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 200;
    List<String> parts = arguments.length > 3 ? List.of(arguments[3].split(",")) : List.of("network", "store", "killed", "terminated", "canaries", "frozen", "backup", "full", "patience", "others");
    Path folder = Files.createTempDirectory("tidings-faults-");
    System.out.printf("seed %d, %,d readers, java %s%n", seed, readers, System.getProperty("java.version"));
    System.out.println("| row | fault | lost | copies | allowed | verdict | seen |\n| --- | --- | --- | --- | --- | --- | --- |");
    var table = new FaultTable(folder, seed, readers);
    var processes = new FaultyProcesses(folder, seed, readers);
    var places = new FaultyPlaces(folder, readers);
    for (String part : parts) {
      switch (part) {
        case "network" -> table.network();
        case "store" -> table.store();
        case "killed" -> table.seen(processes.killed(kills));
        case "terminated" -> table.seen(processes.terminated());
        case "canaries" -> table.seen(processes.canaries());
        case "shared" -> table.seen(processes.shared());
        case "frozen" -> table.seen(processes.frozen());
        case "backup" -> table.seen(places.backup());
        case "full" -> table.seen(places.full());
        case "patience" -> table.seen(places.patience());
        case "others" -> table.others(places);
        default -> throw new IllegalArgumentException(part + " is no part of the table");
      }
    }
    System.exit(table.rows.stream().allMatch(Row::passed) ? 0 : 1);
  }

  /** Each row is printed as it comes, with the seconds since the last one. */
  private void seen(Row row) {
    long seconds = (System.nanoTime() - since) / 1_000_000_000;
    since = System.nanoTime();
    rows.add(row);
    System.out.printf("| %s | %s | %d | %d | %d | %s | %s; %d s |%n", row.id, row.fault, row.lost, row.copies, row.allowed,
        row.passed ? "passed" : "FAILED", row.note, seconds);
  }

  List<Row> rows() {
    return rows;
  }

  /** Faults of relays and of the way to them. */
  void network() throws Exception {
    var random = new Random(seed);
    down();
    for (String step : List.of("BANNER", "EHLO", "MAIL", "RCPT", "DATA", "BODY"))
      scripted("N2", "5 % dropped at " + step, (at, who, session) -> at.equals(step) && chance(random, 5) ? ScriptedRelay.DROP : "");
    ambiguous(random);
    Set<String> grey = ConcurrentHashMap.newKeySet();
    scripted("N4", "450 for all at first, 421, 451, 452, 454 now and then", (at, who, session) -> switch (at) {
      case "BANNER" -> chance(random, 5) ? "421 4.3.2 too busy" : "";
      case "RCPT" -> grey.add(who) ? "450 4.7.1 greylisted" : chance(random, 2) ? "452 4.2.2 mailbox full" : "";
      case "DOT" -> chance(random, 2) ? "451 4.3.0 try again" : "";
      default -> "";
    });
    scripted("N6", "one session hangs after the dot, one at the banner", (at, who, session) ->
        at.equals("DOT") && session == 1 || at.equals("BANNER") && session == 2 ? ScriptedRelay.HANG : "", 2);
    refused();
    withoutTls();
  }

  private void others(FaultyPlaces places) throws Exception {
    seen(places.others("one session hangs at the banner", (at, who, session) -> at.equals("BANNER") && session == 2 ? ScriptedRelay.HANG : "", 2));
    seen(places.others("one session hangs after the dot", (at, who, session) -> at.equals("DOT") && session == 2 ? ScriptedRelay.HANG : "", 2));
    seen(places.others("one session says one byte a second", (at, who, session) -> session == 2 ? ScriptedRelay.DRIP : "", 2));
  }

  private void down() throws Exception {
    int port;
    try (var gone = new ScriptedRelay((at, who, session) -> "")) {
      port = gone.port();
    }
    try (var house = house("n1")) {
      house.publish(readers);
      DeliveryReport report = house.deliver(port, Duration.ofSeconds(3));
      boolean quiet = report.sent() + report.deferred() + report.failed() == 0 && house.count("tries > 0 OR state <> 'queued'") == 0;
      try (var relay = new ScriptedRelay((at, who, session) -> "")) {
        house.deliver(relay.port(), Duration.ofSeconds(60));
        add("N1", "refuses connections, comes back", house, relay, 0, quiet, "nothing shown as sent, nobody's tries used: " + quiet);
      }
    }
  }

  private void scripted(String id, String fault, ScriptedRelay.Script script) throws Exception {
    scripted(id, fault, script, 0);
  }

  private void scripted(String id, String fault, ScriptedRelay.Script script, int allowed) throws Exception {
    try (var house = house(id.toLowerCase(java.util.Locale.ROOT) + "-" + rows.size()); var relay = new ScriptedRelay(script)) {
      house.publish(readers);
      house.deliver(House.relayAt(relay.port(), 4), Duration.ofMinutes(3));
      long sent = house.count("state = 'sent'");
      add(id, fault, house, relay, allowed, sent == readers, "sent in the ledger: " + sent);
    }
  }

  private void ambiguous(Random random) throws Exception {
    Set<String> doubtful = ConcurrentHashMap.newKeySet();
    try (var house = house("n3"); var relay = new ScriptedRelay((at, who, session) ->
        at.equals("DOT") && chance(random, 5) && doubtful.add(who) ? "TAKE+DROP" : "")) {
      house.publish(readers);
      house.deliver(House.relayAt(relay.port(), 4), Duration.ofMinutes(3));
      long marked = house.count("possible_duplicate = 1");
      add("N3", "5 % dropped between the dot and the reply", house, relay, doubtful.size(), marked == doubtful.size() && sameIds(relay),
          "ambiguous: " + doubtful.size() + ", marked: " + marked);
    }
  }

  private void refused() throws Exception {
    Map<String, Integer> asked = new ConcurrentHashMap<>();
    try (var house = house("n5"); var relay = new ScriptedRelay((at, who, session) -> {
      if (at.equals("RCPT") && who.matches("r\\d*3@.*")) {
        asked.merge(who, 1, Integer::sum);
        return "550 5.1.1 no such reader";
      }
      return at.equals("DOT") && who.matches("r\\d*7@.*") ? "554 5.6.0 not this mail" : "";
    })) {
      house.publish(readers);
      house.deliver(House.relayAt(relay.port(), 4), Duration.ofSeconds(5));
      long failed = house.count("state = 'failed'");
      boolean once = asked.values().stream().allMatch(times -> times == 1) && failed + relay.taken.size() == readers;
      add("N5", "550 at RCPT, 554 after the dot", house, relay, 0, once, "failed " + failed + ", each asked once: " + once);
    }
  }

  private void withoutTls() throws Exception {
    try (var house = house("n7"); var relay = new ScriptedRelay((at, who, session) -> "")) {
      house.publish(10);
      var settings = new RelaySettings("relay", "127.0.0.1", relay.port(), RelaySettings.Security.STARTTLS,
          Optional.of(new RelaySettings.Login("pepys", "canary-password")), new RelaySettings.Line(2, "dispatch.example", Duration.ofSeconds(2)));
      house.deliver(settings, Duration.ZERO);
      boolean quiet = relay.commands.stream().allMatch(line -> line.startsWith("EHLO") || line.startsWith("QUIT") || line.startsWith("RSET"));
      long queued = house.count("state = 'queued' AND tries = 0");
      seen(new Row("N7", "STARTTLS required, not offered", 10 - (int) queued, 0, 0, quiet && queued == 10, "mail and password in clear: 0 bytes"));
    }
  }

  /** A store that is damaged; PostgreSQL sees to its own files. */
  void store() throws Exception {
    Path own = Files.createDirectories(folder.resolve("d4"));
    try (var house = new House(own)) {
      house.publish(50);
    }
    Path file = own.resolve("data/tidings.db");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var noise = new byte[16 * 1024];
      new Random(seed).nextBytes(noise);
      channel.write(ByteBuffer.wrap(noise), 0);
    }
    String said = "opened";
    try (Database opened = Database.open(file)) {
      said = "opened " + opened;
    } catch (StoreException e) {
      said = String.valueOf(e.getMessage()).contains("Nothing was sent") ? "refused, with a message" : String.valueOf(e.getMessage());
    }
    seen(new Row("D4", "store overwritten with noise", 0, 0, 0, said.startsWith("refused"), said));
  }

  private House house(String name) throws Exception {
    return new House(Files.createDirectories(folder.resolve(name)));
  }

  private void add(String id, String fault, House house, ScriptedRelay relay, int allowed, boolean besides, String note) {
    seen(counted(id, fault, house, relay, readers, allowed, besides, note));
  }

  /** Lost: neither a mail at the relay nor a final reason in the ledger. */
  static Row counted(String id, String fault, House house, ScriptedRelay relay, int readers, int allowed, boolean besides, String note) {
    int reached = (int) relay.taken.stream().map(ScriptedRelay.Taken::recipient).distinct().count();
    int lost = readers - reached - (int) house.count("state = 'failed'");
    int copies = relay.taken.size() - reached;
    return new Row(id, fault, lost, copies, allowed, lost == 0 && copies <= allowed && besides, note);
  }

  static boolean sameIds(ScriptedRelay relay) {
    return relay.taken.stream().collect(Collectors.groupingBy(ScriptedRelay.Taken::recipient,
        Collectors.mapping(mail -> mail.header("Message-ID"), Collectors.toSet()))).values().stream().allMatch(ids -> ids.size() == 1);
  }

  private static boolean chance(Random random, int percent) {
    synchronized (random) {
      return random.nextInt(100) < percent;
    }
  }
}
