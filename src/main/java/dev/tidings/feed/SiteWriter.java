package dev.tidings.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts files in place: whole or not at all, and only those whose bytes changed. A list of what it wrote stays beside them, so that
 * it removes what is no longer wanted and nothing that somebody else put there.
 */
public final class SiteWriter {
  public static final String MANIFEST = ".tidings-manifest";
  private final Path folder;
  private final Map<String, String> before;
  private final Map<String, String> now = new ConcurrentHashMap<>();
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger unchanged = new AtomicInteger();

  public SiteWriter(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    this.before = manifest();
  }

  /**
   * @param path below the site, '/' between parts
   * @throws IllegalArgumentException where the path would leave the site
   */
  void put(String path, byte[] bytes) {
    Path file = folder.resolve(path).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) throw new IllegalArgumentException(path + " is not below the site");
    String digest = digest(bytes);
    now.put(path, digest);
    if (digest.equals(before.get(path)) && Files.isRegularFile(file)) {
      unchanged.incrementAndGet();
      return;
    }
    replace(file, bytes);
    written.incrementAndGet();
  }

  void put(String path, String text) {
    put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  int written() {
    return written.get();
  }

  int unchanged() {
    return unchanged.get();
  }

  /** Removes files of an earlier run that this one did not put, and remembers what is there. */
  void finish() {
    for (String path : before.keySet()) if (!now.containsKey(path)) remove(folder.resolve(path).normalize());
    var lines = new StringBuilder();
    new TreeMap<>(now).forEach((path, digest) -> lines.append(digest).append(' ').append(path).append('\n'));
    byte[] manifest = lines.toString().getBytes(StandardCharsets.UTF_8);
    if (!now.equals(before)) replace(folder.resolve(MANIFEST), manifest);
  }

  private void remove(Path file) {
    if (!file.startsWith(folder)) return;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is no longer wanted and cannot be removed", e);
    }
  }

  private static void replace(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), ".", ".part");
      try {
        Files.write(fresh, bytes);
        readableByAll(fresh);
        move(fresh, file);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  /** A temporary file is its owner's alone; a web server must read this one. */
  private static void readableByAll(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix"))
      Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
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
      for (String line : Files.readAllLines(file)) if (line.length() > 65) known.put(line.substring(65), line.substring(0, 64));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return known;
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
