package dev.tidings.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Gathering and freezing are done by one process at a time. The operating system lets go of the lock when a process dies. */
final class PublishLock implements AutoCloseable {
  private final FileChannel channel;

  private PublishLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Empty where somebody else is publishing right now. */
  static Optional<PublishLock> take(Path data) {
    try {
      Files.createDirectories(data);
      FileChannel channel = FileChannel.open(data.resolve("publish.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Optional<FileLock> lock = lock(channel);
      if (lock.isPresent()) return Optional.of(new PublishLock(channel));
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(data + ": the lock for publishing cannot be taken", e);
    }
  }

  /** Waits while somebody else is publishing. */
  static PublishLock await(Path data) {
    try {
      Files.createDirectories(data);
      FileChannel channel = FileChannel.open(data.resolve("publish.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      return new PublishLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(data + ": the lock for publishing cannot be taken", e);
    }
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
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lock for publishing does not close", e);
    }
  }
}
