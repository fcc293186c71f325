package dev.tidings.staff;

import dev.tidings.store.Database;
import dev.tidings.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who did what, and when. Entries are added and read, never changed. */
public final class AuditLog {
  private static final int LONGEST = 1_000;
  private final Database database;
  private final Clock clock;

  public AuditLog(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** @param who an account, {@code key:NAME} for a program, or {@code shell} · @param what a few words, {@code slot hold} · @param detail what came of it, without secrets */
  public record Entry(long id, Instant at, String who, String what, String detail) {}

  /** @return the entry's number */
  public long note(String who, String what, String detail) {
    return database.durably(tx -> note(tx, who, what, detail));
  }

  /** The same in the transaction in which it is done: there is none without the other. */
  public long note(Tx tx, String who, String what, String detail) {
    String kept = detail.length() > LONGEST ? detail.substring(0, LONGEST) + "…" : detail;
    return tx.sql().createUpdate("INSERT INTO audit (at, who, what, detail) VALUES (?, ?, ?, ?)")
        .bind(0, clock.instant().toEpochMilli()).bind(1, who).bind(2, what).bind(3, kept).executeAndReturnGeneratedKeys("id").mapTo(Long.class).one();
  }

  public Optional<Entry> entry(long id) {
    return database.read(sql -> sql.createQuery("SELECT id, at, who, what, detail FROM audit WHERE id = ?").bind(0, id).map((row, context) -> entry(row)).findOne());
  }

  /** Newest first. @param before only entries older than this one; {@link Long#MAX_VALUE} for the newest · @param who everybody's where blank */
  public List<Entry> latest(long before, String who, int limit) {
    return database.read(sql -> sql.createQuery("SELECT id, at, who, what, detail FROM audit WHERE id < :before AND (:who = '' OR who = :who) ORDER BY id DESC LIMIT :limit")
        .bind("before", before).bind("who", who).bind("limit", limit).map((row, context) -> entry(row)).list());
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(row.getLong(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3), row.getString(4), row.getString(5));
  }
}
