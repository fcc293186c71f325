package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.markup.Markdown;
import dev.tidings.post.FileStamp;
import dev.tidings.post.PostFolder;
import dev.tidings.post.PostProblem;
import dev.tidings.post.PostSettings;
import dev.tidings.post.Reading;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What one file costs to be read and rendered, in CPU time of the thread that does it. */
final class EvilCost {
  private static final URI SITE = URI.create("https://gazette.example/");
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Markdown markdown = new Markdown();
  private final Path folder;
  private final PostFolder posts;

  /** @param folder an empty one */
  EvilCost(Path folder) {
    this.folder = folder;
    this.posts = new PostFolder(new PostSettings(List.of(folder), folder, ZoneOffset.UTC, SITE, Optional.empty(), PostSettings.Words.DEFAULT));
  }

  /** Compiles what is used, so that the first files do not pay for it. */
  EvilCost warm() throws IOException {
    for (int i = 0; i < 100; i++) of("warm", new EvilMix(i, 1_000).text());
    return this;
  }

  Duration of(String name, String body) throws IOException {
    return of(name, (EvilFiles.HEAD + body + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Fails where a file that is held is not named with its reason, the consequence and a way out. */
  Duration of(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("evil.md"), bytes);
    EvilFiles.old(file);
    FileStamp stamp = posts.list().files().get(0);
    long start = threads.getCurrentThreadCpuTime();
    Reading reading = posts.read(stamp);
    reading.post().ifPresent(post -> markdown.article(post, SITE).words());
    Duration cpu = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
    List<PostProblem> errors = reading.problems().stream().filter(problem -> problem.severity() == PostProblem.Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      assertThat(reading.post()).as(name).isEmpty();
      assertThat(errors).as(name).hasSize(1).allMatch(error -> error.message().matches("(?s).+The post is held back; everything else goes out\\. .+\\."));
    }
    return cpu;
  }
}
