package dev.tidings.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.JDBC;
import org.sqlite.util.OSInfo;

/** The part of SQLite that is machine code. It comes inside a jar. */
public final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * Copies it to a folder for {@code -Dorg.sqlite.lib.path}; without that each process unpacks a copy of its own, and leaves it
   * behind when it is killed. Nothing is copied where the jar has none for this machine.
   */
  public static void unpack(Path folder) throws IOException {
    String name = System.mapLibraryName("sqlitejdbc");
    try (InputStream library = JDBC.class.getResourceAsStream("native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + name)) {
      if (library != null) Files.copy(library, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
