package dev.tidings.audience;

import dev.tidings.audience.ReaderColumns.Column;
import dev.tidings.audience.ReaderColumns.Place;
import dev.tidings.audience.RowReader.BadRow;
import dev.tidings.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Readers of a house that moved come into a new store exactly as they stood: number, state, choices, consent, cursor, origins. Unlike
 * a list, which is judged against what readers said themselves, this is what they said.
 */
public final class Resettling {
  private final LeftLog log;

  public Resettling(AudienceSettings settings) {
    this.log = new LeftLog(settings);
  }

  /** @param name in messages */
  public record Roll(String newsletter, String name) {}

  /** @param rows that are good */
  public record Outcome(int rows, List<AudienceProblem> problems) {}

  /** What takes good rows. */
  private interface Sink {
    void take(ListedReader reader, List<String> cells) throws SQLException;
  }

  /** Every row's fault; nothing is written. */
  public Outcome check(Handle sql, Roll roll, InputStream in) throws IOException {
    return read(ReaderColumns.of(sql).all(), roll, in, header -> (reader, cells) -> {});
  }

  /** To be called in a store without readers of that newsletter. */
  public Outcome take(Tx tx, Roll roll, InputStream in) throws IOException {
    List<Column> columns = ReaderColumns.of(tx.sql()).all();
    var writers = new ArrayList<ReaderWriter>();
    try {
      Outcome outcome = read(columns, roll, in, header -> {
        var writer = new ReaderWriter(tx.sql(), roll.newsletter(), columns, header);
        writers.add(writer);
        return writer::take;
      });
      for (ReaderWriter writer : writers) writer.finish();
      return outcome;
    } catch (SQLException e) {
      throw new IllegalStateException(roll.name() + ": readers cannot be put into the store", e);
    }
  }

  private interface SinkOf {
    Sink of(List<String> header) throws SQLException;
  }

  private static Outcome read(List<Column> known, Roll roll, InputStream in, SinkOf sinks) throws IOException {
    var problems = new ArrayList<AudienceProblem>();
    int good = 0;
    var rows = new CsvRows(new InputStreamReader(in, StandardCharsets.UTF_8));
    List<String> header = rows.next().map(CsvRows.Row::cells).orElse(List.of());
    String missing = known.stream().filter(Resettling::isNeeded).map(Column::name).filter(name -> !header.contains(name)).collect(Collectors.joining(", "));
    String unknown = header.stream().filter(name -> known.stream().noneMatch(column -> column.name().equals(name))).collect(Collectors.joining(", "));
    if (!missing.isEmpty()) problems.add(problem(roll, 1, "it has no column " + missing + ". Export again, or take it in as a list: 'tidings import " + roll.newsletter() + " FILE'"));
    if (!unknown.isEmpty()) problems.add(problem(roll, 1, "this version does not know the column " + unknown + ". Import with the version that exported it, or a later one"));
    if (!problems.isEmpty()) return new Outcome(0, problems);
    var reader = new RowReader(new Columns(header), Standing.ACTIVE);
    try {
      Sink sink = sinks.of(header);
      for (Optional<CsvRows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
        try {
          if (!row.get().wrong().isEmpty()) throw new BadRow(row.get().wrong());
          if (row.get().cells().size() != header.size()) throw new BadRow("it has %d cells, the header %d".formatted(row.get().cells().size(), header.size()));
          sink.take(reader.read(row.get().line(), row.get().cells()), row.get().cells());
          good++;
        } catch (BadRow | IllegalArgumentException e) {
          problems.add(problem(roll, row.get().line(), String.valueOf(e.getMessage())));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(roll.name() + ": readers cannot be put into the store", e);
    }
    return new Outcome(good, problems);
  }

  private static boolean isNeeded(Column column) {
    return column.place() == Place.SUBSCRIPTION ? column.name().equals("id") || column.name().equals("cursor") || column.name().equals("status") || column.name().equals("since")
        : column.name().equals("email") || column.name().equals("reader") || column.name().equals("reader_created_at");
  }

  private static AudienceProblem problem(Roll roll, int line, String reason) {
    return new AudienceProblem(roll.name(), line, true, reason + ". Nothing was taken in.");
  }

  /** Who is out by then is written to left.csv too, unless it stands there: it must outlive the store. Answers how many were new. */
  public int noteLeft(Tx tx, String newsletter, Instant now) {
    var left = new LinkedHashMap<String, String>();
    tx.sql().createQuery("SELECT s.address_key, u.ended_why FROM subscription u JOIN subscriber s ON s.id = u.subscriber"
        + " WHERE u.newsletter = ? AND u.status = 'ended' AND u.ended_why IN ('left', 'bounced', 'complained', 'admin') AND s.address_key LIKE '%@%' ORDER BY s.id")
        .bind(0, newsletter).map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(row -> left.put(row.getKey(), LeftLog.reason(row.getValue(), newsletter)));
    return log.appendNew(left, newsletter, now);
  }
}
