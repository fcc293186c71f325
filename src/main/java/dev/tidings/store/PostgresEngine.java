package dev.tidings.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.Driver;

/**
 * A PostgreSQL database, 15 or later. Queue traffic commits with {@code synchronous_commit} off; transactions of {@link Database}
 * that write take one advisory lock, so that they come one after another as on SQLite.
 */
final class PostgresEngine implements Engine {
  private static final int OLDEST = 150_000;
  private static final int POOL = 8;
  private static final String TURN = Dialect.POSTGRESQL.turn().orElseThrow();
  private final StorePlace.Server place;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private PostgresEngine(StorePlace.Server place, HikariDataSource pool) {
    this.place = place;
    this.pool = pool;
    this.jdbi = prepared(Jdbi.create(pool));
  }

  static PostgresEngine open(StorePlace.Server place) {
    check(place);
    var pool = new HikariDataSource(config(place));
    try {
      if (!isCurrent(pool)) Migrations.POSTGRESQL.run(pool, place.shown());
      return new PostgresEngine(place, pool);
    } catch (SQLException | FlywayException | HikariPool.PoolInitializationException e) {
      pool.close();
      throw Outage.of(place, e).orElseGet(() -> Outage.unusable(place, e));
    } catch (StoreException e) {
      pool.close();
      throw e;
    }
  }

  /** Said at once and in one line, before a pool begins to try again. */
  private static void check(StorePlace.Server place) {
    try (Connection connection = new Driver().connect(place.url(), properties(place, true)); Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("SELECT current_setting('server_version_num')::int, current_setting('server_version'), current_setting('server_encoding')")) {
      row.next();
      if (row.getInt(1) < OLDEST)
        throw new StoreException("%s: this is PostgreSQL %s; Tidings needs 15 or later. Nothing was sent.".formatted(place.shown(), row.getString(2)));
      if (!row.getString(3).equals("UTF8"))
        throw new StoreException("%s: the database keeps its text as %s. Nothing was sent. Make one with ENCODING 'UTF8'.".formatted(place.shown(), row.getString(3)));
    } catch (SQLException e) {
      throw Outage.of(place, e).orElseGet(() -> Outage.unusable(place, e));
    }
  }

  static boolean exists(StorePlace.Server place) {
    try (Connection connection = new Driver().connect(place.url(), properties(place, true)); Statement sql = connection.createStatement()) {
      return hasHistory(sql);
    } catch (SQLException e) {
      throw Outage.of(place, e).orElseGet(() -> Outage.unusable(place, e));
    }
  }

  private static boolean hasHistory(Statement sql) throws SQLException {
    try (ResultSet table = sql.executeQuery("SELECT to_regclass('flyway_schema_history') IS NOT NULL")) {
      return table.next() && table.getBoolean(1);
    }
  }

  private static boolean isCurrent(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection(); Statement sql = connection.createStatement()) {
      return hasHistory(sql) && Migrations.areDone(sql);
    }
  }

  private static HikariConfig config(StorePlace.Server place) {
    var config = new HikariConfig();
    config.setJdbcUrl(place.url());
    config.setDataSourceProperties(properties(place, false));
    config.setMaximumPoolSize(POOL);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(15_000);
    config.setPoolName("store");
    return config;
  }

  private static Properties properties(StorePlace.Server place, boolean durable) {
    var properties = new Properties();
    properties.setProperty("user", place.user());
    place.password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", "tidings");
    properties.setProperty("stringtype", "unspecified"); // a text binds to whatever the statement wants, as on SQLite
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty("tcpKeepAlive", "true");
    if (!place.options().containsKey("connectTimeout")) properties.setProperty("connectTimeout", "10");
    properties.setProperty("options", "-c synchronous_commit=" + (durable ? "on" : "off"));
    return properties;
  }

  private static Jdbi prepared(Jdbi jdbi) {
    return jdbi.registerArgument(new NoNul());
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public Jdbi ordinary() {
    return jdbi;
  }

  @Override
  public Jdbi durable() {
    return jdbi;
  }

  @Override
  public void begin(Handle handle, boolean durable) {
    if (durable) handle.execute("SET LOCAL synchronous_commit = on");
    handle.createQuery(TURN).mapToMap().list();
  }

  @Override
  public <T> T snapshot(Handle handle, Function<Handle, T> work) {
    return handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, all -> {
      T result = work.apply(all);
      all.rollback();
      return result;
    });
  }

  @Override
  public Handle connect(boolean durable) {
    return prepared(Jdbi.create(() -> new Driver().connect(place.url(), properties(place, durable)))).open();
  }

  @Override
  public Optional<SharedLocks> locks() {
    return Optional.of(new SharedLocks(() -> told(() -> connect(true)), work -> told(() -> jdbi.withHandle(work::apply))));
  }

  private <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException e) {
      throw Outage.of(place, e).<RuntimeException>map(said -> said).orElse(e);
    }
  }

  @Override
  public Optional<String> machine() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return Optional.of("localhost");
    }
  }

  @Override
  public Optional<StoreException> trouble(Throwable e) {
    return Outage.of(place, e);
  }

  @Override
  public void close() {
    pool.close();
  }
}
