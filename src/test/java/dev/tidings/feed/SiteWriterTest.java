package dev.tidings.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a writer that died had begun does not stay for ever. */
class SiteWriterTest {
  @TempDir Path site;

  @Test
  void theNextOneTakesAwayWhatADeadOneBeganAndNobodyWantsAnyMore() throws IOException {
    Files.writeString(site.resolve("own.txt"), "the admin's");
    var dead = new SiteWriter(site, "");
    dead.put("index.html", "one");
    dead.put("posts/b/index.html", "two");
    dead.put("posts/c/index.html", "three");
    Files.move(site.resolve("posts/c/index.html"), site.resolve("posts/c/.index.html.part")); // killed before it was in place
    Files.writeString(site.resolve(WritingJournal.NAME), Files.readString(site.resolve(WritingJournal.NAME)) + "pos"); // and while it named the next
    assertThat(SiteWriter.isTorn(site)).isTrue();
    var next = new SiteWriter(site, "");
    next.put("index.html", "one");
    next.finish();
    assertThat(files()).containsExactly(".tidings-manifest", "index.html", "own.txt");
    assertThat(SiteWriter.isTorn(site)).isFalse();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> tree = Files.walk(site)) {
      return tree.filter(file -> !file.equals(site)).map(file -> site.relativize(file).toString()).sorted().toList();
    }
  }
}
