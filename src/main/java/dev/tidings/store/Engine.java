package dev.tidings.store;

import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What SQLite and PostgreSQL do differently. */
interface Engine {
  Dialect dialect();

  Jdbi ordinary();

  /** The first thing in a transaction that writes: from here on nobody else does, and what is committed is as safe as is asked for. */
  void begin(Handle handle, boolean durable);

  /** All that the work reads is of one moment, and its statements may fetch row by row. */
  <T> T snapshot(Handle handle, Function<Handle, T> work);

  /** Whose commits survive a power cut, where that is the connection's matter. */
  Jdbi durable();

  /** A connection that stays with its caller. */
  Handle connect(boolean durable);

  /** Locks that machines share; none where the store is a file, and files are what is locked. */
  Optional<SharedLocks> locks();

  Optional<String> machine();

  /** The store's own trouble, wherever it stands among the causes; empty for a mistake in a statement. */
  Optional<StoreException> trouble(Throwable e);

  void close();
}
