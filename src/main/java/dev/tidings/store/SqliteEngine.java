package dev.tidings.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** A file in WAL mode. Writers wait for each other up to 30 seconds; a transaction begins IMMEDIATE, so that it never fails halfway for want of the lock. */
final class SqliteEngine implements Engine {
  private static final int BUSY_MILLIS = 30_000;
  private final Damage damage;
  private final Jdbi ordinary;
  private final Jdbi loops;
  private final Jdbi durable;
  private final @Nullable Connection keeper;

  private SqliteEngine(Damage damage, String url, SQLiteDataSource ordinary, @Nullable Connection keeper) {
    this.damage = damage;
    this.ordinary = Jdbi.create(ordinary);
    this.durable = Jdbi.create(source(url, config(url, SynchronousMode.FULL)));
    SQLiteConfig busy = config(url, SynchronousMode.NORMAL);
    busy.setGetGeneratedKeys(false); // the driver would ask for them after each INSERT, with a new statement
    this.loops = Jdbi.create(source(url, busy));
    this.keeper = keeper;
  }

  static SqliteEngine open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new StoreException("%s: the folder cannot be made (%s). Nothing was sent. Check its permissions."
          .formatted(file.getParent(), e.getMessage()), e);
    }
    var damage = new Damage(file.toString());
    damage.checkLength(file);
    String url = "jdbc:sqlite:" + file.toAbsolutePath();
    SqliteEngine engine = open(url, damage, Optional.of(file), null);
    damage.check(source(url, config(url, SynchronousMode.NORMAL)), size(file));
    return engine;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new StoreException("%s: the store cannot be read (%s). Nothing was sent. Check its permissions.".formatted(file, e.getMessage()), e);
    }
  }

  static SqliteEngine inMemory() {
    String url = "jdbc:sqlite:file:tidings-" + UUID.randomUUID() + "?mode=memory&cache=shared";
    try {
      return open(url, new Damage("memory"), Optional.empty(), source(url, config(url, SynchronousMode.OFF)).getConnection());
    } catch (SQLException e) {
      throw new StoreException("No memory for a rehearsal: " + e.getMessage(), e);
    }
  }

  private static SqliteEngine open(String url, Damage damage, Optional<Path> file, @Nullable Connection keeper) {
    SQLiteDataSource ordinary = source(url, config(url, SynchronousMode.NORMAL));
    try {
      if (!isCurrent(ordinary)) {
        int version = version(ordinary);
        if (version > 0 && version < Migrations.NEWEST && file.isPresent()) new CopyBefore(ordinary, file.get()).make(version);
        Migrations.SQLITE.run(ordinary, damage.name());
      }
    } catch (SQLException | FlywayException e) {
      throw damage.of(e).orElseGet(() -> damage.unusable(e));
    }
    return new SqliteEngine(damage, url, ordinary, keeper);
  }

  private static boolean isCurrent(SQLiteDataSource source) throws SQLException {
    try (Connection connection = source.getConnection(); Statement sql = connection.createStatement()) {
      return hasHistory(sql) && Migrations.areDone(sql);
    }
  }

  /** Of the schema; 0 for an empty file. */
  private static int version(SQLiteDataSource source) throws SQLException {
    try (Connection connection = source.getConnection(); Statement sql = connection.createStatement()) {
      return hasHistory(sql) ? Migrations.version(sql) : 0;
    }
  }

  private static boolean hasHistory(Statement sql) throws SQLException {
    try (ResultSet table = sql.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'flyway_schema_history'")) {
      return table.next();
    }
  }

  private static SQLiteConfig config(String url, SynchronousMode synchronous) {
    var config = new SQLiteConfig();
    config.setJournalMode(url.contains("mode=memory") ? JournalMode.MEMORY : JournalMode.WAL);
    config.setSynchronous(synchronous);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    config.setTempStore(SQLiteConfig.TempStore.FILE);
    config.setCacheSize(-6_000);
    return config;
  }

  private static SQLiteDataSource source(String url, SQLiteConfig config) {
    var source = new SQLiteDataSource(config);
    source.setUrl(url);
    return source;
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public Jdbi ordinary() {
    return ordinary;
  }

  @Override
  public Jdbi durable() {
    return durable;
  }

  /** BEGIN IMMEDIATE has done it already. */
  @Override
  public void begin(Handle handle, boolean durably) {}

  /** A deferred BEGIN takes no lock that a writer would wait for. */
  @Override
  public <T> T snapshot(Handle handle, Function<Handle, T> work) {
    handle.execute("BEGIN DEFERRED");
    try {
      return work.apply(handle);
    } finally {
      handle.execute("ROLLBACK");
    }
  }

  @Override
  public Handle connect(boolean durably) {
    return (durably ? durable : loops).open();
  }

  @Override
  public Optional<SharedLocks> locks() {
    return Optional.empty();
  }

  @Override
  public Optional<String> machine() {
    return Optional.empty();
  }

  @Override
  public Optional<StoreException> trouble(Throwable e) {
    return damage.of(e);
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
