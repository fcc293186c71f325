package dev.tidings.shelf;

import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The names of one kind that posts have, each given once. The store is asked for one at a time, or read whole where many will be asked for. */
final class Taken {
  private final Handle sql;
  private final String one;
  private final boolean whole;
  private final Set<String> names = new HashSet<>();

  /** @param column of the table post */
  Taken(Handle sql, String column, boolean whole) {
    this.sql = sql;
    this.one = "SELECT 1 FROM post WHERE " + column + " = ?";
    this.whole = whole;
    if (whole) names.addAll(sql.createQuery("SELECT " + column + " FROM post").mapTo(String.class).list());
  }

  boolean contains(String name) {
    return names.contains(name) || !whole && sql.createQuery(one).bind(0, name).mapTo(Integer.class).findOne().isPresent();
  }

  void add(String name) {
    names.add(name);
  }
}
