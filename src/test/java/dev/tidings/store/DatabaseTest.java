package dev.tidings.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path folder;

  @Test
  void whatIsCommittedIsThereWhenItIsOpenedAgain() {
    Path file = folder.resolve("data/tidings.db");
    try (Database database = Database.open(file)) {
      database.inTx(tx -> tx.sql().execute("INSERT INTO meta VALUES ('a', 'b')"));
    }
    try (Database database = Database.open(file)) {
      assertThat(count(database)).isEqualTo(1);
    }
  }

  @Test
  void aRehearsalLeavesNothing() {
    try (Database database = Database.inMemory()) {
      int inside =
          database.rehearse(
              tx -> {
                tx.sql().execute("INSERT INTO meta VALUES ('a', 'b')");
                return tx.sql().createQuery("SELECT count(*) FROM meta").mapTo(Integer.class).one();
              });
      assertThat(inside).isEqualTo(1);
      assertThat(count(database)).isZero();
    }
  }

  @Test
  void aDamagedFileIsRefusedWithAWayOut() throws Exception {
    Path file = folder.resolve("tidings.db");
    Files.writeString(file, "this is not a database, and long enough to be read as one header by anybody who tries to");
    assertThatThrownBy(() -> Database.open(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("tidings.db")
        .hasMessageContaining("Nothing was sent")
        .hasMessageContaining("backup");
  }

  @Test
  void aStoreOfANewerProgramIsRefused() {
    Path file = folder.resolve("tidings.db");
    try (Database database = Database.open(file)) {
      database.inTx(
          tx ->
              tx.sql()
                  .execute(
                      "INSERT INTO flyway_schema_history SELECT 99, '99', 'future', type, 'V99__future.sql', 1, installed_by,"
                          + " installed_on, 0, 1 FROM flyway_schema_history WHERE version = '1'"));
    }
    assertThatThrownBy(() -> Database.open(file)).isInstanceOf(StoreException.class).hasMessageContaining("newer");
  }

  private static int count(Database database) {
    return database.read(handle -> handle.createQuery("SELECT count(*) FROM meta").mapTo(Integer.class).one());
  }
}
