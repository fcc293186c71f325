package dev.tidings.deliver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The courier beside the fastest client and beside a plain loop over jakarta.mail, in one run, in turns, medians. The first
 * round warms up and does not count. Arguments: rounds (5), mails a round (40000), cases (all: fast, bdat, away, slow, ledger).
 */
@NullMarked
final class DeliveryBench {
  private static final int BODY_BYTES = 20_000;
  private final Tools tools;
  private final Rivals rivals;
  private final Path mail;
  private final int rounds;
  private final int mails;

  private DeliveryBench(Tools tools, Rivals rivals, Path mail, int rounds, int mails) {
    this.tools = tools;
    this.rivals = rivals;
    this.mail = mail;
    this.rounds = rounds;
    this.mails = mails;
  }

  private interface Run {
    Result go() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int mails = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40_000;
    Set<String> cases = arguments.length > 2 ? Set.of(arguments[2].split(",")) : Set.of("fast", "bdat", "away", "slow", "ledger");
    Path folder = Files.createTempDirectory("tidings-bench-");
    try (Tools tools = Tools.build(folder)) {
      var rivals = new Rivals(folder, BODY_BYTES);
      Path mail = Files.write(folder.resolve("mail.eml"), rivals.mail());
      System.out.printf("java %s, %d cores, mails of %,d bytes, sink in %s, medians of %d%n", System.getProperty("java.version"),
          Runtime.getRuntime().availableProcessors(), Files.size(mail), tools.inC() ? "C" : "Java", rounds);
      var bench = new DeliveryBench(tools, rivals, mail, rounds, mails);
      if (cases.contains("fast")) bench.fast();
      if (cases.contains("bdat")) bench.bdat();
      if (cases.contains("away")) bench.away();
      if (cases.contains("slow")) bench.slow();
      if (cases.contains("ledger")) bench.ledger();
    } finally {
      sweep(folder);
    }
  }

  private void fast() throws Exception {
    int port = tools.sink(0);
    Map<String, Run> runs = new LinkedHashMap<>();
    if (tools.inC()) runs.put("cload, pipelined", () -> tools.load(port, 4, mails * 4, mail));
    runs.put("courier, ledger on", () -> rivals.courier(port, 4, mails));
    runs.put("courier, ledger off", () -> rivals.withoutLedger(port, 4, mails));
    runs.put("plain jakarta.mail", () -> rivals.plainJakartaMail(port, 4, mails / 10));
    Map<String, Result> medians = inTurns("4 connections, nothing between", runs, rounds, true);
    Result ours = medians.getOrDefault("courier, ledger on", new Result(0, 0));
    Optional.ofNullable(medians.get("cload, pipelined")).ifPresent(load -> System.out.printf("  courier / cload %.2f (aim 0.40)%n", ours.rate() / load.rate()));
    Optional.ofNullable(medians.get("plain jakarta.mail")).ifPresent(plain -> System.out.printf("  courier / jakarta.mail %.1f (aim 6)%n", ours.rate() / plain.rate()));
    System.out.printf("  CPU per 1,000: %.3f s (aim 0.060)%n", ours.cpu());
    tools.close();
  }

  /** Whether BDAT would be worth it: the fastest client both ways. */
  private void bdat() throws Exception {
    if (!tools.inC()) return;
    int port = tools.sink(0);
    int away = tools.away(tools.sink(0), 10).orElseThrow();
    Map<String, Run> runs = new LinkedHashMap<>();
    runs.put("cload DATA, 4 connections", () -> tools.load(port, 4, mails * 4, mail, 2));
    runs.put("cload BDAT, 4 connections", () -> tools.load(port, 4, mails * 4, mail, 3));
    runs.put("cload DATA, 10 ms away, 1 connection", () -> tools.load(away, 1, 300, mail, 2));
    runs.put("cload BDAT, 10 ms away, 1 connection", () -> tools.load(away, 1, 300, mail, 3));
    inTurns("BDAT against pipelined DATA", runs, rounds, false);
    tools.close();
  }

  private void away() throws Exception {
    Optional<Integer> port = tools.away(tools.sink(0), 10);
    if (port.isEmpty()) return;
    Map<String, Run> runs = new LinkedHashMap<>();
    runs.put("cload, pipelined", () -> tools.load(port.get(), 1, 300, mail));
    runs.put("courier, ledger on", () -> rivals.courier(port.get(), 1, 300));
    Map<String, Result> medians = inTurns("round trip 10 ms, 1 connection: 100 mails/s are possible (aim 80)", runs, rounds, false);
    System.out.printf("  courier %.0f of 100%n", medians.getOrDefault("courier, ledger on", new Result(0, 0)).rate());
    tools.close();
  }

  private void slow() throws Exception {
    Optional<Integer> port = tools.away(tools.sink(20), 20);
    if (port.isEmpty()) return;
    Map<String, Run> runs = new LinkedHashMap<>();
    runs.put("cload, pipelined", () -> tools.load(port.get(), 16, 1_600, mail));
    runs.put("courier, ledger on", () -> rivals.courier(port.get(), 16, 1_600));
    Map<String, Result> medians = inTurns("answer after 20 ms, round trip 20 ms, 16 connections: 400 mails/s are possible (aim 320)", runs, rounds, false);
    System.out.printf("  courier %.0f %% of the possible%n", medians.getOrDefault("courier, ledger on", new Result(0, 0)).rate() / 4);
    tools.close();
  }

  /** A relay that takes about 1,000 a second: 4 connections, an answer after 4 ms. */
  private void ledger() throws Exception {
    int port = tools.sink(4);
    Map<String, Run> runs = new LinkedHashMap<>();
    runs.put("ledger on", () -> rivals.courier(port, 4, 5_000));
    runs.put("ledger off", () -> rivals.withoutLedger(port, 4, 5_000));
    Map<String, Result> medians = inTurns("a relay that takes about 1,000 a second: what the ledger costs (aim 10 %)", runs, rounds, false);
    Result on = medians.getOrDefault("ledger on", new Result(0, 0));
    Result off = medians.getOrDefault("ledger off", new Result(1, 0));
    System.out.printf("  ledger costs %.1f %% of the rate%n", (1 - on.rate() / off.rate()) * 100);
    tools.close();
  }

  private static Map<String, Result> inTurns(String title, Map<String, Run> runs, int rounds, boolean warm) throws Exception {
    Map<String, List<Result>> results = new LinkedHashMap<>();
    for (int i = warm ? -1 : 0; i < rounds; i++) {
      for (Map.Entry<String, Run> run : runs.entrySet()) {
        Result result = run.getValue().go();
        if (i >= 0) results.computeIfAbsent(run.getKey(), name -> new ArrayList<>()).add(result);
      }
    }
    System.out.printf("%n%s%n", title);
    Map<String, Result> medians = new LinkedHashMap<>();
    results.forEach((name, all) -> {
      Result median = Result.median(all);
      medians.put(name, median);
      System.out.printf(Locale.ROOT, "  %-40s %,9.0f mails/s   %.4f CPU s per 1,000   (%s)%n", name, median.rate(), median.cpu(),
          String.join(" ", all.stream().map(result -> String.format(Locale.ROOT, "%.0f", result.rate())).toList()));
    });
    return medians;
  }

  private static void sweep(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
