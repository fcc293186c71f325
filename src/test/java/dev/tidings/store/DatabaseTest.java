package dev.tidings.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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

  @Test
  void aStoreCutShortIsRefused() throws Exception {
    Path file = made();
    try (var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(file) / 2);
    }
    refused(file, "damaged", "cut short", "Nothing was sent", "backup");
  }

  @Test
  void aStoreWithABrokenPageIsRefused() throws Exception {
    Path file = made();
    byte[] bytes = Files.readAllBytes(file);
    for (int page = 1; page < bytes.length / 4096; page++) java.util.Arrays.fill(bytes, page * 4096, page * 4096 + 300, (byte) 0x5a);
    Files.write(file, bytes);
    refused(file, "damaged", "Nothing was sent", "backup");
  }

  /** A write version above 2 makes SQLite treat the file as read-only, for root as well. https://www.sqlite.org/fileformat2.html, 1.3.3 */
  @Test
  void aReadOnlyStoreIsRefused() throws Exception {
    Path file = made();
    byte[] bytes = Files.readAllBytes(file);
    bytes[18] = 3;
    bytes[19] = 1;
    Files.write(file, bytes);
    refused(file, "read-only", "Nothing was sent", "permissions");
  }

  private Path made() {
    Path file = folder.resolve("tidings.db");
    Database.open(file).close();
    return file;
  }

  private static void refused(Path file, String... words) {
    assertThatThrownBy(() -> Database.open(file)).isInstanceOf(StoreException.class).message().contains("tidings.db").contains(words);
  }

  private static int count(Database database) {
    return database.read(handle -> handle.createQuery("SELECT count(*) FROM meta").mapTo(Integer.class).one());
  }

  @Test
  void theSchemasNumberIsThatOfTheNewestMigration() throws Exception {
    Path migrations = Path.of(Database.class.getResource("migrations").toURI());
    try (Stream<Path> files = Files.list(migrations)) {
      assertThat(files.map(file -> Integer.parseInt(file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"))).max(Integer::compare)).contains(Migrations.NEWEST);
    }
  }
}
