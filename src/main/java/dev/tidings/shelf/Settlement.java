package dev.tidings.shelf;

import dev.tidings.post.Category;
import dev.tidings.post.Fingerprint;
import dev.tidings.post.Post;
import dev.tidings.post.PostProblem;
import dev.tidings.post.PostProblem.Severity;
import dev.tidings.post.Reading;
import dev.tidings.shelf.Aliases.Alias;
import dev.tidings.shelf.FileRecords.Kind;
import dev.tidings.shelf.FileRecords.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** One gathering being put on the shelf: each file that was read finds its post, or becomes a new one. */
final class Settlement {
  /** More new posts than this, all older than {@link #OLD}, are an archive that arrived at once. */
  static final int ARCHIVE_AT_ONCE = 50;

  static final Duration OLD = Duration.ofDays(30);

  /** From so many files on, reading what the store remembers costs less than asking it about each. */
  private static final int MANY = 1_000;

  private final Handle sql;
  private final Mint mint;
  private final Instant now;
  private final Intake intake;
  private final List<File> files;
  private final Identity identity;
  private final boolean first;
  private final Taken keys;
  private final Taken pages;
  private final Taken feedIds;
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Placed> placed = new ArrayList<>();
  private boolean touched;

  private record Placed(PostKey key, Post post, List<Alias> names, Optional<Entry.Names> fresh, String state) {}

  private record File(Reading reading, Identity.Candidate candidate) {
    static File of(Reading reading) {
      Post post = reading.post().orElseThrow();
      return new File(reading, new Identity.Candidate(post, Aliases.of(post), state(post)));
    }

    Post post() {
      return candidate.post();
    }
  }

  Settlement(Handle sql, Mint mint, Instant now, Intake intake) {
    this.sql = sql;
    this.mint = mint;
    this.now = now;
    this.intake = intake;
    this.files = intake.readings().stream().filter(reading -> reading.post().isPresent() && !reading.draft()).map(File::of).toList();
    boolean whole = intake.readings().size() + intake.vanished().size() > MANY;
    this.identity = new Identity(sql, asked(), whole);
    this.first = sql.createQuery("SELECT 1 FROM post LIMIT 1").mapTo(Integer.class).findOne().isEmpty();
    this.keys = new Taken(sql, "key", whole);
    this.pages = new Taken(sql, "page", whole);
    this.feedIds = new Taken(sql, "feed_id", whole);
  }

  /** Whatever a post may be recognised by in this gathering; a file that holds none any more, by where it was. */
  private List<Alias> asked() {
    Stream<String> paths = Stream.concat(intake.vanished().stream(), intake.readings().stream().map(reading -> reading.stamp().relative()));
    return Stream.concat(paths.map(Aliases::path), files.stream().flatMap(file -> file.candidate().names().stream())).distinct().toList();
  }

  /** Takes note of all of it. */
  void settle() {
    vanish(intake.vanished());
    intake.readings().stream().filter(reading -> reading.post().isEmpty() || reading.draft()).forEach(this::withoutPost);
    absent(identity.expect(files.stream().map(File::candidate).toList()));
    Map<File, Integer> rank = files.stream().collect(Collectors.toMap(Function.identity(), file -> identity.rank(file.candidate())));
    files.stream()
        .sorted(Comparator.comparing((File file) -> rank.get(file))
            .thenComparing(file -> file.post().dates().published().toInstant())
            .thenComparing(file -> file.candidate().path()))
        .forEach(this::place);
    write();
  }

  private void vanish(Set<String> paths) {
    List<PostKey> gone = paths.stream().map(identity::vanish).flatMap(Optional::stream).toList();
    absent(gone);
    new FileRecords(sql).forget(paths);
  }

  private void absent(List<PostKey> gone) {
    if (gone.isEmpty()) return;
    touched = true;
    var batch = sql.prepareBatch("UPDATE post SET present = 0 WHERE key = ?");
    gone.forEach(key -> batch.bind(0, key.value()).add());
    batch.execute();
  }

  private void withoutPost(Reading reading) {
    boolean error = reading.problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    Kind kind = reading.draft() ? Kind.DRAFT : error ? Kind.HELD : Kind.PAGE;
    identity.vanish(reading.stamp().relative()).ifPresent(key -> absent(List.of(key)));
    verdicts.add(new Verdict(reading, kind, Optional.empty(), reading.problems(), true));
  }

  private void place(File file) {
    Identity.Answer answer = identity.of(file.candidate());
    if (answer instanceof Identity.Answer.Duplicate twin) {
      hold(file.reading(), twin);
      return;
    }
    boolean known = answer instanceof Identity.Answer.Same;
    PostKey key = answer instanceof Identity.Answer.Same same ? same.key() : mint.key(file.post(), one -> keys.contains(one.value()));
    Optional<Entry.Names> fresh = known ? Optional.empty() : Optional.of(names(file.post()));
    keys.add(key.value());
    touched = touched || !identity.isAsBefore(key, file.candidate());
    identity.take(key, file.candidate()).ifPresent(before -> absent(List.of(before)));
    placed.add(new Placed(key, file.post(), file.candidate().names(), fresh, file.candidate().state()));
    verdicts.add(new Verdict(file.reading(), Kind.POST, Optional.of(key), file.reading().problems(), true));
  }

