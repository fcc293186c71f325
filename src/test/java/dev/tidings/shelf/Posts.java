package dev.tidings.shelf;

import dev.tidings.post.Body;
import dev.tidings.post.Category;
import dev.tidings.post.FileStamp;
import dev.tidings.post.Filing;
import dev.tidings.post.Gist;
import dev.tidings.post.Post;
import dev.tidings.post.PostDates;
import dev.tidings.post.PostFile;
import dev.tidings.post.Reading;
import dev.tidings.post.Source;
import dev.tidings.post.Title;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Posts for tests, made in memory: {@code Posts.at("a.md").titled("…").reading()}. */
public final class Posts {
  private final String path;
  private String title = "A title";
  private String body = "Some words to read.";
  private String date = "1666-09-01T08:00:00Z";
  private Optional<String> id = Optional.empty();
  private Optional<Source> source = Optional.empty();
  private List<Category> categories = List.of(new Category("City", "city"));
  private Optional<String> headline = Optional.empty();
  private boolean featured;
  private long modified = 1;

  private Posts(String path) {
    this.path = path;
  }

  public static Posts at(String path) {
    return new Posts(path);
  }

  public Posts titled(String title) {
    this.title = title;
    return this;
  }

  public Posts headed(String headline) {
    this.headline = Optional.of(headline);
    return this;
  }

  public Posts saying(String body) {
    this.body = body;
    return this;
  }

  public Posts dated(String date) {
    this.date = date;
    return this;
  }

  public Posts called(String id) {
    this.id = Optional.of(id);
    return this;
  }

  public Posts about(String url) {
    this.source = Optional.of(new Source(url, Optional.of(URI.create(url))));
    return this;
  }

  public Posts in(String... names) {
    this.categories = List.of(names).stream().map(name -> new Category(name, name.toLowerCase(java.util.Locale.ROOT))).toList();
    return this;
  }

  public Posts featured() {
    this.featured = true;
    return this;
  }

  public Posts changedAt(long modified) {
    this.modified = modified;
    return this;
  }

  public FileStamp stamp() {
    return new FileStamp("posts/" + path, path, Path.of(path), body.length(), modified);
  }

  public Post post() {
    var file = new PostFile("posts/" + path, path, title + "|" + body, id, Optional.empty(), Optional.empty());
    var filing = new Filing(categories, List.of(), List.of(), Optional.empty(), featured, OptionalInt.empty());
    return new Post(file, new Title(title, headline, Optional.empty()), filing,
        new PostDates(ZonedDateTime.parse(date), Optional.empty()),
        new Gist(List.of("One thing."), Optional.empty(), Optional.empty(), source, List.of()), new Body(body, List.of(), Optional.empty()));
  }

  public Reading reading() {
    return new Reading(stamp(), Optional.of(post()), false, List.of());
  }
}
