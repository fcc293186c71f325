package dev.tidings.store;

import java.util.Optional;

/**
 * Where one text of SQL cannot serve both. Most can: the functions of SQLite that we use and PostgreSQL lacks (max and min of
 * two values, instr) are made by the first migration there.
 */
public enum Dialect {
  SQLITE, POSTGRESQL;

  private static final String TURN = "(" + SharedLocks.CLASS + ", hashtext('turn ' || current_schema()))";

  /** At the end of a SELECT whose rows are to be changed next: nobody else may meanwhile. SQLite has one writer. */
  public String forUpdate() {
    return this == SQLITE ? "" : " FOR UPDATE";
  }

  /** A statement that begins a transaction which writes. */
  public String begin() {
    return this == SQLITE ? "BEGIN IMMEDIATE" : "BEGIN";
  }

  /** A statement that waits until no other transaction of {@link Database} writes; none where BEGIN has done so. */
  public Optional<String> turn() {
    return this == SQLITE ? Optional.empty() : Optional.of("SELECT pg_advisory_xact_lock" + TURN);
  }

  /** The same without waiting: answers whether nobody else does. */
  public Optional<String> tryTurn() {
    return this == SQLITE ? Optional.empty() : Optional.of("SELECT pg_try_advisory_xact_lock" + TURN);
  }

  /** The same for rows that others may have taken: those are passed over. */
  public String skipLocked(String table) {
    return this == SQLITE ? "" : " FOR UPDATE OF " + table + " SKIP LOCKED";
  }
}
