package dev.tidings.moving;

import dev.tidings.audience.CsvLine;
import dev.tidings.store.StoreColumn;
import dev.tidings.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Rows of a table as CSV, one by one. */
record Pages(Handle sql) {
  private static final int BATCH = 1_000;

  void write(OutputStream out, Book book) throws IOException {
    List<StoreColumn> columns = book.columns(sql);
    write(out, book.select(columns), columns);
  }

  /** @param select names columns of the table */
  void write(OutputStream out, String select, String table) throws IOException {
    Map<String, StoreColumn> all = StoreColumn.of(sql, table).stream().collect(Collectors.toMap(StoreColumn::name, Function.identity()));
    List<StoreColumn> columns = java.util.Arrays.stream(select.substring("SELECT ".length(), select.indexOf(" FROM ")).split(", ")).map(all::get).toList();
    write(out, select, columns);
  }

  private void write(OutputStream out, String select, List<StoreColumn> columns) throws IOException {
    Departure.written(out, writer -> {
      CsvLine.write(writer, columns.stream().map(StoreColumn::name).toList());
      try (PreparedStatement statement = sql.getConnection().prepareStatement(select)) {
        statement.setFetchSize(BATCH);
        try (ResultSet row = statement.executeQuery()) {
          int rows = 0;
          for (; row.next(); rows++) {
            var cells = new ArrayList<String>();
            for (int i = 0; i < columns.size(); i++) cells.add(columns.get(i).written(row, i + 1));
            CsvLine.write(writer, cells);
          }
          return rows;
        }
      } catch (SQLException e) {
        throw new StoreException("The store cannot be read to its end (%s). Nothing is left of the export.".formatted(e.getMessage()), e);
      }
    });
  }
}
