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
import java.util.Optional;
import java.util.function.Consumer;

/** A list of readers as text, read row by row: memory does not grow with it. One bad row costs that row. */
final class SubscriberFile {
  private static final int MESSAGES = 50;
  private final String name;
  private final List<AudienceProblem> problems = new ArrayList<>();
  private int bad;
  private int further;

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

  int bad() {
    return bad;
  }

  void warn(int line, String message) {
    add(new AudienceProblem(name, line, false, message));
  }

  private void add(AudienceProblem problem) {
    if (problems.size() < MESSAGES) problems.add(problem);
    else further++;
  }

  /** False where the file is no list at all; a problem says why. */
  boolean read(InputStream in, Consumer<ListedReader> readers) throws IOException {
    var rows = new CsvRows(text(in));
    Optional<CsvRows.Row> first = rows.next();
    if (first.isEmpty()) return true;
    boolean bare = Columns.bare(first.get().cells());
    var columns = new Columns(bare ? List.of("email") : first.get().cells());
    if (!columns.has(Columns.Field.EMAIL)) {
      add(new AudienceProblem(name, first.get().line(), true,
          "the first line names no column 'email'. The list stays as it was. Write a header such as email,name,categories."));
      return false;
    }
    var reader = new RowReader(columns);
    if (bare) take(first.get(), reader, readers);
    for (Optional<CsvRows.Row> row = rows.next(); row.isPresent(); row = rows.next()) take(row.get(), reader, readers);
    return true;
  }

  private void take(CsvRows.Row row, RowReader reader, Consumer<ListedReader> readers) {
    try {
      if (!row.wrong().isEmpty()) throw new BadRow(row.wrong());
      ListedReader listed = reader.read(row.line(), row.cells());
      MailAddress.Parsed again = MailAddress.parse(listed.address().address());
      if (again instanceof MailAddress.Parsed.Good good)
        good.warnings().forEach(warning -> warn(row.line(), RowReader.shown(listed.address().address()) + " " + warning + ". It is kept."));
      readers.accept(listed);
    } catch (BadRow wrong) {
      bad++;
      add(new AudienceProblem(name, row.line(), true, wrong.getMessage() + ". This row gets no mail; the others go on. Mend or remove it."));
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
