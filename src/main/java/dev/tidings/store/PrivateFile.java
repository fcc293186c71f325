package dev.tidings.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file for secrets: readable by its owner only from the moment it exists, where the disk knows owners. */
public final class PrivateFile {
  private static final FileAttribute<?> OWNERS = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private PrivateFile() {}

  /** Makes it, empty. @throws FileAlreadyExistsException where there is one */
  public static Path create(Path file) throws IOException {
    return Files.createFile(file, attributes(file.toAbsolutePath().resolveSibling("")));
  }

  /** Makes it in a folder, empty, under a name that was free. */
  public static Path createIn(Path folder, String prefix, String suffix) throws IOException {
    return Files.createTempFile(folder, prefix, suffix, attributes(folder));
  }

  private static FileAttribute<?>[] attributes(Path folder) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix") ? new FileAttribute<?>[] {OWNERS} : new FileAttribute<?>[0];
  }
}
