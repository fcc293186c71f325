package dev.tidings.queue;

import dev.tidings.store.Database;
import dev.tidings.store.Dialect;
import dev.tidings.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * One connection of this process for all queue traffic, its statements kept. Threads take turns here rather than at
 * SQLite's own lock, which makes them sleep. Nobody waits for the network inside.
 */
final class Ledger implements AutoCloseable {
  /** Work inside a transaction. */
  interface Work<T> {
    T in(Ledger ledger) throws SQLException;
  }

  /** A row read. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Database database;
  private Runnable lost = () -> {};
  private @Nullable Handle handle;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private Ledger(Database database) {
    this.database = database;
  }

  static Ledger ordinary(Database database) {
    var ledger = new Ledger(database);
    Handle handle = ledger.handle();
    if (database.dialect() == Dialect.SQLITE) handle.createQuery("PRAGMA wal_autocheckpoint = 0").mapToMap().list(); // the anchor's work
    return ledger;
  }

  /** @param told when the connection was lost, and with it the answer whether the last commit was one */
  void whenLost(Runnable told) {
    this.lost = told;
  }

  Dialect dialect() {
    return database.dialect();
  }

  private Handle handle() {
    Handle open = handle == null ? database.connect() : handle;
    handle = open;
    return open;
  }

  ReentrantLock turn() {
    return lock;
  }

  /** One transaction; all or nothing. */
  <T> T write(Work<T> work) {
    return alone(ledger -> {
      run(dialect().begin());
      T result = work.in(this);
      run("COMMIT");
      return result;
    });
  }

  /** Work that is one statement, and so a transaction of its own. */
  <T> T alone(Work<T> statement) {
    lock.lock();
    try {
      return statement.in(this);
    } catch (SQLException e) {
      undo();
      forget();
      if (dialect() == Dialect.POSTGRESQL && !isAlive()) throw renew(e);
      String wayOut = dialect() == Dialect.SQLITE ? "Free some disk space, or check the permissions of data/." : "Look at the database's log and disk.";
      throw new StoreException("The store does not take what is to be written (%s). No mail is begun until it does; what was sent is written down then. %s"
          .formatted(e.getMessage(), wayOut), e);
    } catch (RuntimeException | Error e) {
      undo();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private boolean isAlive() {
    try {
      return handle().getConnection().isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Whether what was to be committed has been, nobody can say: each outcome is written down again, and changes nothing twice. */
  private StoreException renew(SQLException e) {
    try {
      handle().close();
    } catch (JdbiException gone) {
      org.slf4j.LoggerFactory.getLogger(Ledger.class).debug("gone already: {}", gone.getMessage());
    }
    handle = null;
    lost.run();
    return new StoreException("The connection to the store was lost (%s). No mail is begun until it is back; what was sent is written down then.".formatted(e.getMessage()), e);
  }

  /** Whether cursors may be moved in this transaction: nobody freezes an edition or changes readers meanwhile. Does not wait. */
  boolean hasTurn() throws SQLException {
    return dialect().tryTurn().isEmpty() || rows(dialect().tryTurn().get(), row -> row.getBoolean(1)).get(0);
  }

  /** The same, waiting for it. */
  void awaitTurn() throws SQLException {
    if (dialect().turn().isPresent()) rows(dialect().turn().get(), row -> true);
  }

  private void undo() {
    if (handle == null) return;
    try (var statement = handle().getConnection().createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      org.slf4j.LoggerFactory.getLogger(Ledger.class).debug("nothing to roll back: {}", e.getMessage());
    }
  }

  /** A statement that failed may be closed underneath: all are made anew. */
  private void forget() {
    statements.values().forEach(Ledger::close);
    statements.clear();
  }

  private static void close(PreparedStatement statement) {
    try {
      statement.close();
    } catch (SQLException e) {
      org.slf4j.LoggerFactory.getLogger(Ledger.class).debug("closed already: {}", e.getMessage());
    }
  }

  /** @return rows changed */
  int run(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepared(sql, values);
    statement.execute();
    return Math.max(statement.getUpdateCount(), 0);
  }

  <T> List<T> rows(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
    var found = new ArrayList<T>();
    try (ResultSet result = prepared(sql, values).executeQuery()) {
      while (result.next()) found.add(row.read(result));
    }
    return found;
  }

  private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      Connection connection = handle().getConnection();
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    boolean plain = dialect() == Dialect.SQLITE;
    for (int i = 0; i < values.length; i++)
      statement.setObject(i + 1, plain || !(values[i] instanceof String text) || text.indexOf(0) < 0 ? values[i] : text.replace("\0", ""));
    return statement;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      forget();
      if (handle != null) handle.close();
    } finally {
      lock.unlock();
    }
  }
}
