package dev.tidings.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpellingsTest {
  @TempDir Path folder;

  @Test
  void twoSpellingsAreOneCategoryAndTheSecondIsTold() throws IOException {
    Files.writeString(folder.resolve("1666-09-01-a.md"), "---\ntitle: A\ncategory: RiverTrade\n---\nBarges came up at dawn.\n");
    Files.writeString(folder.resolve("1666-09-02-b.md"), "---\ntitle: B\ncategory: Rivertrade\n---\nBarges went down at dusk.\n");
    var posts = new PostFolder(new PostSettings(List.of(folder), folder, ZoneId.of("UTC"), URI.create("https://gazette.example/"), Optional.empty(), PostSettings.Words.DEFAULT));
    List<Reading> readings = posts.readAll(posts.list().files());
    assertThat(readings).extracting(reading -> reading.post().orElseThrow().filing().categories().get(0)).containsOnly(Category.of("rivertrade"));
    assertThat(readings.get(1).problems()).extracting(PostProblem::message).anyMatch(text -> text.contains("RiverTrade") && text.contains("Rivertrade"));
  }
}
