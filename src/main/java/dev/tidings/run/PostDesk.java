package dev.tidings.run;

import dev.tidings.shelf.Entry;
import dev.tidings.shelf.Shelf;
import dev.tidings.store.Database;
import java.util.List;

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

  /** All that wait are told with the next editions, or never. @return how many */
  public int decideWaiting(boolean release) {
    return database.durably(tx -> shelf.decide(tx, release));
  }

  /** These are told with the next editions, or never. @return how many */
  public int decide(List<Entry> posts, boolean release) {
    return database.durably(tx -> posts.stream().mapToInt(post -> shelf.decide(tx, post.key(), release)).sum());
  }
}
