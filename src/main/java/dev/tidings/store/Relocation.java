package dev.tidings.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Copies everything a store knows into another one of the other kind, in one transaction there. Each table is read again afterwards:
 * as many rows, and the same digest of all that stands in them, or nothing is committed.
 */
public final class Relocation {
  /** Kept by triggers, made anew by whoever needs it, or one engine's own. */
  private static final List<String> DERIVED = List.of("delivery_tally", "search", "search_entry", "fence", "accepted");

  private static final int BATCH = 1_000;
  private final Consumer<String> progress;

  /** @param progress is told of each table */
  public Relocation(Consumer<String> progress) {
    this.progress = progress;
  }

  /** @param digest of all rows, in the order of their keys */
  public record Table(String name, long rows, String digest) {}

  private record Shape(String name, List<Column> columns) {
    String list() {
      return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** Keys are compared octet by octet on both. */
    String select() {
      String keys = columns.stream().filter(Column::key).map(Column::name).collect(Collectors.joining(", "));
      return "SELECT " + list() + " FROM " + name + " ORDER BY " + (keys.isEmpty() ? "1" : keys);
    }

    boolean isNumbered() {
      return columns.stream().anyMatch(column -> column.key() && column.name().equals("id"));
    }
  }

  private record Column(String name, boolean key) {}

  /** @throws StoreException where the copy is not the same; then {@code to} is as it was */
  public List<Table> copy(Database from, Database to) {
    Database sqlite = from.dialect() == Dialect.SQLITE ? from : to;
    if (from.dialect() == to.dialect()) throw new StoreException("Both stores are of one kind. Nothing was moved.");
    List<Shape> shapes = sqlite.read(Relocation::shapes);
    List<Table> copied = from.read(source -> to.durably(tx -> {
      shapes.stream().sorted(java.util.Comparator.comparing(shapes::indexOf, java.util.Comparator.reverseOrder())).forEach(shape -> tx.sql().execute("DELETE FROM " + shape.name));
      List<Table> tables = shapes.stream().map(shape -> copy(source, tx.sql(), shape)).toList();
      numbers(source, tx.sql(), shapes, from.dialect());
      for (Table table : tables) {
        Table there = digest(tx.sql(), shapes.stream().filter(shape -> shape.name.equals(table.name)).findFirst().orElseThrow());
        if (!there.equals(table))
          throw new StoreException("The table %s is not the same in the new store (%,d rows of %,d). Nothing was moved; the old store is as it was.".formatted(table.name, there.rows, table.rows));
      }
      return tables;
    }));
    if (to.dialect() == Dialect.SQLITE) to.read(sql -> sql.createQuery("PRAGMA wal_checkpoint(TRUNCATE)").mapToMap().list()); // the file alone is all of it
    return copied;
  }

  /** In the order they were made, what refers after what is referred to; who is told of changes comes last, so that nobody is told of these. */
  private static List<Shape> shapes(Handle sqlite) {
    List<String> names = sqlite.createQuery("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid").mapTo(String.class).list().stream()
        .filter(name -> !name.startsWith("sqlite_") && !name.startsWith("search_") && !name.startsWith("flyway_") && !DERIVED.contains(name)).toList();
    var ordered = new ArrayList<>(names.stream().filter(name -> !name.equals("webhook")).toList());
    if (names.contains("webhook")) ordered.add("webhook");
    return ordered.stream().map(name -> new Shape(name, sqlite.createQuery("SELECT name, pk > 0 FROM pragma_table_info(?) ORDER BY pk = 0, pk, cid").bind(0, name)
        .map((row, context) -> new Column(row.getString(1), row.getBoolean(2))).list())).toList();
  }

  private Table copy(Handle from, Handle to, Shape shape) {
    String insert = "INSERT INTO " + shape.name + " (" + shape.list() + ") VALUES (" + shape.columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
    try (PreparedStatement rows = to.getConnection().prepareStatement(insert)) {
      int[] waiting = {0};
      Table table = each(from, shape, values -> {
        for (int i = 0; i < values.length; i++) {
          if (values[i] == null) rows.setNull(i + 1, Types.NULL);
          else rows.setObject(i + 1, values[i]);
        }
        rows.addBatch();
        if (++waiting[0] % BATCH == 0) rows.executeBatch();
      });
      rows.executeBatch();
      progress.accept("%s: %,d rows".formatted(table.name, table.rows));
      return table;
    } catch (SQLException e) {
      throw new StoreException("The table %s cannot be copied (%s). Nothing was moved; the old store is as it was.".formatted(shape.name, e.getMessage()), e);
    }
  }

