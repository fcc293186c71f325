package dev.tidings.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TidingsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesEachCommandAndEachCommandHasAnExample() {
    assertThat(carryOut("--help")).isZero();
    CommandLine line = TidingsCommand.line(desk());
    assertThat(line.getSubcommands()).allSatisfy((name, command) -> assertThat(TidingsCommand.name(command.getCommand().getClass())).isEqualTo(name));
    line.getSubcommands().forEach((name, command) -> {
      assertThat(out.toString()).contains(name);
      assertThat(command.getUsageMessage()).as(name).contains("--home").contains("tidings " + name);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rum", "run --wait soon", "run --at yesterday", "plan --at 2026-13-01T00:00:00Z", "queue", "queue list --state lost", "explain"})
  void wrongUseIsExitTwoAndSaysWhereToReadOn(String words) {
    assertThat(carryOut(words.isEmpty() ? new String[0] : words.split(" "))).isEqualTo(Exit.WRONG_USE);
    assertThat(err.toString()).contains("--help").doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aMisspeltCommandGetsASuggestion() {
    carryOut("rum");
    assertThat(err.toString()).contains("run");
  }

  @Test
  void aHouseThatCannotBeUsedIsExitTwoWithoutATrace() {
    assertThat(carryOut("run", "--json")).isEqualTo(Exit.WRONG_USE);
    assertThat(err.toString()).contains("written by a newer Tidings").doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void debugShowsTheTrace() {
    carryOut("run", "--debug");
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void completionAndManualKnowEveryCommand() {
    assertThat(carryOut("completion")).isZero();
    assertThat(out.toString()).startsWith("#!/usr/bin/env bash");
    TidingsCommand.line(desk()).getSubcommands().keySet().forEach(name -> assertThat(out.toString()).contains("function _picocli_tidings_" + name + "()"));
    out.getBuffer().setLength(0);
    assertThat(carryOut("man")).isZero();
    assertThat(out.toString()).startsWith(".TH TIDINGS 1").doesNotContain("${DEFAULT-VALUE}", "${COMPLETION-CANDIDATES}");
    TidingsCommand.line(desk()).getSubcommands().keySet().forEach(name -> assertThat(out.toString()).contains("\n.SS tidings " + name + "\n"));
    assertThat(out.toString().lines().filter(line -> line.startsWith("'") || line.isBlank())).isEmpty();
  }

  @Test
  void theHighestBarIsFullAndNothingIsTheLowest() {
    assertThat(Sparkline.of(java.util.List.of(0L, 50L, 100L))).isEqualTo("▁▅█");
    assertThat(Sparkline.of(java.util.List.of(0L, 0L))).isEqualTo("▁▁");
  }

  private int carryOut(String... args) {
    return TidingsCommand.carryOut(desk(), args);
  }

  private Desk desk() {
    return new Desk(new Desk.Streams(new PrintWriter(out), new PrintWriter(err), java.io.InputStream.nullInputStream(), false), Path.of(""), (home, at, purpose) -> {
      throw new StoreException("data/tidings.db was written by a newer Tidings. Nothing was sent.");
    }, new NoNewsroom());
  }

  /** No demo is given here. */
  private static final class NoNewsroom implements dev.tidings.demo.Newsroom {
    @Override
    public java.util.Optional<java.time.Instant> nextSlot(Place place, java.time.Instant after) {
      return java.util.Optional.empty();
    }

    @Override
    public Report publish(Place place, java.time.Clock clock, java.net.InetSocketAddress relay) {
      throw new StoreException("nothing is published here");
    }

    @Override
    public java.time.Clock clock() {
      return java.time.Clock.systemUTC();
    }
  }
}
