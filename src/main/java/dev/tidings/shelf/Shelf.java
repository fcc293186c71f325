package dev.tidings.shelf;

import dev.tidings.post.Category;
import dev.tidings.post.FileStamp;
import dev.tidings.post.Post;
import dev.tidings.post.PostProblem;
import dev.tidings.post.PostProblem.Severity;
import dev.tidings.store.Tx;
import dev.tidings.timetable.CategoryChoice;
import dev.tidings.timetable.Newsletter;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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

/**
 * Every post that was ever seen, each with a key of ours, a feed id and, per newsletter, a number. The number is given when a
 * post is first seen to qualify there; so a late file with an old date is news, and a renamed or edited one is not.
 */
public final class Shelf {
  /** So many numbers later nobody waits any more for a post that was away. */
  private static final long LONG_PAST = 500;
  static final String ENTRY = "SELECT p.key, p.path, p.title, p.categories, p.dated_at, p.feed_id, p.page, p.corrected_at FROM post p ";
  private final Mint mint;
  private final boolean home;

  /**
   * @param site the absolute base of all links, ending with '/'
   * @param home the posts' own site, if they have one
   */
  public Shelf(FeedIds ids, URI site, Optional<PostSite> home) {
    this.mint = new Mint(ids, site, home);
    this.home = home.isEmpty();
  }

  /** Whether posts are at home on our pages, having no site of their own. */
  public boolean isHome() {
    return home;
  }

  /** What is new, changed or gone since the last settling. */
  public Glance glance(Handle sql, List<FileStamp> listed) {
    Map<String, FileStamp> unread = new LinkedHashMap<>(2 * listed.size());
    listed.forEach(stamp -> unread.put(stamp.relative(), stamp));
    Set<String> vanished = new HashSet<>();
    new FileRecords(sql).each((path, known) -> {
      FileStamp stamp = unread.get(path);
      if (stamp == null) vanished.add(path);
      else if (known.isStill(stamp)) unread.remove(path);
    });
    return new Glance(List.copyOf(unread.values()), vanished);
  }

  /** Takes note of what was read and of what is gone. Running it again with the same intake changes nothing. */
  public Settled settle(Tx tx, Intake intake, Instant now) {
    var files = new FileRecords(tx.sql());
    boolean changed = !intake.vanished().isEmpty() || !intake.readings().isEmpty();
    boolean touched = false;
    if (changed) {
      var settlement = new Settlement(tx.sql(), mint, now, intake);
      settlement.settle();
      touched = settlement.touched();
    }
    if (new Arrivals(tx.sql()).number(now) > 0 || touched) touch(tx);
    return settled(tx, intake, files, changed, now);
  }

  private static Settled settled(Tx tx, Intake intake, FileRecords files, boolean changed, Instant now) {
    var problems = new ArrayList<>(intake.problems());
    problems.addAll(files.problems());
    long waiting = tx.sql().createQuery("SELECT count(*) FROM post WHERE word = 'waiting' AND present = 1").mapTo(Long.class).one();
    if (waiting > 0)
      problems.add(new PostProblem("posts", 0, Severity.WARNING,
          "%d older posts arrived at once and wait for your word: nobody is told about them yet. 'tidings posts release' tells them with the next edition, 'tidings posts never' keeps them in feeds only."
              .formatted(waiting)));
    int publishable =
        tx.sql().createQuery("SELECT count(*) FROM post WHERE present = 1 AND word <> 'withdrawn' AND dated_at <= ?").bind(0, now.toEpochMilli()).mapTo(Integer.class).one();
    int held = files.count(FileRecords.Kind.HELD);
    int read = files.count(FileRecords.Kind.POST) + held + files.count(FileRecords.Kind.DRAFT);
    return new Settled(read, publishable, held, changed, problems);
  }

  /** Gives the next numbers to posts that qualify for {@code newsletter} and have none yet: by date, then path. */
  public void number(Tx tx, Newsletter newsletter, Instant now) {
    List<Entry> fresh =
        tx.sql()
            .createQuery(ENTRY + "WHERE p.present = 1 AND p.word = 'listed' AND p.dated_at <= :now AND NOT EXISTS"
                    + " (SELECT 1 FROM shelf s WHERE s.newsletter = :newsletter AND s.post = p.key) ORDER BY p.dated_at, p.path")
            .bind("now", now.toEpochMilli())
            .bind("newsletter", newsletter.slug())
            .map((row, context) -> entry(row))
            .filter(entry -> qualifies(entry, newsletter.choice()))
            .list();
    if (fresh.isEmpty()) return;
    long next = last(tx.sql(), newsletter.slug()) + 1;
    var batch = tx.sql().prepareBatch("INSERT INTO shelf (newsletter, number, post) VALUES (?, ?, ?)");
    for (Entry entry : fresh) batch.add(newsletter.slug(), next++, entry.key().value());
    batch.execute();
  }

