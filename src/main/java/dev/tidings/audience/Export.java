package dev.tidings.audience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Subscriptions as CSV, RFC 4180. */
record Export(Handle sql) {
  private static final String HEADER = "email,name,categories,format,language,zone,rhythm,send_after,status,consent\r\n";
  private static final String ROWS = "SELECT s.address, s.name, CASE u.categories WHEN '*' THEN '' ELSE u.categories END, lower(u.format),"
      + " coalesce(u.language, ''), coalesce(s.zone, ''), u.rhythm, coalesce(u.send_after, ''), CASE coalesce(u.ended_why, '')"
      + " WHEN 'bounced' THEN 'bounced' WHEN 'complained' THEN 'complained' WHEN 'admin' THEN 'blocked' ELSE u.status END, coalesce(u.consent, '')"
      + " FROM subscription u JOIN subscriber s ON s.id = u.subscriber WHERE u.newsletter = ? AND s.address_key LIKE '%@%' ORDER BY s.address_key";
  private static final int COLUMNS = 10;
  private static final int NAME = 2;

  int write(String newsletter, Appendable out) {
    try {
      out.append(HEADER);
      int written = 0;
      try (var rows = sql.createQuery(ROWS).bind(0, newsletter).map((row, context) -> {
        var cells = new ArrayList<String>();
        for (int i = 1; i <= COLUMNS; i++) cells.add(i == NAME ? harmless(row.getString(i)) : row.getString(i));
        return List.copyOf(cells);
      }).stream()) {
        for (List<String> cells : (Iterable<List<String>>) rows::iterator) {
          out.append(cells.stream().map(Export::cell).collect(Collectors.joining(","))).append("\r\n");
          written++;
        }
      }
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException("The export cannot be written. It is incomplete. Check the disk.", e);
    }
  }

  /** A spreadsheet must not take a name for a formula. */
  private static String harmless(String name) {
    return !name.isEmpty() && "=+-@\t".indexOf(name.charAt(0)) >= 0 ? "'" + name : name;
  }

  private static String cell(String text) {
    return text.matches("(?s).*[\",\r\n;].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
