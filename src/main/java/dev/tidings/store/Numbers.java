package dev.tidings.store;

import org.jdbi.v3.core.Handle;

/** The numbers a table gives its rows, also of rows that are gone: what was given out once stands in links, and is not given out again. */
public record Numbers(Handle sql, Dialect dialect) {
  /** The last one given out; 0 for none. */
  public long last(String table) {
    long kept = dialect == Dialect.SQLITE
        ? sql.createQuery("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?").bind(0, table).mapTo(Long.class).one()
        : sql.createQuery("SELECT coalesce((SELECT last_value FROM pg_sequences WHERE schemaname = current_schema() AND sequencename = ?), 0)")
            .bind(0, table + "_id_seq").mapTo(Long.class).one();
    return Math.max(kept, highest(table));
  }

  private long highest(String table) {
    return sql.createQuery("SELECT coalesce(max(id), 0) FROM " + table).mapTo(Long.class).one();
  }

  /** Goes on behind that one, where the table remembers what it gave out. */
  public void goOnAfter(String table, long last) {
    long from = Math.max(last, highest(table));
    if (from == 0) return;
    if (dialect == Dialect.POSTGRESQL) {
      sql.createQuery("SELECT setval(pg_get_serial_sequence(?, 'id'), ?)").bind(0, table).bind(1, from).mapTo(Long.class).one();
      return;
    }
    boolean remembers = sql.createQuery("SELECT count(*) FROM sqlite_master WHERE name = ? AND sql LIKE '%AUTOINCREMENT%'").bind(0, table).mapTo(Integer.class).one() > 0;
    if (!remembers) return;
    sql.execute("DELETE FROM sqlite_sequence WHERE name = ?", table);
    sql.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table, from);
  }
}
