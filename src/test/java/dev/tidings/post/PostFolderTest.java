package dev.tidings.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How files are named to people, wherever the folder of posts is. */
class PostFolderTest {
  @TempDir Path house;

  @Test
  void aFileIsNamedFromTheHouse() throws Exception {
    assertThat(names(Files.createDirectories(house.resolve("posts")))).containsExactly("posts/deep/b.md");
  }

  /** {@code posts: [.]}: a name that begins with a slash would be looked for elsewhere. */
  @Test
  void aHouseThatIsItsOwnFolderOfPostsAddsNothingToTheName() throws Exception {
    assertThat(names(house)).containsExactly("deep/b.md");
  }

  private List<String> names(Path folder) throws Exception {
    Files.writeString(Files.createDirectories(folder.resolve("deep")).resolve("b.md"), "Tide tables.\n");
    var settings = new PostSettings(List.of(folder), house, ZoneId.of("Europe/London"), URI.create("https://gazette.example/"), Optional.empty(), PostSettings.Words.DEFAULT);
    return new PostFolder(settings).list().files().stream().map(FileStamp::path).toList();
  }
}
