package dev.tidings.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * A house's store: a SQLite file, or a PostgreSQL database. A transaction that writes is alone: others wait for it, so what it has
 * read is still so when it writes (couriers' traffic on PostgreSQL apart, which locks row by row). Commits survive the process;
 * {@link #durably} ones survive a power cut too.
 */
public final class Database implements AutoCloseable {
  private final Engine engine;

  private Database(Engine engine) {
    this.engine = engine;
  }

  /**
   * Opens the store, makes it where it is missing and brings its schema up to date.
   *
   * @throws StoreException where it is damaged, read-only, out of reach, or newer than this program
   */
  public static Database open(StorePlace place) {
    return new Database(place instanceof StorePlace.Server server ? PostgresEngine.open(server) : SqliteEngine.open(((StorePlace.File) place).path()));
  }

  /** The SQLite file. */
  public static Database open(Path file) {
    return open(new StorePlace.File(file));
  }

  /** Whether there is a store already. Looking leaves nothing behind. */
  public static boolean exists(StorePlace place) {
    return place instanceof StorePlace.Server server ? PostgresEngine.exists(server) : Files.exists(((StorePlace.File) place).path());
  }

  /** A store that is gone when it is closed: for rehearsals where there is no store yet. */
  public static Database inMemory() {
    return new Database(SqliteEngine.inMemory());
  }

  public Dialect dialect() {
    return engine.dialect();
  }

  /** Locks that machines share; none where the store is a file, and files are what is locked. */
  public Optional<SharedLocks> locks() {
    return engine.locks();
  }

  /** What this machine is called among those that share the store; empty where none can. */
  public Optional<String> machine() {
    return engine.machine();
  }

  /** One transaction whose commit survives the process. Opens a connection: not for hot loops, see {@link #connect}. */
  public <T> T inTx(Function<Tx, T> work) {
    return named(() -> engine.ordinary().inTransaction(handle -> {
      engine.begin(handle, false);
      return work.apply(new Tx(handle));
    }));
  }

  /** One transaction whose commit survives a power cut: freezing, consent, suppression. */
  public <T> T durably(Function<Tx, T> work) {
    return named(() -> engine.durable().inTransaction(handle -> {
      engine.begin(handle, true);
      return work.apply(new Tx(handle));
    }));
  }

  /** The same path with another end: the work is done and then undone. */
  public <T> T rehearse(Function<Tx, T> work) {
    return named(() -> engine.ordinary().inTransaction(handle -> {
      engine.begin(handle, false);
      T result = work.apply(new Tx(handle));
      handle.rollback();
      return result;
    }));
  }

  /** Reads outside any transaction. */
  public <T> T read(Function<Handle, T> work) {
    return named(() -> engine.ordinary().withHandle(work::apply));
  }

  /** Reads all of it as it was at one moment, however long that takes; others go on writing. Whatever is written is undone. */
  public <T> T snapshot(Function<Handle, T> work) {
    return named(() -> engine.ordinary().withHandle(handle -> engine.snapshot(handle, work)));
  }

  /** Trouble of the store itself is told as such, not as a mistake of whoever met it. */
  private <T> T named(Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException e) {
      throw engine.trouble(e).<RuntimeException>map(told -> told).orElse(e);
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

  /** A whole copy as of one moment, also while others write; they do not wait. @param file must not be there yet */
  void copyTo(Path file) {
    if (dialect() != Dialect.SQLITE)
      throw new StoreException("The store is in PostgreSQL, whose own backup knows it better. Nothing was written. Use pg_dump, and keep a copy of data/keys/.");
    read(sql -> sql.execute("VACUUM INTO ?", file.toAbsolutePath().toString()));
  }

  /** A connection to keep for a loop that commits often; it tells no generated keys. The caller closes it. */
  public Handle connect() {
    return named(() -> engine.connect(false));
  }

  /** The same, and each commit is forced to the disk. The caller closes it. */
  public Handle connectDurably() {
    return named(() -> engine.connect(true));
  }

  @Override
  public void close() {
    engine.close();
  }
}
