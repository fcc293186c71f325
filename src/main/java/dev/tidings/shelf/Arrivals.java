package dev.tidings.shelf;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The order in which posts became public: by date within one gathering, and whoever comes later is behind, whatever its date. */
final class Arrivals {
  private final Handle sql;

  Arrivals(Handle sql) {
    this.sql = sql;
  }

  /** Gives the next numbers to posts that are public and have none; answers how many. */
  int number(Instant now) {
    long last = sql.createQuery("SELECT coalesce(max(arrival), 0) FROM post").mapTo(Long.class).one();
    return sql.execute("UPDATE post SET arrival = ? + fresh.n FROM (SELECT key AS k, row_number() OVER (ORDER BY dated_at, path) AS n FROM post"
        + " WHERE arrival IS NULL AND present = 1 AND dated_at <= ?) AS fresh WHERE key = fresh.k", last, now.toEpochMilli());
  }

  List<Arrived> published(Instant now) {
    Map<String, Set<String>> categories = new HashMap<>(); // few lists, and many posts
    return sql.createQuery(Shelf.ENTRY.replace(" FROM", ", p.arrival, p.state FROM") + "WHERE p.present = 1 AND p.word <> 'withdrawn' AND p.dated_at <= ? AND p.arrival IS NOT NULL ORDER BY p.dated_at DESC, p.path DESC")
        .bind(0, now.toEpochMilli())
        .map((row, context) -> new Arrived(Shelf.entry(row, categories), row.getLong(9), row.getString(10)))
        .list();
  }

  Map<String, String> categories() {
    Map<String, String> names = new LinkedHashMap<>();
    sql.createQuery("SELECT slug, name FROM category ORDER BY slug").map((row, context) -> names.put(row.getString(1), row.getString(2))).list();
    return names;
  }

  String version(Instant now) {
    String changes = sql.createQuery("SELECT value FROM meta WHERE key = 'shelf'").mapTo(String.class).findOne().orElse("0");
    long shown = sql.createQuery("SELECT count(*) FROM post WHERE present = 1 AND word <> 'withdrawn' AND dated_at <= ?").bind(0, now.toEpochMilli()).mapTo(Long.class).one();
    return changes + " " + shown;
  }
}
