package dev.tidings.moving;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Where an export is put: a folder, or one file that ends in {@code .zip}. Until it is sealed it is called {@code NAME.part}; what a
 * killed export left of that is removed by the next. Only its owner may read it.
 */
final class Crate implements AutoCloseable {
  private final Path to;
  private final Path part;
  private final Optional<ZipOutputStream> zip;
  private final List<Packed> packed = new ArrayList<>();
  private boolean sealed;

  /** @param sha256 in hex */
  record Packed(String file, long bytes, String sha256) {}

  /** What goes into one file. */
  interface Filling {
    void fill(OutputStream out) throws IOException;
  }

  private Crate(Path to, Path part, Optional<ZipOutputStream> zip) {
    this.to = to;
    this.part = part;
    this.zip = zip;
  }

  /** @param to nothing may be there yet */
  static Crate at(Path to) throws IOException {
    Path part = to.resolveSibling(to.getFileName() + ".part");
    Files.createDirectories(to.toAbsolutePath().getParent());
    remove(part);
    boolean zipped = to.getFileName().toString().endsWith(".zip");
    if (!zipped) {
      Files.createDirectory(part, owners(part, "rwx------"));
      return new Crate(to, part, Optional.empty());
    }
    Files.createFile(part, owners(part, "rw-------"));
    return new Crate(to, part, Optional.of(new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16))));
  }

  private static FileAttribute<?>[] owners(Path file, String rights) throws IOException {
    boolean posix = Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))} : new FileAttribute<?>[0];
  }

  void put(String file, Filling filling) throws IOException {
    MessageDigest digest = sha256();
    long[] bytes = {0};
    try (OutputStream raw = open(file); var buffered = new BufferedOutputStream(new Counting(new DigestOutputStream(raw, digest), bytes), 1 << 16)) {
      filling.fill(buffered);
    }
    packed.add(new Packed(file, bytes[0], HexFormat.of().formatHex(digest.digest())));
  }

  private OutputStream open(String file) throws IOException {
    if (zip.isPresent()) {
      zip.get().putNextEntry(new ZipEntry(file));
      return new Entry(zip.get());
    }
    Path path = part.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.newOutputStream(path);
  }

  List<Packed> packed() {
    return List.copyOf(packed);
  }

  /** From now on it has its name. */
  void seal() throws IOException {
    if (zip.isPresent()) zip.get().close();
    Path last = zip.isPresent() ? part : part.resolve(packed.get(packed.size() - 1).file());
    try (FileChannel channel = FileChannel.open(last, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    sealed = true;
  }

  @Override
  public void close() throws IOException {
    if (sealed) return;
    if (zip.isPresent()) zip.get().close();
    remove(part);
  }

  private static void remove(Path path) throws IOException {
    if (!Files.exists(path)) return;
    List<Path> all;
    try (Stream<Path> tree = Files.walk(path)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) Files.delete(each);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Counting extends FilterOutputStream {
    private final long[] bytes;

    Counting(OutputStream out, long[] bytes) {
      super(out);
      this.bytes = bytes;
    }

    @Override
    public void write(byte[] block, int from, int length) throws IOException {
      out.write(block, from, length);
      bytes[0] += length;
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
      bytes[0]++;
    }
  }

  /** Closing it ends the entry, not the zip. */
  private static final class Entry extends FilterOutputStream {
    private final ZipOutputStream zip;

    Entry(ZipOutputStream zip) {
      super(zip);
      this.zip = zip;
    }

    @Override
    public void write(byte[] block, int from, int length) throws IOException {
      out.write(block, from, length);
    }

    @Override
    public void close() throws IOException {
      zip.closeEntry();
    }
  }
}
