package dev.tidings.shelf;

import dev.tidings.post.Post;
import dev.tidings.shelf.Aliases.Alias;
import dev.tidings.shelf.Aliases.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Decides which post a file is. A post keeps its identity through edits (same path) and moves (a new path that holds the
 * body, or the title and date, of a post whose path has vanished or holds another one now). The same story in two present files is
 * held once.
 */
final class Identity {
  sealed interface Answer {
    record Same(PostKey key) implements Answer {}

    record New() implements Answer {}

    /** @param path the first file's · @param id the id that both claim, where that is the reason */
    record Duplicate(String path, Optional<String> id) implements Answer {}
  }

  /** What a file says at the moment; nothing while that is being read anew. */
  private record Says(String digest, String title) {
    static final Says NOTHING = new Says("", "");
  }

  /** A post of which one may ask whether a file is it. */
  private static final class Known {
    final PostKey key;
    String path;
    boolean present;

    Says now;
    final String state;

    Known(PostKey key, String path, boolean present, Says now, String state) {
      this.state = state;
      this.key = key;
      this.path = path;
      this.present = present;
      this.now = now;
    }
  }

  /** A file's post together with whatever it may be recognised by. @param state of all that it says */
  record Candidate(Post post, List<Alias> names, String state) {
    String path() {
      return post.file().relative();
    }

    private Stream<Alias> names(Set<Kind> kinds) {
      return names.stream().filter(name -> kinds.contains(name.kind()));
    }

    private Says says() {
      return new Says(post.file().digest(), Aliases.plain(post.title().text()));
    }
  }

  private static final String POSTS = "SELECT key, path, present, digest, title, state FROM post %s ORDER BY present, first_seen, key";
  private static final Set<Kind> OF_CONTENT = Set.of(Kind.ID, Kind.DIGEST, Kind.TITLE_DATE, Kind.TITLE_SOURCE);
  private static final Set<Kind> THAT_MOVE = Set.of(Kind.ID, Kind.DIGEST, Kind.TITLE_DATE);
  private final Map<PostKey, Known> posts = new LinkedHashMap<>();
  private final Map<String, Known> places = new HashMap<>();
  private final Map<Alias, Set<PostKey>> aliases = new HashMap<>();

  /** As much of the store's memory as it takes to say which post any of {@code asked} is: all of it where {@code whole}. */
  Identity(Handle sql, Collection<Alias> asked, boolean whole) {
    if (whole) aliases(sql.createQuery("SELECT kind, value, post FROM post_alias"));
    else asked.stream().collect(Collectors.groupingBy(Alias::kind, Collectors.mapping(Alias::value, Collectors.toSet())))
        .forEach((kind, values) -> aliases(sql.createQuery("SELECT kind, value, post FROM post_alias WHERE kind = :kind AND value IN (<values>)").bind("kind", kind.name()).bindList("values", List.copyOf(values))));
    Set<String> keys = aliases.values().stream().flatMap(Set::stream).map(PostKey::value).collect(Collectors.toSet());
    if (whole) posts(sql.createQuery(POSTS.formatted("")));
    else if (!keys.isEmpty()) posts(sql.createQuery(POSTS.formatted("WHERE key IN (<keys>)")).bindList("keys", List.copyOf(keys)));
  }

  private void aliases(Query rows) {
    rows.map((row, context) -> called(new Alias(Kind.valueOf(row.getString(1)), row.getString(2)), new PostKey(row.getString(3)))).list();
  }

  private void posts(Query rows) {
    rows.map((row, context) -> {
      var says = new Says(row.getString(4), Aliases.plain(row.getString(5)));
      return new Known(new PostKey(row.getString(1)), row.getString(2), row.getInt(3) == 1, says, row.getString(6));
    }).forEach(this::remember);
  }

  private boolean called(Alias alias, PostKey key) {
    return aliases.computeIfAbsent(alias, any -> new HashSet<>(2)).add(key);
  }

  private void remember(Known post) {
    posts.put(post.key, post);
    places.put(post.path, post);
  }

  /** The file is gone, or holds no post any more. */
  Optional<PostKey> vanish(String path) {
    Optional<Known> post = Optional.ofNullable(places.get(path)).filter(known -> known.present);
    post.ifPresent(known -> known.present = false);
    return post.map(known -> known.key);
  }

