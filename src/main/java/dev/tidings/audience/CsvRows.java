package dev.tidings.audience;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a CSV file, one at a time. RFC 4180, and what spreadsheets really write: any line ends, {@code ;} or TAB. A quote
 * that is never closed costs its own line, not the rest of the file.
 */
final class CsvRows {
  private static final int MAX_LINES_IN_ROW = 100;
  private final ListLines lines;
  private char comma = ',';
  private boolean sniffed;

  /** @param wrong empty where the cells are good */
  record Row(int line, List<String> cells, String wrong) {}

  CsvRows(Reader reader) {
    lines = new ListLines(reader);
  }

  /** The next row that is not blank; empty at the end. */
  Optional<Row> next() throws IOException {
    while (true) {
      ListLines.Line line = lines.next();
      if (line.last() && line.text().isEmpty()) return Optional.empty();
      if (line.text().isBlank()) continue;
      if (!sniffed) sniff(line.text());
      return Optional.of(row(line));
    }
  }

  private void sniff(String header) {
    sniffed = true;
    long most = 0;
    for (char candidate : new char[] {',', ';', '\t'}) {
      long count = header.chars().filter(c -> c == candidate).count();
      if (count > most) {
        most = count;
        comma = candidate;
      }
    }
  }

  private Row row(ListLines.Line first) throws IOException {
    if (first.tooLong()) return bad(first, "the line is longer than " + ListLines.MAX_LINE + " characters");
    if (first.text().indexOf('"') < 0) return new Row(first.number(), plain(first.text()), "");
    var cells = new Cells(comma);
    cells.read(first.text());
    var further = new ArrayList<ListLines.Line>();
    boolean ended = first.last();
    while (cells.open() && !ended && further.size() < MAX_LINES_IN_ROW) {
      ListLines.Line line = lines.next();
      further.add(line);
      ended = line.last();
      if (line.tooLong()) break;
      cells.newline();
      cells.read(line.text());
    }
    boolean torn = cells.open() || cells.ragged && !further.isEmpty();
    if (!torn) return new Row(first.number(), cells.done(), "");
    for (int i = further.size() - 1; i >= 0; i--) lines.giveBack(further.get(i));
    return bad(first, "a quote is opened and never closed");
  }

  private static Row bad(ListLines.Line line, String reason) {
    return new Row(line.number(), List.of(line.text()), reason);
  }

  private List<String> plain(String text) {
    var cells = new ArrayList<String>();
    int from = 0;
    for (int to = text.indexOf(comma); to >= 0; to = text.indexOf(comma, from)) {
      cells.add(text.substring(from, to));
      from = to + 1;
    }
    cells.add(text.substring(from));
    return cells;
  }

  /** The cells of one row with quotes in it. */
  private static final class Cells {
    private final char comma;
    private final List<String> done = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private boolean quoted;
    private boolean closed;
    /** Whether letters follow a closing quote: over several lines that was another row's opening one. */
    private boolean ragged;

    Cells(char comma) {
      this.comma = comma;
    }

    boolean open() {
      return quoted;
    }

    void newline() {
      cell.append('\n');
    }

    void read(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else if (quoted && c == '"') {
          quoted = false;
          closed = true;
        }
        else if (!quoted && c == '"' && cell.toString().isBlank()) {
          cell.setLength(0);
          quoted = true;
        } else if (!quoted && c == comma) {
          done.add(cell.toString());
          cell.setLength(0);
          closed = false;
        } else {
          ragged |= closed && !Character.isWhitespace(c);
          cell.append(c);
        }
      }
    }

    List<String> done() {
      done.add(cell.toString());
      return done;
    }
  }
}
