package dev.tidings.bounce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Maildir. What was understood is deleted, all else moves to its folder {@code .Unknown}. */
record MaildirBox(Path folder) {
  void empty(Taker taker) {
    try {
      for (Path file : files()) take(file, taker);
    } catch (IOException e) {
      throw new BoxTrouble("%s: the Maildir cannot be read or changed (%s). Check its path and permissions.".formatted(folder, e), e);
    }
  }

  private List<Path> files() throws IOException {
    var files = new ArrayList<Path>();
    for (String part : List.of("new", "cur")) {
      try (Stream<Path> list = Files.list(folder.resolve(part))) {
        list.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private void take(Path file, Taker taker) throws IOException {
    try {
      if (taker.take(Octets.of(file))) {
        Files.delete(file);
      } else {
        Path aside = folder.resolve(".Unknown");
        for (String part : List.of("tmp", "new", "cur")) Files.createDirectories(aside.resolve(part));
        Files.move(file, aside.resolve("cur").resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (NoSuchFileException gone) {
      // another reader was first; whoever it was has it
      return;
    }
  }
}