  /** What is wrong with the files that were read last. */
  public List<PostProblem> problems(Handle sql) {
    return new FileRecords(sql).problems();
  }

  private static boolean qualifies(Entry entry, CategoryChoice choice) {
    return choice.all() || choice.listed().stream().map(Category::slug).anyMatch(entry.categories()::contains);
  }

  /** The last number given in this newsletter; 0 where there is none. */
  public long last(Handle sql, String newsletter) {
    return sql.createQuery("SELECT coalesce(max(number), 0) FROM shelf WHERE newsletter = ?").bind(0, newsletter).mapTo(Long.class).one();
  }

  /**
   * Where a new subscriber begins: told about everything before {@code from}, and about all but the last {@code atMost}.
   *
   * @param from the start of the local day one period back
   */
  public long startCursor(Handle sql, Newsletter newsletter, Instant from) {
    long last = last(sql, newsletter.slug());
    long before =
        sql.createQuery("SELECT coalesce(min(s.number) - 1, ?) FROM shelf s JOIN post p ON p.key = s.post WHERE s.newsletter = ? AND p.dated_at >= ?")
            .bind(0, last)
            .bind(1, newsletter.slug())
            .bind(2, from.toEpochMilli())
            .mapTo(Long.class)
            .one();
    return Math.max(before, last - newsletter.bounds().maxItems());
  }

  /** Posts after {@code cursor} that may be told, in the order of their numbers. */
  public List<Numbered> after(Handle sql, String newsletter, long cursor) {
    return sql.createQuery("SELECT s.number, s.post FROM shelf s JOIN post p ON p.key = s.post"
            + " WHERE s.newsletter = ? AND s.number > ? AND s.dropped = 0 AND p.present = 1 AND p.word NOT IN ('never', 'withdrawn') ORDER BY s.number")
        .bind(0, newsletter)
        .bind(1, cursor)
        .map((row, context) -> new Numbered(row.getLong(1), new PostKey(row.getString(2))))
        .list();
  }

  /** Marks a story as told to nobody in this newsletter. */
  public void drop(Tx tx, String newsletter, long number) {
    tx.sql().execute("UPDATE shelf SET dropped = 1 WHERE newsletter = ? AND number = ?", newsletter, number);
  }

  /** A story that nobody was told gets a number behind all others, so that it is news once more. */
  public void postpone(Tx tx, String newsletter, long number) {
    tx.sql().execute("UPDATE shelf SET number = ?, postponed_from = ? WHERE newsletter = ? AND number = ?", last(tx.sql(), newsletter) + 1, number, newsletter, number);
  }

  /**
   * Posts after {@code cursor} that cannot be told at this moment: their files are away or hold no post.
   *
   * @param cursor of the reader who is furthest behind
   * @param unread what has gone since the folder was listed
   */
  public List<Absent> absent(Handle sql, String newsletter, long cursor, Collection<PostKey> unread) {
    return sql.createQuery("SELECT s.number, s.post, p.categories, EXISTS (SELECT 1 FROM edition_post t JOIN edition e ON e.id = t.edition WHERE t.post = s.post AND e.newsletter = s.newsletter)"
            + " FROM shelf s JOIN post p ON p.key = s.post WHERE s.newsletter = :newsletter AND s.number > :cursor AND s.dropped = 0 AND (p.present = 0 OR s.post IN (<unread>)) AND p.word NOT IN ('never', 'withdrawn') ORDER BY s.number")
        .bind("newsletter", newsletter).bind("cursor", cursor).bindList("unread", Stream.concat(Stream.of(""), unread.stream().map(PostKey::value)).toList())
        .map((row, context) -> new Absent(new Numbered(row.getLong(1), new PostKey(row.getString(2))), slugs(row.getString(3)), row.getBoolean(4)))
        .list();
  }

  /** Those of {@code keys} that this newsletter may yet tell; what was dropped, withdrawn or is long past is not among them. */
  public List<Missed> missed(Handle sql, String newsletter, Collection<PostKey> keys) {
    if (keys.isEmpty()) return List.of();
    return sql.createQuery("SELECT s.number, s.post, p.present FROM shelf s JOIN post p ON p.key = s.post WHERE s.newsletter = :newsletter AND s.post IN (<keys>)"
            + " AND s.dropped = 0 AND p.word NOT IN ('never', 'withdrawn') AND s.number > :oldest ORDER BY s.number")
        .bind("newsletter", newsletter).bind("oldest", last(sql, newsletter) - LONG_PAST).bindList("keys", keys.stream().map(PostKey::value).toList())
        .map((row, context) -> new Missed(new Numbered(row.getLong(1), new PostKey(row.getString(2))), row.getInt(3) == 1))
        .list();
  }

