package dev.tidings.shelf;

import dev.tidings.post.Post;
import dev.tidings.shelf.Aliases.Alias;
import dev.tidings.shelf.Aliases.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Decides which post a file is. A post keeps its identity through edits (same path) and moves (a new path that holds the
 * body, or the title and date, of a post whose path has vanished). The same story in two present files is held once.
 */
final class Identity {
  sealed interface Answer {
    /** {@code moved}: known under another path until now. */
    record Same(PostKey key, boolean moved) implements Answer {}

    record New() implements Answer {}

    /** @param path the first file's */
    record Duplicate(String path) implements Answer {}
  }

  private static final class Known {
    final PostKey key;
    String path;
    boolean present;
    final String state;

    Known(PostKey key, String path, boolean present, String state) {
      this.state = state;
      this.key = key;
      this.path = path;
      this.present = present;
    }
  }

  private final Map<PostKey, Known> posts = new HashMap<>();
  private final Map<String, Known> present = new HashMap<>();
  private final Map<Alias, PostKey> aliases = new HashMap<>();

  /** The memory as the store has it. */
  Identity(Handle sql) {
    sql.createQuery("SELECT key, path, present, state FROM post")
        .map((row, context) -> new Known(new PostKey(row.getString(1)), row.getString(2), row.getInt(3) == 1, row.getString(4)))
        .forEach(this::remember);
    sql.createQuery("SELECT kind, value, post FROM post_alias")
        .map((row, context) -> aliases.put(new Alias(Kind.valueOf(row.getString(1)), row.getString(2)), new PostKey(row.getString(3))))
        .list();
  }

  boolean isEmpty() {
    return posts.isEmpty();
  }

  /** The file is gone, or holds no post any more. */
  Optional<PostKey> vanish(String path) {
    Optional<Known> post = Optional.ofNullable(present.remove(path));
    post.ifPresent(known -> known.present = false);
    return post.map(known -> known.key);
  }

  Answer of(Post post, List<Alias> names) {
    String path = post.file().relative();
    Optional<Known> byId = find(names, Kind.ID);
    Optional<Known> byPath = find(names, Kind.PATH).filter(known -> known.path.equals(path));
    if (byId.isPresent()) return sameUnlessElsewhere(byId.get(), path);
    if (byPath.isPresent() && post.file().id().isEmpty()) return new Answer.Same(byPath.get().key, false);
    for (Kind kind : List.of(Kind.DIGEST, Kind.TITLE_DATE, Kind.TITLE_SOURCE)) {
      Optional<Known> twin = find(names, kind);
      if (twin.isEmpty()) continue;
      boolean elsewhere = twin.get().present && !twin.get().path.equals(path);
      if (elsewhere && kind != Kind.TITLE_DATE) return new Answer.Duplicate(twin.get().path);
      if (!elsewhere && kind != Kind.TITLE_SOURCE) return new Answer.Same(twin.get().key, !twin.get().path.equals(path));
    }
    return byPath.<Answer>map(known -> new Answer.Same(known.key, false)).orElseGet(Answer.New::new);
  }

  private static Answer sameUnlessElsewhere(Known known, String path) {
    boolean elsewhere = known.present && !known.path.equals(path);
    return elsewhere ? new Answer.Duplicate(known.path) : new Answer.Same(known.key, !known.path.equals(path));
  }

  /** Whether the post is here already and says just this. */
  boolean isAsBefore(PostKey key, String state) {
    return Optional.ofNullable(posts.get(key)).filter(known -> known.present && known.state.equals(state)).isPresent();
  }

  /** Takes the file as this post's from now on. */
  void take(PostKey key, String path, String state, List<Alias> names) {
    Optional.ofNullable(posts.get(key)).ifPresent(before -> present.remove(before.path, before));
    remember(new Known(key, path, true, state));
    names.forEach(name -> aliases.put(name, key));
  }

  private void remember(Known post) {
    posts.put(post.key, post);
    if (post.present) present.put(post.path, post);
  }

  private Optional<Known> find(List<Alias> names, Kind kind) {
    return names.stream().filter(name -> name.kind() == kind).findFirst().map(aliases::get).map(posts::get);
  }
}