  /**
   * Before any of the files is asked about: those that hold something else now, while another one of them holds what they held, have
   * lost their post to it.
   *
   * @return the posts that stand in no file for the moment
   */
  List<PostKey> expect(List<Candidate> files) {
    Set<PostKey> stay = files.stream().flatMap(file -> known(file).filter(post -> isStill(post, file)).stream()).map(post -> post.key).collect(Collectors.toSet());
    Set<PostKey> carried = files.stream().flatMap(file -> file.names(THAT_MOVE)).flatMap(name -> keys(name).stream()).collect(Collectors.toSet());
    var displaced = new ArrayList<PostKey>();
    for (Candidate file : files) {
      Optional<Known> post = known(file);
      post.ifPresent(known -> known.now = Says.NOTHING);
      if (post.isEmpty() || stay.contains(post.get().key) || !carried.contains(post.get().key)) continue;
      places.remove(file.path());
      post.get().present = false;
      displaced.add(post.get().key);
    }
    return displaced;
  }

  /** The order to ask in: who stays comes before who is new, so that the copy is the duplicate. */
  int rank(Candidate file) {
    Optional<Known> post = known(file);
    if (post.isEmpty()) return 2;
    return isStill(post.get(), file) ? 0 : 1;
  }

  private Optional<Known> known(Candidate file) {
    return Optional.ofNullable(places.get(file.path()));
  }

  private boolean isStill(Known post, Candidate file) {
    return file.names(OF_CONTENT).anyMatch(name -> keys(name).contains(post.key));
  }

  private Set<PostKey> keys(Alias name) {
    return aliases.getOrDefault(name, Set.of());
  }

  Answer of(Candidate file) {
    Optional<Known> here = known(file);
    Optional<Known> byId = all(file, Kind.ID).findFirst();
    if (byId.isPresent()) return elsewhere(byId.get(), file) ? new Answer.Duplicate(byId.get().path, file.post().file().id()) : same(byId.get());
    Optional<Known> twin = twin(file);
    if (twin.isPresent()) return new Answer.Duplicate(twin.get().path, Optional.empty());
    if (here.isPresent() && isStill(here.get(), file)) return same(here.get());
    Stream<Known> moved = Stream.of(Kind.DIGEST, Kind.TITLE_DATE).filter(kind -> here.isEmpty() || kind == Kind.DIGEST).flatMap(kind -> all(file, kind));
    return moved.filter(post -> !post.present).findFirst().or(() -> here).map(Identity::same).orElseGet(Answer.New::new);
  }

  private static Answer same(Known post) {
    return new Answer.Same(post.key);
  }

  private static boolean elsewhere(Known post, Candidate file) {
    return post.present && !post.path.equals(file.path());
  }

  /** Another present file that says the same now. */
  private Optional<Known> twin(Candidate file) {
    Stream<Known> bodies = all(file, Kind.DIGEST).filter(post -> post.now.digest().equals(file.says().digest()));
    Stream<Known> sources = all(file, Kind.TITLE_SOURCE).filter(post -> post.now.title().equals(file.says().title()));
    return Stream.concat(bodies, sources).filter(post -> elsewhere(post, file)).findFirst();
  }

  private Stream<Known> all(Candidate file, Kind kind) {
    return file.names(Set.of(kind)).flatMap(name -> keys(name).stream()).sorted(Comparator.comparing(PostKey::value)).map(posts::get);
  }

  /** Whether the post is here already and says just this. */
  boolean isAsBefore(PostKey key, Candidate file) {
    return Optional.ofNullable(posts.get(key)).filter(known -> known.present && known.state.equals(file.state())).isPresent();
  }

  /**
   * Takes the file as this post's from now on.
   *
   * @return the post that stood in the file until now, if it was another one
   */
  Optional<PostKey> take(PostKey key, Candidate file) {
    Optional<PostKey> before = known(file).filter(post -> !post.key.equals(key)).flatMap(post -> vanish(file.path()));
    Optional.ofNullable(posts.get(key)).ifPresent(post -> places.remove(post.path, post));
    remember(new Known(key, file.path(), true, file.says(), file.state()));
    file.names().forEach(name -> called(name, key));
    return before;
  }
}
