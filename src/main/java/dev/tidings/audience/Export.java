package dev.tidings.audience;

import dev.tidings.audience.ReaderColumns.Column;
import dev.tidings.audience.ReaderColumns.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Subscriptions as CSV, RFC 4180, row by row: memory does not grow with them. */
public record Export(Handle sql) {
  private static final int BATCH = 1_000;

  /** Answers how many. To be called in a snapshot: on PostgreSQL all rows would be fetched at once outside of one. */
  public int write(String newsletter, Appendable out) {
    List<Column> columns = ReaderColumns.of(sql).all();
    String rows = "SELECT " + columns.stream().map(Column::select).collect(Collectors.joining(", "))
        + " FROM subscription u JOIN subscriber s ON s.id = u.subscriber WHERE u.newsletter = ? AND s.address_key LIKE '%@%' ORDER BY s.address_key";
    try (PreparedStatement statement = sql.getConnection().prepareStatement(rows)) {
      statement.setFetchSize(BATCH);
      statement.setString(1, newsletter);
      CsvLine.write(out, columns.stream().map(Column::name).toList());
      int written = 0;
      try (ResultSet row = statement.executeQuery()) {
        for (; row.next(); written++) CsvLine.write(out, cells(columns, row));
      }
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException("The export cannot be written. It is incomplete. Check the disk.", e);
    } catch (SQLException e) {
      throw new IllegalStateException("readers cannot be read from the store", e);
    }
  }

  private static List<String> cells(List<Column> columns, ResultSet row) throws SQLException {
    var cells = new ArrayList<String>();
    for (int i = 0; i < columns.size(); i++) {
      String text = columns.get(i).target().written(row, i + 1);
      cells.add(columns.get(i).form() == Form.NAME ? ReaderColumns.harmless(text) : text);
    }
    return cells;
  }
}
