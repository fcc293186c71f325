package dev.tidings.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.TestStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the table of faults; the long one is a command, see docs/operations.md. */
class FaultTableTest {
  @TempDir Path folder;

  @Test
  void everyRowPasses() throws Exception {
    var table = new FaultTable(folder, 1, 120);
    table.network();
    if (!TestStore.isPostgres()) table.store();
    assertThat(table.rows()).hasSize(TestStore.isPostgres() ? 12 : 13).allMatch(FaultTable.Row::passed);
    var processes = new FaultyProcesses(folder, 1, 400);
    assertThat(processes.killed(3)).matches(FaultTable.Row::passed);
    assertThat(processes.terminated()).matches(FaultTable.Row::passed);
    assertThat(processes.canaries()).matches(FaultTable.Row::passed);
    if (!TestStore.isPostgres()) assertThat(new FaultyPlaces(folder, 1_500).backup()).matches(FaultTable.Row::passed);
  }
}
