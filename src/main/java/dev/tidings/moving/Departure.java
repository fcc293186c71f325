package dev.tidings.moving;

import dev.tidings.audience.CsvLine;
import dev.tidings.audience.Export;
import dev.tidings.mail.MailComposer;
import dev.tidings.store.Database;
import dev.tidings.store.Numbers;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Everything leaves, as it was at one moment, while the house may go on: row by row, so that memory does not grow with it. */
public final class Departure {
  static final String MANIFEST = "manifest.csv";
  static final String LABEL = "export.properties";
  static final String READERS = "readers/";
  static final int FORM = 1;
  private final Database database;
  private final MailComposer composer;
  private final Identity identity;

  /** @param composer unsigned, and its links lead nowhere: mails of the archive are nobody's */
  public Departure(Database database, MailComposer composer, Identity identity) {
    this.database = database;
    this.composer = composer;
    this.identity = identity;
  }

  /** @param owed mails that were still to be sent: their readers count as not told */
  public record Shipped(long readers, long suppressions, long editions, long owed, int files) {}

  /**
   * @param to a folder, or a file that ends in .zip; nothing may be there
   * @param progress is told of each file of readers, and of every hundredth edition
   */
  public Shipped export(Path to, Instant now, Consumer<String> progress) throws IOException {
    if (Files.exists(to)) throw new IOException("there is something of that name already");
    try (Crate crate = Crate.at(to)) {
      Shipped shipped = database.snapshot(sql -> {
        try {
          return fill(crate, sql, now, progress);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      crate.seal();
      return shipped;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Shipped fill(Crate crate, Handle sql, Instant now, Consumer<String> progress) throws IOException {
    crate.put("README.txt", out -> out.write(Departure.class.getResourceAsStream("README.txt").readAllBytes()));
    for (Book book : Book.beforeReaders()) book(crate, sql, book);
    var editions = new EditionShelf(sql, composer, now);
    EditionShelf.Counts counts = editions.pack(crate, progress);
    book(crate, sql, Book.EDITION_POSTS);
    long readers = 0;
    for (String newsletter : sql.createQuery("SELECT DISTINCT newsletter FROM subscription ORDER BY newsletter").mapTo(String.class).list()) {
      int[] rows = {0};
      String file = READERS + newsletter + ".csv";
      crate.put(file, out -> rows[0] = written(out, writer -> new Export(sql).write(newsletter, writer)));
      progress.accept("%s: %,d rows".formatted(file, rows[0]));
      readers += rows[0];
    }
    for (Book book : Book.afterReaders()) book(crate, sql, book);
    crate.put("staff.csv", out -> new Pages(sql).write(out, "SELECT name, role, zone, created_at FROM account ORDER BY name", "account"));
    long suppressions = sql.createQuery("SELECT count(*) FROM suppression").mapTo(Long.class).one();
    label(crate, sql, now, counts.owed());
    manifest(crate);
    return new Shipped(readers, suppressions, counts.editions(), counts.owed(), crate.packed().size());
  }

  private static void book(Crate crate, Handle sql, Book book) throws IOException {
    crate.put(book.file(), out -> new Pages(sql).write(out, book));
  }

  private void label(Crate crate, Handle sql, Instant now, long owed) throws IOException {
    var numbers = new Numbers(sql, database.dialect());
    String last = Arrival.NUMBERED.stream().map(table -> "last.%s=%d%n".formatted(table, numbers.last(table))).collect(Collectors.joining());
    String text = last + "form=%d%nhouse=%s%nsalt=%s%nlinks=%s%nat=%s%nowed=%d%n".formatted(FORM, identity.house(), identity.salt(), identity.links(), now.truncatedTo(ChronoUnit.SECONDS), owed);
    crate.put(LABEL, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Last of all: where it is missing, or not true, the export is not whole. */
  private static void manifest(Crate crate) throws IOException {
    List<Crate.Packed> packed = crate.packed();
    crate.put(MANIFEST, out -> written(out, writer -> {
      CsvLine.write(writer, List.of("file", "bytes", "sha256"));
      for (Crate.Packed one : packed) CsvLine.write(writer, List.of(one.file(), Long.toString(one.bytes()), one.sha256()));
      return packed.size();
    }));
  }

  /** Text that answers how many rows it has. */
  interface Text {
    int into(Writer writer) throws IOException;
  }

  static int written(OutputStream out, Text text) throws IOException {
    var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    int rows = text.into(writer);
    writer.flush();
    return rows;
  }
}
