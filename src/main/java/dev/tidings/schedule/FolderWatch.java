package dev.tidings.schedule;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that something changed below one of several folders, once a burst of changes has come to rest: a third of a second of
 * quiet, two seconds at most. Where the system gives no events (network folders, too many watches) or a folder is not there yet, it
 * looks every two seconds. Hidden files and editors' own do not count.
 */
public final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration LONGEST_BURST = Duration.ofSeconds(2);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private final List<Path> roots;
  private final Runnable changed;
  private final WatchService service;
  private final Thread thread;
  private boolean blind;
  private long fingerprint;

  /** Begins at once. @param changed is told from this watch's thread and must return quickly */
  public FolderWatch(List<Path> roots, Runnable changed) {
    this.roots = List.copyOf(roots);
    this.changed = changed;
    try {
      this.service = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Folders cannot be watched. Start again.", e);
    }
    register();
    this.fingerprint = fingerprint();
    this.thread = new Thread(this::loop, "folder-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void loop() {
    try {
      while (true) {
        WatchKey key = service.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        boolean news = key == null ? blind && looksDifferent() : counts(key) && settled();
        if (news) changed.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ClosedWatchServiceException e) {
      LOG.debug("the watch ends");
    }
  }

  /** Waits until nothing more comes. */
  private boolean settled() throws InterruptedException {
    long until = System.nanoTime() + LONGEST_BURST.toNanos();
    WatchKey key = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    while (key != null && System.nanoTime() < until) {
      counts(key);
      key = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (key != null) counts(key);
    return true;
  }

  /** Whether one of the key's events is news; new folders are watched from now on. */
  private boolean counts(WatchKey key) {
    boolean counts = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      boolean overflow = event.kind() == StandardWatchEventKinds.OVERFLOW;
      if (!overflow && isEditorsOwn(String.valueOf(event.context()))) continue;
      counts = true;
      boolean folder = !overflow && event.context() instanceof Path name && key.watchable() instanceof Path parent && Files.isDirectory(parent.resolve(name));
      if (folder || overflow) register();
    }
    if (!key.reset()) register();
    return counts;
  }

  private static boolean isEditorsOwn(String name) {
    return name.startsWith(".") || name.endsWith("~") || name.endsWith(".part") || name.startsWith("#");
  }

  private void register() {
    boolean failed = false;
    for (Path root : roots) {
      try {
        if (!Files.isDirectory(root)) failed = true;
        else Files.walkFileTree(root, new Registering());
      } catch (IOException e) {
        if (!blind) LOG.warn("{} cannot be watched ({}). It is looked at every {} s instead.", root, e.getMessage(), LOOK_EVERY.toSeconds());
        failed = true;
      }
    }
    if (failed && !blind) fingerprint = fingerprint();
    blind = failed;
  }

  private final class Registering extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
      if (isEditorsOwn(folder.getFileName().toString()) && !roots.contains(folder)) return FileVisitResult.SKIP_SUBTREE;
      folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }

  private boolean looksDifferent() {
    long now = fingerprint();
    boolean different = now != fingerprint;
    fingerprint = now;
    if (different) register();
    return different;
  }

  private long fingerprint() {
    var sum = new long[1];
    for (Path root : roots) {
      try {
        if (Files.isDirectory(root)) Files.walkFileTree(root, new Summing(sum));
      } catch (IOException e) {
        sum[0] += 1;
      }
    }
    return sum[0];
  }

  private static final class Summing extends SimpleFileVisitor<Path> {
    private final long[] sum;

    Summing(long[] sum) {
      this.sum = sum;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      sum[0] += 31L * file.hashCode() + 17L * attributes.size() + attributes.lastModifiedTime().toMillis();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }

  @Override
  public void close() {
    try {
      service.close();
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("The watch of the folders does not close.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
