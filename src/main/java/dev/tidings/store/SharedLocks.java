package dev.tidings.store;

import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Locks of PostgreSQL that belong to a connection: the server lets go of them when the connection ends, however its process dies.
 * A frozen process keeps them.
 */
public final class SharedLocks {
  /** All of ours are in this class of advisory locks. */
  static final int CLASS = 1_666;

  private static final String KEY = "(" + CLASS + ", hashtext(? || ' ' || current_schema()))";
  private final Supplier<Handle> connections;

  SharedLocks(Supplier<Handle> connections) {
    this.connections = connections;
  }

  /** A lock that is held until it is closed, or its connection is lost. */
  public record Held(Handle connection) implements AutoCloseable {
    @Override
    public void close() {
      connection.close();
    }
  }

  /** Empty where somebody else holds it. */
  public Optional<Held> take(String name) {
    Handle connection = connections.get();
    if (tryLock(connection, name)) return Optional.of(new Held(connection));
    connection.close();
    return Optional.empty();
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
