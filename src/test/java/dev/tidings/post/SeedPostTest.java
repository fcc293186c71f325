package dev.tidings.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.markup.Article;
import dev.tidings.markup.Markdown;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The model case, read from ../shared/data/seed where it exists. */
class SeedPostTest {
  @Test
  void theSeedIsUnderstoodWhole() {
    Path seed = Stream.of(Path.of("../shared/data/seed"), Path.of("../../shared/data/seed")).filter(Files::isDirectory).findFirst().orElse(Path.of("none"));
    Assumptions.assumeTrue(Files.isDirectory(seed), "skipped: ../shared/data/seed is not on this machine");
    Path folder = seed.toAbsolutePath().normalize();
    var posts = new PostFolder(new PostSettings(List.of(folder), folder, ZoneId.of("America/New_York"), URI.create("https://gazette.example/"), Optional.empty(), PostSettings.Words.DEFAULT));
    List<Reading> readings = posts.readAll(posts.list().files());
    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).problems()).isEmpty();
    Post post = readings.get(0).post().orElseThrow();
    assertThat(post.gist().tldr()).hasSize(3);
    assertThat(post.gist().sources()).hasSize(5).allMatch(source -> source.link().isPresent());
    assertThat(post.gist().sentiment().orElseThrow().score()).isEqualByComparingTo("6");
    assertThat(post.gist().sentiment().orElseThrow().label()).isEqualTo("Cautiously Neutral");
    assertThat(post.title().headline().orElseThrow().length()).isLessThan(post.title().text().length());
    assertThat(post.body().numbers()).hasSize(3);
    assertThat(post.body().quote()).isPresent();
    assertThat(post.body().markdown()).doesNotContain("### Sources").doesNotStartWith("# ");
    Article article = new Markdown().article(post, URI.create("https://gazette.example/posts/1/"));
    assertThat(article.bulletsMade()).isFalse();
    assertThat(article.html().value()).contains("<h2>").doesNotContain("<h1>");
    assertThat(article.text()).contains("\n- ");
  }
}
