package dev.tidings.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks of PostgreSQL that belong to a connection: the server lets go of them when the connection ends, however its process dies.
 * A frozen process keeps them.
 */
public final class SharedLocks {
  /** All of ours are in this class of advisory locks. */
  static final int CLASS = 1_666;

  private static final String KEY = "(" + CLASS + ", hashtext(? || ' ' || current_schema()))";
  private static final int PATIENCE_SECONDS = 2;
  private static final Logger LOG = LoggerFactory.getLogger(SharedLocks.class);
  private final Supplier<Handle> connections;
  private final Function<Function<Handle, Boolean>, Boolean> reader;

  SharedLocks(Supplier<Handle> connections, Function<Function<Handle, Boolean>, Boolean> reader) {
    this.reader = reader;
    this.connections = connections;
  }

  /** A lock that is held until it is closed, or its connection is lost. */
  public record Held(Handle connection) implements AutoCloseable {
    /** Whether it is certainly held: the connection it was taken on answers. */
    public boolean isAlive() {
      try {
        return connection.getConnection().isValid(PATIENCE_SECONDS);
      } catch (SQLException e) {
        LOG.debug("a lock's connection is gone: {}", e.getMessage());
        return false;
      }
    }

    /** A connection that is lost has nothing to let go of. */
    @Override
    public void close() {
      try {
        connection.close();
      } catch (JdbiException e) {
        LOG.debug("a lock's connection was gone already: {}", e.getMessage());
      }
    }
  }

  /** Empty where somebody else holds it. */
  public Optional<Held> take(String name) {
    Handle connection = connections.get();
    if (tryLock(connection, name)) return Optional.of(new Held(connection));
    connection.close();
    return Optional.empty();
  }

  /** Whether any lock of ours is held at this moment, by whomever. */
  public boolean isAnyHeld() {
    return reader.apply(connection -> connection.createQuery("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND database ="
        + " (SELECT oid FROM pg_database WHERE datname = current_database()) AND classid = " + CLASS + ")").mapTo(Boolean.class).one());
  }

  /** Whether nobody holds it at this moment. Asks without taking it. */
  public boolean isFree(String name) {
    return reader.apply(connection -> connection.createQuery("SELECT NOT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND database ="
        + " (SELECT oid FROM pg_database WHERE datname = current_database()) AND classid = " + CLASS
        + " AND objid = (hashtext(? || ' ' || current_schema())::bigint & 4294967295)::oid AND objsubid = 2)").bind(0, name).mapTo(Boolean.class).one());
  }

  /** Waits while somebody else holds it. */
  public Held await(String name) {
    Handle connection = connections.get();
    connection.createQuery("SELECT pg_advisory_lock" + KEY).bind(0, name).mapToMap().list();
    return new Held(connection);
  }

  private static boolean tryLock(Handle connection, String name) {
    return connection.createQuery("SELECT pg_try_advisory_lock" + KEY).bind(0, name).mapTo(Boolean.class).one();
  }
}