  /**
   * To be called where cursors move on to the last number: what is away and was told to nobody gets a number behind all others, so that it
   * is news when it is back.
   */
  public void setBehind(Tx tx, String newsletter, List<Absent> absent) {
    long next = last(tx.sql(), newsletter);
    for (Absent one : absent)
      if (!one.told()) tx.sql().execute("UPDATE shelf SET number = ? WHERE newsletter = ? AND number = ?", ++next, newsletter, one.numbered().number());
  }

  /** All posts that may be public at {@code now}, newest first. */
  public List<Arrived> published(Handle sql, Instant now) {
    return new Arrivals(sql).published(now);
  }

  /** Names of categories by slug, as an author wrote them last. */
  public Map<String, String> categories(Handle sql) {
    return new Arrivals(sql).categories();
  }

  /** Another text when another set of posts is public at {@code now}, or one of them says something else. */
  public String version(Handle sql, Instant now) {
    return new Arrivals(sql).version(now);
  }

  /** The next moment at which a post that is here already becomes public. */
  public Optional<Instant> nextAfter(Handle sql, Instant now) {
    return sql.createQuery("SELECT min(dated_at) FROM post WHERE present = 1 AND dated_at > ?")
        .bind(0, now.toEpochMilli())
        .map((row, context) -> Optional.of(row.getLong(1)).filter(millis -> millis > 0).map(Instant::ofEpochMilli))
        .one();
  }

  public Optional<Entry> entry(Handle sql, PostKey key) {
    return sql.createQuery(ENTRY + "WHERE p.key = ?").bind(0, key.value()).map((row, context) -> entry(row)).findOne();
  }

  /** Posts whose path, title, id or feed id holds {@code words}; for commands that name a post. */
  public List<Entry> find(Handle sql, String words) {
    return sql.createQuery(ENTRY + "WHERE p.key = :exact OR p.feed_id = :exact OR 'posts/' || p.path = :exact OR instr(lower(p.path), lower(:exact)) > 0"
            + " OR instr(lower(p.title), lower(:exact)) > 0 ORDER BY p.dated_at DESC LIMIT 50")
        .bind("exact", words)
        .map((row, context) -> entry(row))
        .list();
  }

  /** The admin's word on posts that wait: {@code listed} tells them next, {@code never} leaves them in feeds only. */
  public int decide(Tx tx, boolean release) {
    return tx.sql().execute("UPDATE post SET word = ? WHERE word = 'waiting'", release ? "listed" : "never");
  }

  /** One post kept back for good from all newsletters, or given free again. */
  public int decide(Tx tx, PostKey key, boolean release) {
    return say(tx, key, release ? "listed" : "never");
  }

  /** One post taken back: out of feeds, pages and newsletters, whatever its file says, until it is released. */
  public int withdraw(Tx tx, PostKey key) {
    return say(tx, key, "withdrawn");
  }

  private static int say(Tx tx, PostKey key, String word) {
    touch(tx);
    return tx.sql().execute("UPDATE post SET word = ? WHERE key = ?", word, key.value());
  }

  /** Feeds and pages have to be made anew. */
  private static void touch(Tx tx) {
    tx.sql().execute("INSERT INTO meta (key, value) VALUES ('shelf', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)");
  }

  /** An entry together with what its file says. */
  public ShelvedPost shelved(Entry entry, Post post) {
    return entry.with(post, mint.link(post, entry.names().page()));
  }

  private static Optional<Instant> corrected(ResultSet row) throws SQLException {
    long at = row.getLong(8);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return entry(row, new HashMap<>());
  }

  /** @param categories the lists met so far, as they are written, so that equal ones are one set */
  static Entry entry(ResultSet row, Map<String, Set<String>> categories) throws SQLException {
    Set<String> slugs = categories.computeIfAbsent(row.getString(4), Shelf::slugs);
    return new Entry(new PostKey(row.getString(1)), row.getString(2), row.getString(3), slugs,
        new Entry.Times(Instant.ofEpochMilli(row.getLong(5)), corrected(row)), new Entry.Names(row.getString(6), row.getString(7)));
  }

  private static Set<String> slugs(String stored) {
    return Arrays.stream(stored.split(",")).filter(slug -> !slug.isEmpty()).collect(Collectors.toSet());
  }
}
