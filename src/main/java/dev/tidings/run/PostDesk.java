package dev.tidings.run;

import dev.tidings.post.PostProblem;
import dev.tidings.shelf.Entry;
import dev.tidings.shelf.Shelf;
import dev.tidings.store.Database;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The admin's word on posts: those that came with an archive at once wait for it. */
public final class PostDesk {
  private final Database database;
  private final Shelf shelf;

  public PostDesk(Database database, Shelf shelf) {
    this.database = database;
    this.shelf = shelf;
  }

  /** Posts whose path, title or id holds {@code words}, newest first; with no words the newest ones. */
  public List<Entry> find(String words) {
    return database.read(sql -> shelf.find(sql, words));
  }

  /** @param word listed, waiting or never · @param places one for each newsletter that has it: told, or not yet, and why */
  public record Told(Entry entry, String word, boolean present, List<String> places) {}

  /** The same, with what became of each. */
  public List<Told> told(String words) {
    return database.read(sql -> shelf.find(sql, words).stream().map(entry -> told(sql, entry)).toList());
  }

  private static Told told(Handle sql, Entry entry) {
    String key = entry.key().value();
    List<String> places = sql.createQuery("SELECT s.newsletter, s.number, s.dropped, (SELECT min(e.number) FROM edition_post p JOIN edition e ON e.id = p.edition WHERE p.post = s.post AND e.newsletter = s.newsletter AND p.place <> 'dropped') AS edition"
            + " FROM shelf s WHERE s.post = ? ORDER BY s.newsletter").bind(0, key)
        .map((row, context) -> row.getString(1) + ": " + (row.getInt(3) == 1 ? "dropped" : row.getObject(4) == null ? "not told yet, number " + row.getLong(2) : "told in edition " + row.getLong(4))).list();
    return sql.createQuery("SELECT word, present FROM post WHERE key = ?").bind(0, key).map((row, context) -> new Told(entry, row.getString(1), row.getInt(2) == 1, places)).one();
  }

  /** How many came with an archive at once and wait for a word. */
  public long waiting() {
    return database.read(sql -> sql.createQuery("SELECT count(*) FROM post WHERE word = 'waiting' AND present = 1").mapTo(Long.class).one());
  }

  /** What is wrong with the files that were read last, each with its line. */
  public List<PostProblem> problems() {
    return database.read(shelf::problems);
  }

  /** All that wait are told with the next editions, or never. @return how many */
  public int decideWaiting(boolean release) {
    return database.durably(tx -> shelf.decide(tx, release));
  }

  /** These are told with the next editions, or never. @return how many */
  public int decide(List<Entry> posts, boolean release) {
    return database.durably(tx -> posts.stream().mapToInt(post -> shelf.decide(tx, post.key(), release)).sum());
  }
}
