package dev.tidings.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * One file that holds what git does not: the store as it was at one moment, and the keys that links and signatures are made
 * with. It is as secret as these, so only its owner may read it. A backup that is being written has another name until it is
 * whole and on the disk.
 *
 * @param house whose store it is
 * @param at when it was made
 * @param counts of the store, in words, for people
 */
public record Backup(String house, Instant at, Counts counts) {
  private static final String STORE = "tidings.db";
  private static final String LABEL = "backup.properties";
  private static final String KEYS = "keys/";

  /** @param owed mails of open editions that are not sent yet, as far as the backup knows */
  public record Counts(long readers, long editions, long owed, int keys) {}

  /** @param data the house's folder data/ · @param to must not exist */
  public static void write(Database store, String house, Path data, Path to, Instant now) throws IOException {
    write(store::copyTo, house, data, to, now);
  }

  /** @param copier puts a whole copy of the store where it is told */
  static void write(Consumer<Path> copier, String house, Path data, Path to, Instant at) throws IOException {
    Path folder = Files.createDirectories(to.toAbsolutePath().getParent());
    Path copy = PrivateFile.createIn(folder, to.getFileName().toString(), ".store");
    Path part = PrivateFile.createIn(folder, to.getFileName().toString(), ".part");
    try {
      copier.accept(copy); // SQLite takes an empty file for one that is not there
      try (OutputStream out = Files.newOutputStream(part); var zip = new ZipOutputStream(out)) {
        label(zip, house, at);
        add(zip, STORE, copy);
        for (Path key : keys(data)) add(zip, KEYS + data.resolve("keys").relativize(key).toString().replace('\\', '/'), key);
      }
      force(part);
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(part);
    }
  }

  private static void label(ZipOutputStream zip, String house, Instant now) throws IOException {
    zip.putNextEntry(new ZipEntry(LABEL));
    zip.write("house=%s%nat=%s%n".formatted(house, now.truncatedTo(ChronoUnit.SECONDS)).getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    Files.copy(file, zip);
    zip.closeEntry();
  }

  private static List<Path> keys(Path data) throws IOException {
    Path folder = data.resolve("keys");
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Takes a backup apart in a folder of its own and looks at all of it: the store opens, is of a version that this program knows,
   * and each of its pages is right.
   *
   * @param into empty; holds {@code tidings.db} and {@code keys/} afterwards
   * @throws StoreException with a message, where it is none, or damaged
   */
  public static Backup unpack(Path file, Path into) throws IOException {
    Properties label;
    int keys = 0;
    try (var zip = new ZipFile(file.toFile())) {
      label = label(zip, file);
      for (ZipEntry entry : zip.stream().toList()) {
        String name = entry.getName();
        if (!name.equals(STORE) && !name.startsWith(KEYS)) continue;
        Path target = into.resolve(name).normalize();
        if (!target.startsWith(into)) throw new ZipException("it names a file outside of itself");
        if (name.startsWith(KEYS)) keys++;
        Files.createDirectories(target.getParent());
        PrivateFile.create(target);
        extract(zip, entry, target);
      }
    } catch (ZipException e) {
      throw new StoreException("%s: this is no backup of Tidings, or it is cut short (%s). Nothing was changed. Take another one."
          .formatted(file.getFileName(), e.getMessage()), e);
    }
    return new Backup(label.getProperty("house", ""), Instant.parse(label.getProperty("at")), counted(into.resolve(STORE), keys));
  }

  /** ZipFile itself does not compare the sums. */
  private static void extract(ZipFile zip, ZipEntry entry, Path target) throws IOException {
    try (var in = new CheckedInputStream(zip.getInputStream(entry), new CRC32()); OutputStream out = Files.newOutputStream(target)) {
      in.transferTo(out);
      if (in.getChecksum().getValue() != entry.getCrc()) throw new ZipException(entry.getName() + " is not what was put in");
    }
  }

  private static Properties label(ZipFile zip, Path file) throws IOException {
    ZipEntry entry = zip.getEntry(LABEL);
    if (entry == null || zip.getEntry(STORE) == null)
      throw new StoreException("%s: this is no backup of Tidings. Nothing was changed. 'tidings backup' makes one.".formatted(file.getFileName()));
    var label = new Properties();
    try (InputStream in = zip.getInputStream(entry)) {
      label.load(in);
    }
    return label;
  }

  private static Counts counted(Path store, int keys) {
    try (Database database = Database.open(store)) {
      return database.read(sql -> {
        String right = sql.createQuery("PRAGMA integrity_check(1)").mapTo(String.class).one();
        if (!right.equals("ok")) throw new StoreException("The store in this backup is damaged (%s). Nothing was changed. Take another one.".formatted(right));
        return new Counts(sql.createQuery("SELECT count(*) FROM subscription WHERE status = 'active'").mapTo(Long.class).one(),
            sql.createQuery("SELECT count(*) FROM edition").mapTo(Long.class).one(),
            sql.createQuery("SELECT coalesce(sum(n), 0) FROM delivery_tally t JOIN edition e ON e.id = t.edition"
                + " WHERE e.closed_at IS NULL AND t.state IN ('queued', 'deferred', 'sending')").mapTo(Long.class).one(), keys);
      });
    }
  }

  /** Removes the oldest backups of a folder, beyond so many. @return how many went */
  public static int rotate(Path folder, String end, int keep) throws IOException {
    List<Path> backups;
    try (Stream<Path> files = Files.list(folder)) {
      backups = files.filter(file -> file.getFileName().toString().endsWith(end) && Files.isRegularFile(file)).sorted().toList();
    }
    List<Path> old = backups.subList(0, Math.max(0, backups.size() - keep));
    for (Path file : old) delete(file);
    return old.size();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("%s: an old backup cannot be removed. The new one is there. Check the folder's permissions.".formatted(file), e);
    }
  }
}
