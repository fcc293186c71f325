package dev.tidings.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What the launcher runs once after a build, so that the classes of ordinary commands are in its archive. */
final class Training {
  private Training() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("tidings-training-");
    try {
      String house = folder.resolve("house").toString();
      Main.start("--help");
      Main.start("init", "--home", house);
      Main.start("plan", "--home", house);
      Main.start("feeds", "--home", house);
      Main.start("report", "--json", "--home", house);
    } finally {
      try (Stream<Path> tree = Files.walk(folder)) {
        tree.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }
}
