package dev.tidings.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's name in claims, and a locked file that says it is alive. The operating system drops the lock when the
 * process dies, however it dies, so that its claims can return at once.
 */
final class FileOwner implements Owner {
  private static final Logger LOG = LoggerFactory.getLogger(FileOwner.class);
  private static final String END = ".lock";
  private static final Duration YOUNG = Duration.ofHours(1);
  private final Path folder;
  private final String name;
  private final FileChannel channel;

  private FileOwner(Path folder, String name, FileChannel channel) {
    this.folder = folder;
    this.name = name;
    this.channel = channel;
  }

  static FileOwner appear(Path folder) {
    String name = thisProcess() + UUID.randomUUID().toString().substring(0, 8);
    try {
      Files.createDirectories(folder);
      FileChannel channel = FileChannel.open(fileOf(folder, name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) throw new IOException("another process holds it");
      var owner = new FileOwner(folder, name, channel);
      owner.sweep();
      return owner;
    } catch (IOException e) {
      throw new UncheckedIOException("%s: a lock cannot be held there (%s). Nothing was sent. data/ must be on a disk that supports locks."
          .formatted(folder, e.getMessage()), e);
    }
  }

  /** Files of processes that were killed and whose claims nobody had to ask about. Young ones stay: their lock may be a moment away. */
  private void sweep() throws IOException {
    var young = Files.getLastModifiedTime(fileOf(folder, name)).toInstant().minus(YOUNG);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + END)) {
      for (Path file : files) {
        String other = file.getFileName().toString().replace(END, "");
        if (!other.equals(name) && Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(young)) isDead(other);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} was put away meanwhile", e.getFile());
    }
  }

  /** Whether a process that lives works with the house of this folder. */
  static boolean anyAlive(Path folder) {
    if (!Files.isDirectory(folder)) return false;
    try (var owner = appear(folder); DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + END)) {
      for (Path file : files) {
        String other = file.getFileName().toString().replace(END, "");
        if (!other.equals(owner.name) && !owner.isDead(other)) return true;
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("%s: it cannot be seen whether a process works there. Nothing was changed. Check its permissions.".formatted(folder), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Whether the process behind a claim is gone. Another owner of this very process is alive while its file is there: opening
   * and closing that file here would drop its lock.
   */
  @Override
  public boolean isDead(String other) {
    Path file = fileOf(folder, other);
    if (!Files.exists(file)) return true;
    if (other.startsWith(thisProcess())) return false;
    try (FileChannel theirs = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = theirs.tryLock()) {
      if (lock == null) return false;
      Files.deleteIfExists(file);
      return true;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return !Files.exists(file);
    }
  }

  /** The operating system is certain at once. */
  @Override
  public void look(Collection<String> others) {}

  @Override
  public boolean isSure() {
    return true;
  }

  @Override
  public boolean confirm() {
    return false;
  }

  @Override
  public void doubt() {}

  @Override
  public void close() {
    try {
      Files.deleteIfExists(fileOf(folder, name));
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("%s: this process's lock could not be put away".formatted(folder), e);
    }
  }

  private static Path fileOf(Path folder, String name) {
    return folder.resolve(name + END);
  }

  private static String thisProcess() {
    ProcessHandle me = ProcessHandle.current();
    return me.pid() + "-" + me.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L) + "-";
  }
}
