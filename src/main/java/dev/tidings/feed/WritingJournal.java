package dev.tidings.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Names each file of the site before it is touched, and is deleted when all are in place: what a writer that was killed had begun
 * is found in it by the next one.
 */
final class WritingJournal {
  static final String NAME = ".tidings-writing";
  private final Path file;
  private Optional<Writer> open = Optional.empty();

  WritingJournal(Path site) {
    this.file = site.resolve(NAME);
  }

  /** What a dead writer had begun, by path. The last line may be half written: its file was not touched yet. */
  List<String> begun() {
    try {
      if (!Files.isRegularFile(file)) return List.of();
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  synchronized void begin(String path) throws IOException {
    if (open.isEmpty()) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      open = Optional.of(Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }
    open.get().write(path + "\n");
    open.get().flush();
  }

  synchronized void end() throws IOException {
    if (open.isPresent()) open.get().close();
    open = Optional.empty();
    Files.deleteIfExists(file);
  }
}
