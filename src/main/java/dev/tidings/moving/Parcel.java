package dev.tidings.moving;

import dev.tidings.audience.CsvTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** An export that arrived: a folder or a zip, looked through before anything in it is believed. */
final class Parcel implements AutoCloseable {
  private final Path root;
  private final Optional<FileSystem> zip;

  private Parcel(Path root, Optional<FileSystem> zip) {
    this.root = root;
    this.zip = zip;
  }

  static Parcel open(Path from) throws IOException {
    if (Files.isDirectory(from)) return new Parcel(from, Optional.empty());
    FileSystem zip = FileSystems.newFileSystem(from);
    return new Parcel(zip.getPath("/"), Optional.of(zip));
  }

  /** A table that came later is not in an older export; of what its manifest lists, nothing is missing. */
  boolean holds(String name) {
    return Files.exists(root.resolve(name));
  }

  Path file(String name) {
    return root.resolve(name);
  }

  InputStream read(String name) throws IOException {
    return Files.newInputStream(root.resolve(name));
  }

  /** What is missing or not as it was written, one sentence each. */
  List<String> faults() throws IOException {
    if (!Files.isRegularFile(file(Departure.MANIFEST)))
      return List.of(Departure.MANIFEST + " is missing: this is no export of Tidings, or it was broken off. Export again with 'tidings export --everything'.");
    var faults = new ArrayList<String>();
    try (InputStream in = read(Departure.MANIFEST)) {
      CsvTable.read(in, row -> fault(row.text("file"), row.text("sha256")).ifPresent(faults::add));
    }
    return faults;
  }

  private Optional<String> fault(String name, String sha256) {
    Path file = root.resolve(name).normalize();
    if (!file.startsWith(root) || !Files.isRegularFile(file)) return Optional.of(name + " is missing. Copy the export again.");
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = Crate.sha256();
      try (var digesting = new DigestInputStream(in, digest)) {
        byte[] block = new byte[1 << 16];
        while (digesting.read(block) >= 0) Thread.onSpinWait();
      }
      if (HexFormat.of().formatHex(digest.digest()).equals(sha256)) return Optional.empty();
      return Optional.of(name + " is not as it was written (" + Departure.MANIFEST + " has another SHA-256). Copy the export again; a list that you changed goes in by itself: 'tidings import NEWSLETTER FILE'.");
    } catch (IOException e) {
      return Optional.of(name + " cannot be read (" + e.getMessage() + "). Copy the export again.");
    }
  }

  Properties label() throws IOException {
    var label = new Properties();
    label.load(new StringReader(Files.readString(file(Departure.LABEL))));
    return label;
  }

  /** The newsletters that have readers, by the names of their files. */
  List<String> newsletters() throws IOException {
    if (!Files.isDirectory(file(Departure.READERS))) return List.of();
    try (var files = Files.list(file(Departure.READERS))) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".csv")).map(name -> name.substring(0, name.length() - 4)).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    if (zip.isPresent()) zip.get().close();
  }
}
