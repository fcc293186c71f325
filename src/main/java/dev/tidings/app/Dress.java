package dev.tidings.app;

import dev.tidings.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whatever shapes feeds and pages besides posts and editions, as one text to compare. */
final class Dress {
  private Dress() {}

  static String of(Settings settings, Path templates) {
    String program = Optional.ofNullable(Dress.class.getPackage().getImplementationVersion()).orElse("unpackaged");
    return String.join("\n", List.of(program, settings.look().toString(), settings.feeds().toString(), settings.newsletters().toString(),
        settings.posts().toString(), files(templates)));
  }

  private static String files(Path folder) {
    if (!Files.isDirectory(folder)) return "";
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).sorted().map(Dress::stamp).collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
  }

  private static String stamp(Path file) {
    try {
      return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
