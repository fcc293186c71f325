package dev.tidings.queue;

import dev.tidings.store.Database;
import dev.tidings.store.StoreException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Makes what is committed survive a power cut, and keeps SQLite's log short, from a connection of its own and without holding
 * couriers up: a commit with synchronous FULL would keep the writer's lock while the disk works, forcing the log file itself
 * does not. Only every 64 MB, or sooner on a disk with little room, do couriers wait, for the last bit of a checkpoint, so that
 * the log begins anew.
 */
final class LogAnchor implements Anchor {
  private static final long WORTH_A_CHECKPOINT = 8L << 20;
  private static final long LONG = 64L << 20;
  private final Ledger ledger;
  private final Handle own;
  private final Optional<Path> log;
  private boolean begun;
  private long checkpointed;
  private long nextRestart = LONG;

  /** @param ledger whose own checkpoints end: they would be made by whoever commits */
  LogAnchor(Database database, Ledger ledger) {
    this.ledger = ledger;
    this.own = database.connectDurably();
    this.log = own.createQuery("PRAGMA database_list").map((row, context) -> row.getString("file")).list().stream()
        .filter(file -> file != null && !file.isEmpty()).findFirst().map(file -> Path.of(file + "-wal"));
  }

  @Override
  public synchronized void force(long realNow) {
    try {
      if (begun && log.isPresent() && Files.exists(log.get())) {
        forceWhatever(log.get());
      } else {
        first(realNow);
      }
    } catch (IOException | RuntimeException e) {
      throw new StoreException("Outcomes cannot be forced to the disk (%s). Free some space there.".formatted(Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())), e);
    }
  }

  /** An interrupt closes the file under whoever forces it, and says nothing; the outcomes are owed all the same, and the interrupt is passed on. */
  private static void forceWhatever(Path log) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
          channel.force(false);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /** SQLite's own way, once: it also forces the folder in which the log has appeared. */
  private void first(long realNow) {
    ledger.turn().lock();
    try {
      own.execute("UPDATE heartbeat SET at = ? WHERE id = 1", realNow);
      begun = true;
    } finally {
      ledger.turn().unlock();
    }
  }

  /** Moves the log's pages home when there are many. */
  @Override
  public synchronized void tidy() {
    long size = log.map(file -> file.toFile().length()).orElse(0L);
    if (size < checkpointed) checkpointed = 0;
    boolean tight = size > WORTH_A_CHECKPOINT / 8 && log.map(file -> file.toFile().getUsableSpace()).orElse(Long.MAX_VALUE) / 2 < size;
    if (size - checkpointed < WORTH_A_CHECKPOINT && size < nextRestart && !tight) return;
    checkpoint();
    checkpointed = size;
    if (size < nextRestart && !tight) return;
    nextRestart = size + LONG;
    ledger.turn().lock();
    try {
      patience(100); // a reader who stays long must not stop couriers
      own.createQuery("PRAGMA wal_checkpoint(TRUNCATE)").mapToMap().list();
      patience(30_000);
      checkpointed = 0;
      if (log.map(file -> file.toFile().length()).orElse(0L) == 0) nextRestart = LONG;
    } finally {
      ledger.turn().unlock();
    }
  }

  private void patience(int millis) {
    own.createQuery("PRAGMA busy_timeout = " + millis).mapToMap().list();
  }

  private void checkpoint() {
    own.createQuery("PRAGMA wal_checkpoint(PASSIVE)").mapToMap().list();
  }

  @Override
  public synchronized void close() {
    own.close();
  }
}
