package dev.tidings.queue;

import dev.tidings.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;

/** This process's name in claims, and a lock that says it is alive: it is dropped when the process dies, however it dies, so that its claims can return at once. */
interface Owner extends AutoCloseable {
  /** @param folder of lock files, where the store is a file */
  static Owner appear(Database database, Path folder, Clock real) {
    return database.locks().<Owner>map(locks -> new ServerOwner(locks, real)).orElseGet(() -> FileOwner.appear(folder));
  }

  String name();

  /** Whether the process behind a claim is gone. */
  boolean isDead(String other);

  /** Those of the others that seem to be gone: returns when it is certain, of each of them, that it knows so itself. */
  void look(Collection<String> others);

  /** Whether the lock is held for certain at this moment; no mail is begun while it is not. */
  boolean isSure();

  /** Makes certain. @return whether this process had lost its lock, and has another name now: its claims may be others' */
  boolean confirm();

  /** What this process has claimed is in doubt: it takes another name before it claims again. */
  void doubt();

  @Override
  void close();
}
