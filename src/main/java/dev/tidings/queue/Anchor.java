package dev.tidings.queue;

import dev.tidings.store.Database;
import dev.tidings.store.Dialect;

/** Makes what is committed survive a power cut, a few times a second and without holding couriers up. */
interface Anchor extends AutoCloseable {
  /** @param ledger whose commits do not wait for the disk */
  static Anchor of(Database database, Ledger ledger) {
    return database.dialect() == Dialect.SQLITE ? new LogAnchor(database, ledger) : new ServerAnchor(database);
  }

  /** Everything committed so far is on the disk when this returns. */
  void force(long realNow);

  /** Keeps the log short, where that is ours to do. */
  void tidy();

  @Override
  void close();
}
