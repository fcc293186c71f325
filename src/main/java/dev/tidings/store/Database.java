package dev.tidings.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * A SQLite file in WAL mode. Writers wait for each other up to 30 seconds; a transaction begins IMMEDIATE, so that it never
 * fails halfway for want of the lock. Commits survive the process; {@link #durable} ones survive a power cut too.
 */
public final class Database implements AutoCloseable {
  private static final int BUSY_MILLIS = 30_000;
  private final Jdbi ordinary;
  private final Jdbi durable;
  private final @org.jspecify.annotations.Nullable Connection keeper;

  private Database(SQLiteDataSource ordinary, SQLiteDataSource durable, @org.jspecify.annotations.Nullable Connection keeper) {
    this.ordinary = Jdbi.create(ordinary);
    this.durable = Jdbi.create(durable);
    this.keeper = keeper;
  }

  /**
   * Opens the file, makes it where it is missing and brings its schema up to date.
   *
   * @throws StoreException where it is damaged, read-only, or newer than this program
   */
  public static Database open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (java.io.IOException e) {
      throw new StoreException("%s: the folder cannot be made (%s). Nothing was sent. Check its permissions."
          .formatted(file.getParent(), e.getMessage()), e);
    }
    return open("jdbc:sqlite:" + file.toAbsolutePath(), file.toString(), null);
  }

  /** A store that is gone when it is closed: for rehearsals where there is no store yet. */
  public static Database inMemory() {
    String url = "jdbc:sqlite:file:tidings-" + java.util.UUID.randomUUID() + "?mode=memory&cache=shared";
    try {
      return open(url, "memory", source(url, SynchronousMode.OFF).getConnection());
    } catch (SQLException e) {
      throw new StoreException("No memory for a rehearsal: " + e.getMessage(), e);
    }
  }

  private static Database open(String url, String name, @org.jspecify.annotations.Nullable Connection keeper) {
    SQLiteDataSource ordinary = source(url, SynchronousMode.NORMAL);
    try {
      migrate(ordinary);
    } catch (FlywayException e) {
      throw new StoreException(
          "%s: this store cannot be opened (%s). Nothing was sent. A store written by a newer Tidings needs that Tidings; a damaged one needs the last backup."
              .formatted(name, firstLine(e)), e);
    }
    return new Database(ordinary, source(url, SynchronousMode.FULL), keeper);
  }

  private static void migrate(SQLiteDataSource source) {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:dev/tidings/store/migrations")
        .validateMigrationNaming(true)
        .ignoreMigrationPatterns(new String[0])
        .load()
        .migrate();
  }

  private static String firstLine(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) root = root.getCause();
    return String.valueOf(root.getMessage()).lines().filter(line -> !line.isBlank()).findFirst().orElse("no reason given");
  }

  private static SQLiteDataSource source(String url, SynchronousMode synchronous) {
    var config = new SQLiteConfig();
    config.setJournalMode(url.contains("mode=memory") ? JournalMode.MEMORY : JournalMode.WAL);
    config.setSynchronous(synchronous);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-16_000);
    var source = new SQLiteDataSource(config);
    source.setUrl(url);
    return source;
  }

  /** One transaction whose commit survives the process. Opens a connection: not for hot loops, see {@link #connect}. */
  public <T> T inTx(Function<Tx, T> work) {
    return ordinary.inTransaction(handle -> work.apply(new Tx(handle)));
  }

  /** One transaction whose commit survives a power cut: freezing, consent, suppression. */
  public <T> T durably(Function<Tx, T> work) {
    return durable.inTransaction(handle -> work.apply(new Tx(handle)));
  }

  /** The same path with another end: the work is done and then undone. */
  public <T> T rehearse(Function<Tx, T> work) {
    return ordinary.inTransaction(
        handle -> {
          T result = work.apply(new Tx(handle));
          handle.rollback();
          return result;
        });
  }

  /** Reads outside any transaction. */
  public <T> T read(Function<Handle, T> work) {
    return ordinary.withHandle(work::apply);
  }

  /** A connection to keep for a loop that commits often. The caller closes it. */
  public Handle connect() {
    return ordinary.open();
  }

  /** The same, and each commit is forced to the disk. The caller closes it. */
  public Handle connectDurably() {
    return durable.open();
  }

  @Override
  public void close() {
    if (keeper == null) return;
    try {
      keeper.close();
    } catch (SQLException e) {
      throw new StoreException("The rehearsal's store did not close: " + e.getMessage(), e);
    }
  }
}
