package dev.tidings.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
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
  /** The newest migration. A store whose history ends with it needs none, and is opened without Flyway, which takes longer than all the rest. */
  static final int SCHEMA = 2;

  private static final int BUSY_MILLIS = 30_000;
  private final SQLiteDataSource source;
  private final Jdbi ordinary;
  private final Jdbi loops;
  private final Jdbi durable;
  private final @org.jspecify.annotations.Nullable Connection keeper;

  private final Damage damage;

  private Database(Damage damage, String url, SQLiteDataSource ordinary, @org.jspecify.annotations.Nullable Connection keeper) {
    this.damage = damage;
    this.source = ordinary;
    this.ordinary = Jdbi.create(ordinary);
    this.durable = Jdbi.create(source(url, config(url, SynchronousMode.FULL)));
    SQLiteConfig busy = config(url, SynchronousMode.NORMAL);
    busy.setGetGeneratedKeys(false); // the driver would ask for them after each INSERT, with a new statement
    this.loops = Jdbi.create(source(url, busy));
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
    var damage = new Damage(file.toString());
    damage.checkLength(file);
    Database database = open("jdbc:sqlite:" + file.toAbsolutePath(), damage, null);
    damage.check(database.source, size(file));
    return database;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (java.io.IOException e) {
      throw new StoreException("%s: the store cannot be read (%s). Nothing was sent. Check its permissions.".formatted(file, e.getMessage()), e);
    }
  }

  /** A store that is gone when it is closed: for rehearsals where there is no store yet. */
  public static Database inMemory() {
    String url = "jdbc:sqlite:file:tidings-" + java.util.UUID.randomUUID() + "?mode=memory&cache=shared";
    try {
      return open(url, new Damage("memory"), source(url, config(url, SynchronousMode.OFF)).getConnection());
    } catch (SQLException e) {
      throw new StoreException("No memory for a rehearsal: " + e.getMessage(), e);
    }
  }

  private static Database open(String url, Damage damage, @org.jspecify.annotations.Nullable Connection keeper) {
    SQLiteDataSource ordinary = source(url, config(url, SynchronousMode.NORMAL));
    try {
      if (!isCurrent(ordinary)) migrate(ordinary);
    } catch (SQLException e) {
      throw damage.of(e).orElseGet(() -> damage.unusable(e));
    } catch (FlywayException e) {
      if (String.valueOf(e.getMessage()).contains("not resolved locally"))
        throw new StoreException(
            "%s: the store was written by a newer Tidings. Nothing was sent. Start it with that Tidings, or put back the backup made before the upgrade."
                .formatted(damage.name()), e);
      throw damage.of(e).orElseGet(() -> damage.unusable(e));
    }
    return new Database(damage, url, ordinary, keeper);
  }

  /** Whether the store's own history says that all migrations are done and none is unknown to us. */
  private static boolean isCurrent(SQLiteDataSource source) throws SQLException {
    try (Connection connection = source.getConnection(); Statement sql = connection.createStatement()) {
      try (ResultSet table = sql.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'flyway_schema_history'")) {
        if (!table.next()) return false;
      }
      try (ResultSet row = sql.executeQuery("SELECT count(*), sum(success), max(CAST(version AS INTEGER)) FROM flyway_schema_history")) {
        return row.next() && row.getInt(1) == SCHEMA && row.getInt(2) == SCHEMA && row.getInt(3) == SCHEMA;
      }
    }
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

  private static SQLiteConfig config(String url, SynchronousMode synchronous) {
    var config = new SQLiteConfig();
    config.setJournalMode(url.contains("mode=memory") ? JournalMode.MEMORY : JournalMode.WAL);
    config.setSynchronous(synchronous);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-16_000);
    return config;
  }

  private static SQLiteDataSource source(String url, SQLiteConfig config) {
    var source = new SQLiteDataSource(config);
    source.setUrl(url);
    return source;
  }

  /** One transaction whose commit survives the process. Opens a connection: not for hot loops, see {@link #connect}. */
  public <T> T inTx(Function<Tx, T> work) {
    return named(() -> ordinary.inTransaction(handle -> work.apply(new Tx(handle))));
  }

  /** One transaction whose commit survives a power cut: freezing, consent, suppression. */
  public <T> T durably(Function<Tx, T> work) {
    return named(() -> durable.inTransaction(handle -> work.apply(new Tx(handle))));
  }

  /** The same path with another end: the work is done and then undone. */
  public <T> T rehearse(Function<Tx, T> work) {
    return named(() -> ordinary.inTransaction(handle -> {
      T result = work.apply(new Tx(handle));
      handle.rollback();
      return result;
    }));
  }

  /** Reads outside any transaction. */
  public <T> T read(Function<Handle, T> work) {
    return named(() -> ordinary.withHandle(work::apply));
  }

  /** Trouble of the store itself is told as such, not as a mistake of whoever met it. */
  private <T> T named(Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException e) {
      throw damage.of(e).<RuntimeException>map(told -> told).orElse(e);
    }
  }

  /** What the store remembers about itself. */
  public Optional<String> note(String key) {
    return read(sql -> sql.createQuery("SELECT value FROM meta WHERE key = ?").bind(0, key).mapTo(String.class).findOne());
  }

  /** Remembered for good; a value that stands there already stays. */
  public void note(String key, String value) {
    durably(tx -> tx.sql().execute("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", key, value));
  }

  /** A connection to keep for a loop that commits often; it tells no generated keys. The caller closes it. */
  public Handle connect() {
    return loops.open();
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
