package dev.tidings.app;

import dev.tidings.store.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What the launcher runs once after a build, so that the classes of ordinary commands are in its archive. */
final class Training {
  private Training() {}

  /** @param args {@code help} for a start that only shows help, {@code work} for the others; a folder for SQLite's library */
  public static void main(String[] args) throws IOException {
    Main.start("--help");
    if (args[0].equals("help")) return;
    work();
    NativeLibrary.unpack(Path.of(args[1]));
  }

  private static void work() throws IOException {
    Path folder = Files.createTempDirectory("tidings-training-");
    try {
      String house = folder.resolve("house").toString();
      Main.start("init", "--home", house);
      Main.start("plan", "--home", house);
      Main.start("preview", "--home", house);
      Main.start("feeds", "--home", house);
      Main.start("report", "--json", "--home", house);
    } finally {
      try (Stream<Path> tree = Files.walk(folder)) {
        tree.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }
}
