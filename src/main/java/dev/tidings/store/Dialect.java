package dev.tidings.store;

/**
 * Where one text of SQL cannot serve both. Most can: the functions of SQLite that we use and PostgreSQL lacks (max and min of
 * two values, instr) are made by the first migration there.
 */
public enum Dialect {
  SQLITE, POSTGRESQL;

  /** At the end of a SELECT whose rows are to be changed next: nobody else may meanwhile. SQLite has one writer. */
  public String forUpdate() {
    return this == SQLITE ? "" : " FOR UPDATE";
  }

  /** The same for rows that others may have taken: those are passed over. */
  public String skipLocked(String table) {
    return this == SQLITE ? "" : " FOR UPDATE OF " + table + " SKIP LOCKED";
  }
}
