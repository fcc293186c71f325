package dev.tidings.audience;

import dev.tidings.audience.ReaderColumns.Column;
import dev.tidings.audience.ReaderColumns.Form;
import dev.tidings.audience.ReaderColumns.Place;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Rows of an export become rows of three tables, a thousand at a time. */
final class ReaderWriter {
  private static final int BATCH = 1_000;
  private final String newsletter;
  private final List<Bound> hers;
  private final List<Bound> places;
  private final int origins;
  private final int id;
  private final int reader;
  private final PreparedStatement subscriber;
  private final PreparedStatement subscription;
  private final PreparedStatement origin;
  private int waiting;

  /** @param cell its place in the row */
  private record Bound(Column column, int cell) {}

  ReaderWriter(Handle sql, String newsletter, List<Column> columns, List<String> header) throws SQLException {
    this.newsletter = newsletter;
    this.hers = bound(columns, header, Place.SUBSCRIBER);
    this.places = bound(columns, header, Place.SUBSCRIPTION);
    this.origins = header.indexOf("origins");
    this.id = header.indexOf("id");
    this.reader = header.indexOf("reader");
    this.subscriber = sql.getConnection().prepareStatement(insert("subscriber", hers, "address_key", "domain") + " ON CONFLICT (id) DO NOTHING");
    this.subscription = sql.getConnection().prepareStatement(insert("subscription", places, "newsletter", "subscriber"));
    this.origin = sql.getConnection().prepareStatement("INSERT INTO origin (subscription, kind, seen, name) VALUES (?, ?, ?, ?)");
  }

  private static List<Bound> bound(List<Column> columns, List<String> header, Place place) {
    var bound = new ArrayList<Bound>();
    for (Column column : columns)
      if (column.place() == place && header.contains(column.name())) bound.add(new Bound(column, header.indexOf(column.name())));
    return bound;
  }

  private static String insert(String table, List<Bound> bound, String... further) {
    List<String> names = Stream.concat(bound.stream().map(one -> one.column.target().name()), Stream.of(further)).toList();
    return "INSERT INTO " + table + " (" + String.join(", ", names) + ") VALUES (" + Collections.nCopies(names.size(), "?").stream().collect(Collectors.joining(", ")) + ")";
  }

  void take(ListedReader listed, List<String> cells) throws SQLException {
    int next = bind(subscriber, hers, cells, listed);
    subscriber.setString(next, listed.address().key());
    subscriber.setString(next + 1, listed.address().domain());
    next = bind(subscription, places, cells, listed);
    subscription.setString(next, newsletter);
    subscription.setLong(next + 1, Long.parseLong(cells.get(reader)));
    long number = Long.parseLong(cells.get(id));
    var brought = new ArrayList<String[]>();
    if (origins >= 0) for (String line : cells.get(origins).split("\n")) if (!line.isBlank()) brought.add(origin(line));
    subscriber.addBatch();
    subscription.addBatch();
    for (String[] one : brought) {
      origin.setLong(1, number);
      origin.setString(2, one[0]);
      origin.setLong(3, Long.parseLong(one[1]));
      origin.setString(4, one[2]);
      origin.addBatch();
    }
    if (++waiting % BATCH == 0) flush();
  }

  private static String[] origin(String line) {
    String[] parts = line.split(" ", 3);
    if (parts.length != 3 || !parts[1].matches("\\d{1,18}")) throw new IllegalArgumentException("'origins' is not kind, number, name: '" + line + "'");
    return parts;
  }

  private static int bind(PreparedStatement row, List<Bound> bound, List<String> cells, ListedReader listed) throws SQLException {
    int place = 1;
    for (Bound one : bound) {
      String text = one.column.form() == Form.ADDRESS ? listed.address().address() : one.column.stored(cells.get(one.cell));
      one.column.target().bind(row, place++, text);
    }
    return place;
  }

  private void flush() throws SQLException {
    subscriber.executeBatch();
    subscription.executeBatch();
    origin.executeBatch();
  }

  void finish() throws SQLException {
    flush();
    subscriber.close();
    subscription.close();
    origin.close();
  }
}
