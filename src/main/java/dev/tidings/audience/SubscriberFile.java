package dev.tidings.audience;

import dev.tidings.audience.RowReader.BadRow;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A list of readers as text, CSV or YAML by its name, read row by row: memory does not grow with it. One bad row costs that row. */
final class SubscriberFile {
  private static final int MESSAGES = 50;
  private final String name;
  private final List<AudienceProblem> problems = new ArrayList<>();
  private int further;
  private List<String> header = List.of();
  private List<String> untaken = List.of();
  private RowReader reader = new RowReader(new Columns(List.of()), Standing.ACTIVE);

  /** Who takes the rows. */
  interface Taker {
    void good(ListedReader reader);

    /** @param cells what stands in the row, its address first where it has one */
    void bad(int line, List<String> cells, String reason);
  }

  /** @param name in messages, relative to the house */
  SubscriberFile(String name) {
    this.name = name;
  }

  /** Bounded in number; the last one counts the rest. */
  List<AudienceProblem> problems() {
    if (further == 0) return List.copyOf(problems);
    var all = new ArrayList<>(problems);
    all.add(new AudienceProblem(name, 0, true, further + " more rows have something wrong; mend the ones above first."));
    return List.copyOf(all);
  }

  String name() {
    return name;
  }

  /** Columns that nothing was taken from. */
  List<String> untaken() {
    return untaken;
  }

  void warn(int line, String message) {
    add(new AudienceProblem(name, line, false, message));
  }

  private void add(AudienceProblem problem) {
    if (problems.size() < MESSAGES) problems.add(problem);
    else further++;
  }

  /** False where the file is no list at all; a problem says why. */
  boolean read(InputStream in, Taker rows) throws IOException {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yml") || lower.endsWith(".yaml") ? yaml(in, rows) : csv(in, rows);
  }

  private boolean yaml(InputStream in, Taker rows) throws IOException {
    byte[] bytes = in.readNBytes(YamlRows.MAX_CHARACTERS + 1);
    if (bytes.length > YamlRows.MAX_CHARACTERS)
      return refuse(0, "it is larger than 64 MB. The list stays as it was. Lists of that size are read as CSV.");
    var text = new StringBuilder();
    try (Reader decoded = text(new java.io.ByteArrayInputStream(bytes))) {
      char[] buffer = new char[8192];
      for (int n = decoded.read(buffer); n >= 0; n = decoded.read(buffer)) text.append(buffer, 0, n);
    }
    try {
      new YamlRows(text.toString()).read(row -> take(row.line(), row.header(), row.cells(), row.wrong(), rows));
      return true;
    } catch (YamlRows.NoList e) {
      return refuse(e.line, e.reason);
    }
  }

  private boolean refuse(int line, String message) {
    add(new AudienceProblem(name, line, true, message));
    return false;
  }

  /** Whether the first row names a column of addresses, or is one. */
  static boolean hasAddresses(InputStream in) throws IOException {
    return new CsvRows(text(in)).next().filter(row -> Columns.bare(row.cells()) || new Columns(row.cells()).has(Columns.Field.EMAIL)).isPresent();
  }

  private boolean csv(InputStream in, Taker readers) throws IOException {
    var rows = new CsvRows(text(in));
    Optional<CsvRows.Row> first = rows.next();
    if (first.isEmpty()) return refuse(0, "the file is empty, without even a header. The list stays as it was. Write a header such as email,name,categories; a header alone is a list of nobody.");
    boolean bare = Columns.bare(first.get().cells());
    List<String> names = bare ? List.of("email") : first.get().cells();
    if (!new Columns(names).has(Columns.Field.EMAIL))
      return refuse(first.get().line(), "the first line names no column 'email'. The list stays as it was. Write a header such as email,name,categories.");
    if (bare) take(first.get().line(), names, first.get().cells(), first.get().wrong(), readers);
    for (Optional<CsvRows.Row> row = rows.next(); row.isPresent(); row = rows.next())
      take(row.get().line(), names, row.get().cells(), row.get().wrong(), readers);
    return true;
  }

  private void take(int line, List<String> names, List<String> cells, String wrong, Taker rows) {
    if (!names.equals(header)) {
      header = names;
      var columns = new Columns(names);
      untaken = columns.untaken();
      reader = new RowReader(columns, Standing.ofMailchimpFile(name));
    }
    try {
      if (!wrong.isEmpty()) throw new BadRow(wrong);
      ListedReader listed = reader.read(line, cells);
      listed.warnings().forEach(warning -> warn(line, RowReader.shown(listed.address().address()) + " " + warning + ". It is kept."));
      rows.good(listed);
    } catch (BadRow bad) {
      add(new AudienceProblem(name, line, true, bad.getMessage() + ". This row gets no mail; the others go on. Mend or remove it."));
      rows.bad(line, reader.addressFirst(cells), String.valueOf(bad.getMessage()));
    }
  }

  private static Reader text(InputStream raw) throws IOException {
    var in = new BufferedInputStream(raw, 65_536);
    in.mark(3);
    byte[] mark = in.readNBytes(3);
    in.reset();
    Charset charset = StandardCharsets.UTF_8;
    int skip = 0;
    if (mark.length == 3 && mark[0] == (byte) 0xEF && mark[1] == (byte) 0xBB && mark[2] == (byte) 0xBF) skip = 3;
    else if (mark.length >= 2 && mark[0] == (byte) 0xFF && mark[1] == (byte) 0xFE) charset = StandardCharsets.UTF_16;
    else if (mark.length >= 2 && mark[0] == (byte) 0xFE && mark[1] == (byte) 0xFF) charset = StandardCharsets.UTF_16;
    in.skipNBytes(skip);
    return new InputStreamReader(in, charset);
  }
}
