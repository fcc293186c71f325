package dev.tidings.run;

import dev.tidings.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Gathering and freezing are done by one process at a time. The operating system lets go of the lock when a process dies; so does
 * the server where the store is one. A process that lost it without knowing changes nothing twice: what it writes is unique.
 */
final class PublishLock implements AutoCloseable {
  private static final String NAME = "publish";
  private static final long TURN_NANOS = 20_000_000;
  private final AutoCloseable held;

  private PublishLock(AutoCloseable held) {
    this.held = held;
  }

  /** Empty where somebody else is publishing right now. */
  static Optional<PublishLock> take(Database database, Path data) {
    if (database.locks().isPresent()) return database.locks().get().take(NAME).map(PublishLock::new);
    try {
      FileChannel channel = channel(data);
      Optional<FileLock> lock = lock(channel);
      if (lock.isPresent()) return Optional.of(new PublishLock(channel));
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(data + ": the lock for publishing cannot be taken", e);
    }
  }

  /** Waits while somebody else is publishing. */
  static PublishLock await(Database database, Path data) {
    if (database.locks().isPresent()) return new PublishLock(database.locks().get().await(NAME));
    try {
      FileChannel channel = channel(data);
      while (!isOurs(channel)) LockSupport.parkNanos(TURN_NANOS);
      return new PublishLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(data + ": the lock for publishing cannot be taken", e);
    }
  }

  /** Waits for other processes; another thread of this one it cannot wait for, and answers false. */
  private static boolean isOurs(FileChannel channel) throws IOException {
    try {
      return channel.lock().isValid();
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static FileChannel channel(Path data) throws IOException {
    Files.createDirectories(data);
    return FileChannel.open(data.resolve("publish.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // another thread of this process has it
    }
  }

  @Override
  public void close() {
    try {
      held.close();
    } catch (Exception e) {
      throw new IllegalStateException("the lock for publishing does not close", e);
    }
  }
}
