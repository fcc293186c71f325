package dev.tidings.moving;

import dev.tidings.audience.CsvTable;
import dev.tidings.store.StoreColumn;
import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** A table that travelled as CSV is looked through, or put into the store. */
final class BookReader {
  private static final int BATCH = 1_000;
  private final Book book;
  private final Handle sql;
  private final Map<String, StoreColumn> columns;

  BookReader(Book book, Handle sql) {
    this.book = book;
    this.sql = sql;
    this.columns = book.columns(sql).stream().collect(Collectors.toMap(StoreColumn::name, Function.identity()));
  }

  /** What is wrong, one sentence each; nothing is written. */
  List<String> check(Parcel parcel) throws IOException {
    var wrong = new ArrayList<String>();
    if (!parcel.holds(book.file())) return wrong;
    try (InputStream in = parcel.read(book.file())) {
      CsvTable.read(in, row -> {
        for (String name : row.header()) value(row, name).map(fault -> book.file() + ":" + row.line() + ": " + fault + ". Nothing was taken in.").ifPresent(wrong::add);
      });
    } catch (IllegalArgumentException e) {
      wrong.add(book.file() + ":" + e.getMessage() + ". Nothing was taken in.");
    }
    return wrong;
  }

  private Optional<String> value(CsvTable.Row row, String name) {
    StoreColumn column = columns.get(name);
    if (column == null) return Optional.of("this version does not know the column " + name);
    try {
      column.value(row.text(name));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** What a row needs beside its own cells. */
  interface Further {
    List<String> names();

    void bind(PreparedStatement row, int from, CsvTable.Row cells) throws SQLException, IOException;
  }

  /** Answers how many rows. */
  int take(Parcel parcel, Optional<Further> further) throws IOException {
    if (!parcel.holds(book.file())) return 0;
    var writer = new Writer(further);
    try (InputStream in = parcel.read(book.file())) {
      CsvTable.read(in, writer::take);
      writer.finish();
      return writer.rows;
    } catch (SQLException e) {
      throw new IllegalStateException(book.file() + ": its rows cannot be put into the store", e);
    }
  }

  private final class Writer {
    private final Optional<Further> further;
    private Optional<PreparedStatement> insert = Optional.empty();
    private int rows;

    Writer(Optional<Further> further) {
      this.further = further;
    }

    void take(CsvTable.Row row) throws IOException {
      try {
        PreparedStatement statement = insert.isPresent() ? insert.get() : begin(row.header());
        int place = 1;
        for (int i = 0; i < row.header().size(); i++) column(row.header().get(i)).bind(statement, place++, row.cells().get(i));
        if (further.isPresent()) further.get().bind(statement, place, row);
        statement.addBatch();
        if (++rows % BATCH == 0 || further.isPresent()) statement.executeBatch();
      } catch (SQLException e) {
        throw new IllegalStateException(book.file() + ":" + row.line() + ": it cannot be put into the store", e);
      }
    }

    private StoreColumn column(String name) {
      return Optional.ofNullable(columns.get(name)).orElseThrow(() -> new IllegalStateException(book.file() + ": column " + name));
    }

    private PreparedStatement begin(List<String> header) throws SQLException {
      var names = new ArrayList<>(header);
      further.ifPresent(more -> names.addAll(more.names()));
      PreparedStatement statement = sql.getConnection().prepareStatement("INSERT INTO " + book.table() + " (" + String.join(", ", names) + ") VALUES ("
          + Collections.nCopies(names.size(), "?").stream().collect(Collectors.joining(", ")) + ")");
      insert = Optional.of(statement);
      return statement;
    }

    void finish() throws SQLException {
      if (insert.isEmpty()) return;
      insert.get().executeBatch();
      insert.get().close();
    }
  }
}
