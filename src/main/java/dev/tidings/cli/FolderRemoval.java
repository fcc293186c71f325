package dev.tidings.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The end of a folder of ours. */
public final class FolderRemoval {
  private FolderRemoval() {}

  /** Deletes it with all that is in it; links are deleted, not followed. @return a sentence for what stays; empty when all is gone */
  public static List<String> of(Path folder) {
    var kept = new ArrayList<String>();
    try (Stream<Path> tree = Files.walk(folder)) {
      tree.sorted(Comparator.reverseOrder()).forEach(each -> {
        try {
          Files.deleteIfExists(each);
        } catch (IOException e) {
          kept.add("%s could not be deleted (%s). Delete it by hand.".formatted(each, e.getMessage()));
        }
      });
    } catch (IOException e) {
      kept.add("%s could not be deleted (%s). Delete it by hand.".formatted(folder, e.getMessage()));
    }
    return kept;
  }
}
