package dev.tidings.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A throw-away copy of a house's store, so that a rehearsal moves nobody's cursor. */
final class StoreCopy {
  private static final String DATA = "data";

  private StoreCopy() {}

  static void make(Path home, Path work) {
    Path from = home.resolve(DATA);
    if (!Files.isDirectory(from)) return;
    try (Stream<Path> tree = Files.walk(from)) {
      List<Path> all = tree.toList();
      for (Path source : all) {
        Path target = work.resolve(DATA).resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) Files.createDirectories(target);
        else Files.copy(source, target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
