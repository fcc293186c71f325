package dev.tidings.audience;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** CSV as we write it ourselves, its cells by the names of the header. */
public final class CsvTable {
  private CsvTable() {}

  /** @param line where it begins */
  public record Row(int line, List<String> header, List<String> cells) {
    /** Blank where there is no such column. */
    public String text(String column) {
      int place = header.indexOf(column);
      return place < 0 || place >= cells.size() ? "" : cells.get(place);
    }
  }

  /** Who takes the rows, one by one. */
  public interface Taker {
    void take(Row row) throws IOException;
  }

  /** @throws IllegalArgumentException for a row that is none; the message names its line */
  public static void read(InputStream in, Taker taker) throws IOException {
    var rows = new CsvRows(new InputStreamReader(in, StandardCharsets.UTF_8));
    List<String> header = rows.next().map(CsvRows.Row::cells).orElse(List.of());
    for (Optional<CsvRows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
      List<String> cells = row.get().cells();
      if (!row.get().wrong().isEmpty()) throw new IllegalArgumentException(row.get().line() + ": " + row.get().wrong());
      if (cells.size() != header.size()) throw new IllegalArgumentException("%d: it has %d cells, the header %d".formatted(row.get().line(), cells.size(), header.size()));
      taker.take(new Row(row.get().line(), header, cells));
    }
  }
}
