package dev.tidings.run;

import dev.tidings.edition.Story;
import dev.tidings.markup.Article;
import dev.tidings.markup.Markdown;
import dev.tidings.post.FileStamp;
import dev.tidings.post.Post;
import dev.tidings.post.PostFolder;
import dev.tidings.post.Reading;
import dev.tidings.shelf.Entry;
import dev.tidings.shelf.Intake;
import dev.tidings.shelf.Numbered;
import dev.tidings.shelf.PostKey;
import dev.tidings.shelf.Shelf;
import dev.tidings.shelf.ShelvedPost;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The posts themselves, read when somebody asks and then kept for this run. */
final class Library {
  private final PostFolder folder;
  private final Shelf shelf;
  private final Markdown markdown;
  private final Map<String, FileStamp> files;
  private final Map<String, Reading> readings;
  private final Map<PostKey, Article> articles = new ConcurrentHashMap<>();

  Library(PostFolder folder, Shelf shelf, Markdown markdown, Intake intake) {
    this.folder = folder;
    this.shelf = shelf;
    this.markdown = markdown;
    this.files = intake.present().stream().collect(Collectors.toMap(FileStamp::relative, Function.identity(), (a, b) -> a));
    this.readings = new ConcurrentHashMap<>();
    intake.readings().forEach(reading -> readings.put(reading.stamp().relative(), reading));
  }

  /** Empty where the file is gone or holds no post any more. */
  Optional<ShelvedPost> shelved(Entry entry) {
    return post(entry.path()).map(post -> shelf.shelved(entry, post));
  }

  private Optional<Post> post(String path) {
    FileStamp stamp = files.get(path);
    if (stamp == null) return Optional.empty();
    return readings.computeIfAbsent(path, any -> folder.read(stamp)).post();
  }

  Optional<Story> story(Handle sql, Numbered numbered) {
    return shelf.entry(sql, numbered.key()).flatMap(this::shelved).map(post -> new Story(post, numbered.number(), article(post)));
  }

  /** For who needs each post once: not kept. */
  Article set(ShelvedPost post) {
    return Optional.ofNullable(articles.get(post.key())).orElseGet(() -> markdown.article(post.post(), post.link()));
  }

  Article article(ShelvedPost post) {
    return articles.computeIfAbsent(post.key(), any -> markdown.article(post.post(), post.link()));
  }
}
