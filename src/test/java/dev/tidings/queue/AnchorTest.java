package dev.tidings.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorTest {
  @TempDir Path folder;

  @Test
  void whoeverIsInterruptedStillForcesWhatIsCommittedAndKeepsTheInterrupt() {
    try (var database = Database.open(folder.resolve("tidings.db")); var ledger = Ledger.ordinary(database); var anchor = new LogAnchor(database, ledger)) {
      anchor.force(1);
      ledger.write(tx -> tx.run("INSERT INTO meta (key, value) VALUES ('a', 'b')"));
      Thread.currentThread().interrupt();
      anchor.force(2);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
