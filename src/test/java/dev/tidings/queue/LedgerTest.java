package dev.tidings.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.store.Database;
import dev.tidings.store.Database;
import dev.tidings.store.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D3: a disk that is full for a while. */
class LedgerTest {
  private static final String NOTE = "INSERT OR REPLACE INTO meta (key, value) VALUES ('long', ?)";
  @TempDir Path folder;

  @Test
  void aFullDiskIsCalledSoEachTimeAndOnceFreedItIsWrittenAgain() {
    try (var database = Database.open(folder.resolve("tidings.db")); var ledger = Ledger.ordinary(database)) {
      assertThat(ledger.<Integer>write(it -> it.run(NOTE, "short"))).isEqualTo(1);
      ledger.write(it -> it.rows("PRAGMA max_page_count = 1", row -> 0)); // as many as there are
      for (int i = 0; i < 3; i++)
        assertThatThrownBy(() -> ledger.write(it -> it.run(NOTE, "x".repeat(100_000)))).isInstanceOf(StoreException.class).hasMessageContaining("is full");
      ledger.write(it -> it.rows("PRAGMA max_page_count = 100000", row -> 0));
      assertThat(ledger.<Integer>write(it -> it.run(NOTE, "x".repeat(100_000)))).isEqualTo(1);
    }
  }
}