  private Entry.Names names(Post post) {
    String page = mint.page(post, pages::contains);
    String feedId = mint.feedId(post, feedIds::contains);
    pages.add(page);
    feedIds.add(feedId);
    return new Entry.Names(feedId, page);
  }

  private void hold(Reading reading, Identity.Answer.Duplicate twin) {
    identity.vanish(reading.stamp().relative()).ifPresent(key -> absent(List.of(key)));
    String why = twin.id()
        .map(id -> "this claims the id '%s', which %s has. It is held back, so that nobody gets it twice; everything else goes out. Give it an id of its own, or delete one of the two.".formatted(id, twin.path()))
        .orElseGet(() -> "this is the same story as %s. It is held back, so that nobody gets it twice; everything else goes out. Delete one of the two, or change its title and text.".formatted(twin.path()));
    var problem = new PostProblem(reading.stamp().path(), 0, Severity.ERROR, why);
    List<PostProblem> problems = Stream.concat(reading.problems().stream(), Stream.of(problem)).toList();
    verdicts.add(new Verdict(reading, Kind.HELD, Optional.empty(), problems, false));
  }

  private void write() {
    Set<PostKey> waiting = archiveAtOnce();
    PreparedBatch insert =
        sql.prepareBatch(
            "INSERT INTO post (key, path, present, digest, title, categories, dated_at, modified_at, first_seen, feed_id, page, word, state, correction, corrected_at)"
                + " VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    PreparedBatch update =
        sql.prepareBatch("UPDATE post SET path = ?, present = 1, digest = ?, title = ?, categories = ?, dated_at = ?, modified_at = ?, state = ?,"
            + " corrected_at = CASE WHEN CAST(? AS TEXT) IS NULL THEN NULL WHEN correction = ? THEN corrected_at ELSE ? END, correction = ? WHERE key = ?");
    PreparedBatch named = sql.prepareBatch("INSERT INTO category (slug, name) VALUES (?, ?) ON CONFLICT (slug) DO UPDATE SET name = excluded.name");
    placed.stream().flatMap(one -> one.post().filing().categories().stream()).collect(Collectors.toMap(Category::slug, Category::name, (early, late) -> late)).forEach((slug, name) -> named.add(slug, name));
    PreparedBatch alias = sql.prepareBatch("INSERT INTO post_alias (kind, value, post) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
    for (Placed one : placed) {
      Post post = one.post();
      Long modified = post.dates().modified().map(time -> time.toInstant().toEpochMilli()).orElse(null);
      long dated = post.dates().published().toInstant().toEpochMilli();
      String file = post.file().relative();
      String title = post.title().text();
      @Nullable String wrong = post.gist().correction().map(Fingerprint::hex).orElse(null); // one that comes with the post is as old as the post
      one.fresh().ifPresentOrElse(
          names -> insert.add(one.key().value(), file, post.file().digest(), title, slugs(post), dated, modified, now.toEpochMilli(),
              names.feedId(), names.page(), waiting.contains(one.key()) ? "waiting" : "listed", one.state(), wrong, wrong == null ? null : modified == null ? Long.valueOf(dated) : modified),
          () -> update.add(file, post.file().digest(), title, slugs(post), dated, modified, one.state(), wrong, wrong, now.toEpochMilli(), wrong, one.key().value()));
      one.names().forEach(name -> alias.add(name.kind().name(), name.value(), one.key().value()));
    }
    List.of(insert, update, alias, named).forEach(batch -> { if (batch.size() > 0) batch.execute(); });
    new FileRecords(sql).keep(verdicts, now);
  }

  private Set<PostKey> archiveAtOnce() {
    if (first) return Set.of();
    Set<PostKey> old =
        placed.stream()
            .filter(one -> one.fresh().isPresent())
            .filter(one -> one.post().dates().published().toInstant().isBefore(now.minus(OLD)))
            .map(Placed::key)
            .collect(Collectors.toSet());
    return old.size() > ARCHIVE_AT_ONCE ? old : Set.of();
  }

  /** Whether any post is new, gone or says something else than before. */
  boolean touched() {
    return touched;
  }

  /** Of all that a post says: the digest covers title and body only, and two categories of one slug are equal. */
  private static String state(Post post) {
    int names = post.filing().categories().stream().map(Category::name).toList().hashCode();
    String digest = post.file().digest();
    return digest.substring(0, Math.min(16, digest.length())) + Integer.toHexString(post.hashCode()) + Integer.toHexString(names);
  }

  private static String slugs(Post post) {
    return post.filing().categories().stream().map(Category::slug).collect(Collectors.joining(",", ",", ","));
  }
}
