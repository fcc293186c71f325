package dev.tidings.feed;

import dev.tidings.post.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts files in place: whole or not at all, and only those whose bytes changed. A list of what it wrote and of what each file was made
 * stays beside them, so that a file whose ingredients are the same need not be made to be left alone, and that it removes what is no
 * longer wanted and nothing that somebody else put there. Nothing is forced to the disk: all of it can be made again.
 */
public final class SiteWriter {
  public static final String MANIFEST = ".tidings-manifest";
  private static final int DIGEST_BYTES = 16;
  private static final Set<PosixFilePermission> READABLE_BY_ALL = PosixFilePermissions.fromString("rw-r--r--");
  private final Path folder;
  private final String dress;
  private final boolean posix;
  private final WritingJournal journal;
  private final List<String> begun;
  private final Map<String, String> before;
  private final Map<String, String> now = new ConcurrentHashMap<>();
  private final Set<Path> folders = ConcurrentHashMap.newKeySet();
  private final AtomicInteger written = new AtomicInteger();

  /** @param dress whatever shapes all files alike: with another one, each is made anew */
  public SiteWriter(Path folder, String dress) {
    this.folder = folder.toAbsolutePath().normalize();
    this.dress = digest(dress);
    this.posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    this.journal = new WritingJournal(this.folder);
    this.begun = journal.begun();
    this.before = manifest();
    begun.forEach(path -> before.putIfAbsent(path, ""));
  }

  /**
   * Whether the file is there and was made of just this; then it stays, and need not be made.
   *
   * @param path below the site, '/' between parts
   */
  boolean isCurrent(String path, String madeOf) {
    String digest = digest(dress + madeOf);
    if (!digest.equals(before.get(path)) || !Files.isRegularFile(file(path))) return false;
    now.put(path, digest);
    return true;
  }

  /**
   * @param madeOf another text whenever the bytes may be others
   * @return whether the file has other bytes now
   * @throws IllegalArgumentException where the path would leave the site
   */
  boolean put(String path, String madeOf, byte[] bytes) {
    Path file = file(path);
    now.put(path, digest(dress + madeOf));
    if (isAsBefore(file, bytes)) return false;
    begin(path);
    replace(file, bytes);
    written.incrementAndGet();
    return true;
  }

  /** A file that is quickly made: it is its own ingredient. */
  void put(String path, String text) {
    if (!isCurrent(path, text)) put(path, text, text.getBytes(StandardCharsets.UTF_8));
  }

  int written() {
    return written.get();
  }

  int unchanged() {
    return now.size() - written.get();
  }

  /** Removes files of an earlier run that this one neither put nor kept, and remembers what is there. */
  void finish() {
    for (String path : before.keySet()) if (!now.containsKey(path)) remove(folder.resolve(path).normalize());
    for (String path : begun) remove(part(folder.resolve(path).normalize()));
    if (!now.equals(before)) replaceManifest();
    try {
      journal.end();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": the site is in place, but not its journal", e);
    }
  }

  /** Whether a writer was killed at its work in this site. */
  public static boolean isTorn(Path site) {
    return Files.exists(site.resolve(WritingJournal.NAME));
  }

  private void begin(String path) {
    try {
      journal.begin(path);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be written", e);
    }
  }

  private void replaceManifest() {
    var lines = new StringBuilder(now.size() * 80);
    new TreeMap<>(now).forEach((path, digest) -> lines.append(digest).append(' ').append(path).append('\n'));
    replace(folder.resolve(MANIFEST), lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String path) {
    Path file = folder.resolve(path).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) throw new IllegalArgumentException(path + " is not below the site");
    return file;
  }

  private static boolean isAsBefore(Path file, byte[] bytes) {
    try {
      return Files.isRegularFile(file) && Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private void remove(Path file) {
    if (!file.startsWith(folder)) return;
    try {
      Files.deleteIfExists(file);
      for (Path parent = file.getParent(); parent != null && !parent.equals(folder) && isEmpty(parent); parent = parent.getParent()) Files.delete(parent);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is no longer wanted and cannot be removed", e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return false;
    try (var files = Files.newDirectoryStream(folder)) {
      return !files.iterator().hasNext();
    }
  }

  /** One process writes at a time (the lock for publishing), so a part left behind by one that died is written over, or found in the journal. */
  private void replace(Path file, byte[] bytes) {
    try {
      Path parent = file.resolveSibling("").normalize();
      if (!folders.contains(parent)) Files.createDirectories(parent);
      folders.add(parent); // only now: another thread may write there at once
      Path fresh = part(file);
      Files.write(fresh, bytes);
      if (posix) Files.setPosixFilePermissions(fresh, READABLE_BY_ALL); // a web server must read it, whatever our umask is
      move(fresh, file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  private static Path part(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".part");
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Map<String, String> manifest() {
    Path file = folder.resolve(MANIFEST);
    var known = new HashMap<String, String>();
    if (!Files.isRegularFile(file)) return known;
    try {
      for (String line : Files.readAllLines(file)) {
        int blank = line.indexOf(' ');
        if (blank > 0) known.put(line.substring(blank + 1), line.substring(0, blank));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return known;
  }

  private static String digest(String madeOf) {
    return HexFormat.of().formatHex(Fingerprint.of(madeOf.getBytes(StandardCharsets.UTF_8)), 0, DIGEST_BYTES);
  }
}