  private static Table digest(Handle of, Shape shape) {
    try {
      return each(of, shape, values -> {});
    } catch (SQLException e) {
      throw new StoreException("The table %s cannot be read again (%s). Nothing was moved; the old store is as it was.".formatted(shape.name, e.getMessage()), e);
    }
  }

  private interface Row {
    void take(@org.jspecify.annotations.Nullable Object[] values) throws SQLException;
  }

  private static Table each(Handle of, Shape shape, Row row) throws SQLException {
    Connection connection = of.getConnection();
    boolean alone = connection.getAutoCommit();
    if (alone) connection.setAutoCommit(false); // else the driver would hold the whole table
    MessageDigest digest = sha256();
    long rows = 0;
    try (PreparedStatement statement = connection.prepareStatement(shape.select())) {
      statement.setFetchSize(BATCH);
      try (ResultSet result = statement.executeQuery()) {
        for (; result.next(); rows++) {
          var values = new @org.jspecify.annotations.Nullable Object[shape.columns.size()];
          for (int i = 0; i < values.length; i++) values[i] = plain(result.getObject(i + 1));
          for (Object value : values) digest.update(octets(value));
          row.take(values);
        }
      }
    } finally {
      if (alone) connection.setAutoCommit(true);
    }
    return new Table(shape.name, rows, HexFormat.of().formatHex(digest.digest()));
  }

  /** One form of each kind of value; PostgreSQL keeps no NUL in texts. */
  private static @org.jspecify.annotations.Nullable Object plain(@org.jspecify.annotations.Nullable Object value) {
    if (value instanceof Number number) return number.longValue();
    return value instanceof String text ? text.replace("\0", "") : value;
  }

  private static byte[] octets(@org.jspecify.annotations.Nullable Object value) {
    if (value == null) return new byte[] {0};
    byte[] octets = value instanceof byte[] bytes ? bytes : value.toString().getBytes(StandardCharsets.UTF_8);
    byte[] framed = ("\1" + octets.length + ":").getBytes(StandardCharsets.US_ASCII);
    byte[] all = java.util.Arrays.copyOf(framed, framed.length + octets.length);
    System.arraycopy(octets, 0, all, framed.length, octets.length);
    return all;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Numbers that were given out are not given out again, of links and of batches above all. */
  private static void numbers(Handle from, Handle to, List<Shape> shapes, Dialect source) {
    long batch = from.createQuery("SELECT last FROM fence").mapTo(Long.class).one();
    if (source == Dialect.SQLITE) {
      to.createQuery("SELECT setval('fence_last', ?)").bind(0, Math.max(1, batch)).mapTo(Long.class).one();
      shapes.stream().filter(Shape::isNumbered).filter(shape -> !shape.name.equals("heartbeat")).forEach(shape -> {
        long kept = from.createQuery("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?").bind(0, shape.name).mapTo(Long.class).one();
        long last = Math.max(kept, from.createQuery("SELECT coalesce(max(id), 0) FROM " + shape.name).mapTo(Long.class).one());
        if (last > 0) to.createQuery("SELECT setval(pg_get_serial_sequence(?, 'id'), ?)").bind(0, shape.name).bind(1, last).mapTo(Long.class).one();
      });
      return;
    }
    to.execute("UPDATE fence SET last = ?", batch);
    for (String name : to.createQuery("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'").mapTo(String.class).list()) {
      long last = from.createQuery("SELECT coalesce((SELECT last_value FROM pg_sequences WHERE schemaname = current_schema() AND sequencename = ?), 0)").bind(0, name + "_id_seq").mapTo(Long.class).one();
      to.execute("DELETE FROM sqlite_sequence WHERE name = ?", name);
      to.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", name, last);
    }
  }
}
