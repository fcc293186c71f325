package dev.tidings.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Waits until files change. What counts is names, sizes and times; the operating system's word only makes it quicker, and where it
 * gives none (a network share, too many folders) the files are looked at every other second.
 */
final class Vigil implements AutoCloseable {
  private static final Duration LOOK_ANYWAY = Duration.ofSeconds(2);
  private static final Duration QUIET = Duration.ofMillis(150);
  private final List<Path> roots;
  private final List<Path> without;
  private final Optional<WatchService> watcher;
  private Map<Path, String> known;

  /** @param roots files and folders, which need not exist · @param without folders that change by our own hand */
  Vigil(List<Path> roots, List<Path> without) {
    this.roots = List.copyOf(roots);
    this.without = List.copyOf(without);
    this.watcher = watcher();
    this.known = look();
  }

  /** Returns when something has changed and nothing has changed since. */
  void awaitChange() throws InterruptedException {
    Map<Path, String> seen = look();
    while (seen.equals(known)) {
      nap();
      seen = look();
    }
    do {
      known = seen;
      Thread.sleep(QUIET.toMillis());
      seen = look();
    } while (!seen.equals(known));
  }

  private void nap() throws InterruptedException {
    if (watcher.isEmpty()) {
      Thread.sleep(LOOK_ANYWAY.toMillis());
      return;
    }
    Optional<WatchKey> key = Optional.ofNullable(watcher.get().poll(LOOK_ANYWAY.toMillis(), TimeUnit.MILLISECONDS));
    while (key.isPresent()) {
      key.get().pollEvents();
      key.get().reset();
      key = Optional.ofNullable(watcher.get().poll());
    }
  }

  private Map<Path, String> look() {
    var files = new HashMap<Path, String>();
    var folders = new ArrayList<Path>();
    for (Path root : roots) {
      if (Files.exists(root)) walk(root, files, folders);
    }
    watcher.ifPresent(service -> folders.forEach(folder -> register(folder, service)));
    return files;
  }

  private void walk(Path root, Map<Path, String> files, List<Path> folders) {
    try {
      Files.walkFileTree(root, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
          boolean ours = without.contains(folder) || folder.endsWith(".git");
          if (!ours) folders.add(folder);
          return ours ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          files.put(file, attributes.size() + " " + attributes.lastModifiedTime());
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
          return FileVisitResult.CONTINUE; // it went while we looked; the next look will tell
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(root + " cannot be watched", e);
    }
  }

  private static void register(Path folder, WatchService service) {
    try {
      folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
    } catch (IOException e) {
      LoggerFactory.getLogger(Vigil.class).debug("{} is only looked at: {}", folder, e.getMessage());
    }
  }

  private static Optional<WatchService> watcher() {
    try {
      return Optional.of(FileSystems.getDefault().newWatchService());
    } catch (IOException | UnsupportedOperationException e) {
      LoggerFactory.getLogger(Vigil.class).info("changes are looked for every {} s: {}", LOOK_ANYWAY.toSeconds(), e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    watcher.ifPresent(service -> {
      try {
        service.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
