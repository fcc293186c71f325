package dev.tidings.moving;

import dev.tidings.archive.Archive;
import dev.tidings.archive.StoredVariant;
import dev.tidings.audience.CsvLine;
import dev.tidings.mail.Addressing;
import dev.tidings.mail.MailComposer;
import dev.tidings.mail.UnfitForMail;
import dev.tidings.queue.Account;
import dev.tidings.queue.DeliveryState;
import dev.tidings.queue.Sheet;
import dev.tidings.render.MailBody;
import dev.tidings.store.StoreColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Editions as people and other programs keep them: each variant as a mail and as a page, and the account of each as a row. */
final class EditionShelf {
  private static final int TOLD = 100;
  private static final String NOBODY = "reader@example.invalid"; // RFC 2606 2
  /** Of a mail that is somebody's, so that its own links are there, filled with x. */
  private static final long NOBODYS = Long.MAX_VALUE;
  private final Handle sql;
  private final MailComposer composer;
  private final Instant now;
  private final Archive archive = new Archive();
  private final OpenAccounts accounts;

  EditionShelf(Handle sql, MailComposer composer, Instant now) {
    this.sql = sql;
    this.composer = composer;
    this.now = now;
    this.accounts = new OpenAccounts(sql);
  }

  record Counts(long editions, long owed) {}

  /** One edition as the ledger has it. @param cells by column */
  private record Row(long id, Map<String, String> cells, Account account) {
    String cell(String name) {
      return cells.getOrDefault(name, "");
    }
  }

  Counts pack(Crate crate, Consumer<String> progress) throws IOException {
    List<Row> rows = rows();
    crate.put("accounts.csv", out -> accounts(out, rows));
    crate.put(Book.EDITIONS.file(), out -> ledger(out, rows));
    crate.put(Book.VARIANTS.file(), out -> new Pages(sql).write(out, Book.VARIANTS));
    int done = 0;
    for (Row row : rows) {
      for (long variant : sql.createQuery("SELECT id FROM variant WHERE edition = ? ORDER BY id").bind(0, row.id).mapTo(Long.class).list()) pack(crate, row, variant);
      if (++done % TOLD == 0) progress.accept("editions/: %,d of %,d".formatted(done, rows.size()));
    }
    return new Counts(rows.size(), rows.stream().mapToLong(row -> OpenAccounts.owed(row.account)).sum());
  }

  private List<Row> rows() {
    List<StoreColumn> columns = Book.EDITIONS.columns(sql);
    return sql.createQuery(Book.EDITIONS.select(columns)).map((row, context) -> {
      var cells = new LinkedHashMap<String, String>();
      for (int i = 0; i < columns.size(); i++) cells.put(columns.get(i).name(), columns.get(i).written(row, i + 1));
      long id = Long.parseLong(cells.getOrDefault("id", "0"));
      return new Row(id, cells, accounts.of(id, cells.getOrDefault("account", "")));
    }).list();
  }

  private static void accounts(OutputStream out, List<Row> rows) throws IOException {
    Departure.written(out, writer -> {
      var header = new ArrayList<>(List.of("newsletter", "number", "slot", "zone", "subject", "published_at", "closed_at", "state", "stories", "planned"));
      Arrays.stream(DeliveryState.values()).map(DeliveryState::word).forEach(header::add);
      header.add("possible_duplicates");
      CsvLine.write(writer, header);
      for (Row row : rows) {
        var cells = new ArrayList<String>();
        for (String name : List.of("newsletter", "number", "local", "zone", "subject", "published_at", "closed_at", "state", "stories")) cells.add(row.cell(name));
        cells.add(Long.toString(row.account.planned()));
        for (DeliveryState state : DeliveryState.values()) cells.add(Long.toString(row.account.of(state)));
        cells.add(Long.toString(row.account.possibleDuplicates()));
        CsvLine.write(writer, cells);
      }
      return rows.size();
    });
  }

  /** What is open ends here: the new house owes none of it, for its readers count as not told. */
  private void ledger(OutputStream out, List<Row> rows) throws IOException {
    List<String> names = Book.EDITIONS.columns(sql).stream().map(StoreColumn::name).toList();
    Departure.written(out, writer -> {
      CsvLine.write(writer, names);
      for (Row row : rows) {
        var cells = new LinkedHashMap<>(row.cells);
        if (row.cell("closed_at").isEmpty()) cells.put("closed_at", now.toString());
        if (OpenAccounts.owed(row.account) > 0) cells.put("state", "cancelled");
        cells.put("account", OpenAccounts.settled(row.account).toJson());
        CsvLine.write(writer, List.copyOf(cells.values()));
      }
      return rows.size();
    });
  }

  private void pack(Crate crate, Row row, long id) throws IOException {
    StoredVariant variant = archive.variant(sql, id).orElseThrow(() -> new IllegalStateException("variant " + id + " vanished from one moment"));
    String name = name(row.cell("newsletter"), row.cell("number"), id);
    crate.put(name + ".eml", out -> out.write(mail(row, variant)));
    crate.put(name + ".html", out -> out.write(variant.letter().parts().html().getBytes(StandardCharsets.UTF_8)));
    crate.put(name + ".txt", out -> out.write(variant.letter().parts().text().getBytes(StandardCharsets.UTF_8)));
  }

  /** Without the ending. */
  static String name(String newsletter, String number, long variant) {
    return "editions/%s/%4s/%d".formatted(newsletter, number, variant).replace(' ', '0');
  }

  /** RFC 5322; its body is the frozen one, octet by octet, with an x for each letter of a reader's own links. */
  private byte[] mail(Row row, StoredVariant variant) {
    StoredVariant.Letter letter = variant.letter();
    MailBody body = letter.body();
    var name = new Sheet.EditionName(row.cell("newsletter"), Long.parseLong(row.cell("number")), row.cell("local"));
    try {
      return composer.compose(new Sheet(java.util.Optional.of(name), letter.subject(), letter.language(), body), new Addressing("export " + variant.id(), NOBODY, "", NOBODYS, Instant.parse(row.cell("published_at"))));
    } catch (UnfitForMail unfit) {
      byte[] head = "MIME-Version: 1.0\r\nContent-Type: %s\r\nContent-Transfer-Encoding: %s\r\n\r\n".formatted(body.contentType(), body.transferEncoding()).getBytes(StandardCharsets.US_ASCII);
      byte[] all = Arrays.copyOf(head, head.length + body.bytes().length);
      System.arraycopy(body.bytes(), 0, all, head.length, body.bytes().length);
      return all;
    }
  }
}
