package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.archive.Published;
import dev.tidings.feed.Catalogue;
import dev.tidings.feed.Cuts;
import dev.tidings.feed.FeedComposer;
import dev.tidings.feed.FeedReport;
import dev.tidings.feed.PublishedEdition;
import dev.tidings.feed.SiteWriter;
import dev.tidings.post.FileReason;
import dev.tidings.post.PostProblem;
import dev.tidings.shelf.Shelf;
import dev.tidings.store.Database;
import dev.tidings.timetable.Newsletter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Feeds and pages on disk. Where nothing they are made of has changed, nothing is read or written. */
final class FeedRun {
  private final Database database;
  private final Shelf shelf;
  private final Archive archive;
  private final Site site;

  FeedRun(Database database, Shelf shelf, Archive archive, Site site) {
    this.database = database;
    this.shelf = shelf;
    this.archive = archive;
    this.site = site;
  }

  /** @param dress whatever shapes the output besides posts and editions: settings, templates, the program's version */
  record Site(Path folder, List<Newsletter> newsletters, FeedComposer composer, String dress) {}

  FeedReport write(Library library, Instant now) {
    String inputs = database.read(sql -> inputs(sql, now));
    if (isWritten(inputs)) return FeedReport.UNCHANGED;
    Catalogue catalogue = database.read(sql -> new Catalogue(site.newsletters(), shelf.published(sql, now), shelf.categories(sql), shelf.isHome(), new Catalogue.Reading(library::shelved, library::set)));
    List<PublishedEdition> editions = database.read(this::editions);
    var cuts = new Cuts(database.read(FeedRun::cuts));
    FeedReport report;
    try {
      report = site.composer().write(catalogue, editions, cuts, new SiteWriter(site.folder(), site.dress()));
    } catch (UncheckedIOException e) {
      return unwritten(e);
    }
    // What could not be written is tried again, and told again, by the next run.
    remember(cuts, report, report.problems().isEmpty() ? inputs : "");
    return report;
  }

  /** A full disk or a folder of somebody else's keeps no mail back. */
  private static FeedReport unwritten(UncheckedIOException e) {
    String reason = e.getCause() instanceof FileSystemException trouble ? trouble.getFile() + ": " + FileReason.of(trouble) : String.valueOf(e.getMessage());
    return new FeedReport(0, 0, List.of(), List.of(new PostProblem("site", 0, PostProblem.Severity.ERROR,
        "it cannot be written (%s). Feeds and pages are not all up to date; each file is whole, and the next run goes on. Mail goes out. Check the folder's permissions and the room on its disk.".formatted(reason))));
  }

  private boolean isWritten(String inputs) {
    return Files.isRegularFile(site.folder().resolve(SiteWriter.MANIFEST)) && !SiteWriter.isTorn(site.folder())
        && database.read(sql -> sql.createQuery("SELECT value FROM meta WHERE key = ?").bind(0, key()).mapTo(String.class).findOne()).filter(inputs::equals).isPresent();
  }

  /** Machines that share a store have a site each. */
  private String key() {
    return database.machine().map(name -> "site " + name + ":" + site.folder().toAbsolutePath()).orElse("site");
  }

  private static List<Cuts.Cut> cuts(Handle sql) {
    return sql.createQuery("SELECT topic, upper FROM feed_archive").map((row, context) -> new Cuts.Cut(row.getString(1), row.getLong(2))).list();
  }

  private void remember(Cuts cuts, FeedReport report, String inputs) {
    database.inTx(tx -> {
      if (!cuts.fresh().isEmpty()) {
        var batch = tx.sql().prepareBatch("INSERT INTO feed_archive (topic, upper) VALUES (?, ?) ON CONFLICT DO NOTHING");
        cuts.fresh().forEach(cut -> batch.add(cut.topic(), cut.upper()));
        batch.execute();
      }
      if (site.composer().hub().isPresent()) HubDesk.note(tx.sql(), report.changed());
      return tx.sql().execute("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key(), inputs);
    });
  }

  private List<PublishedEdition> editions(Handle sql) {
    return site.newsletters().stream()
        .flatMap(newsletter -> archive.editions(sql, newsletter.slug()).stream().map(edition -> edition(newsletter, edition)))
        .toList();
  }

  private PublishedEdition edition(Newsletter newsletter, Published edition) {
    return new PublishedEdition(newsletter, edition.number(), edition.when().local(), edition.when().publishedAt(), edition.subject(), edition.posts(), new Print(edition));
  }

  private final class Print implements PublishedEdition.Print {
    private final Published edition;

    Print(Published edition) {
      this.edition = edition;
    }

    @Override
    public PublishedEdition.Letter get() {
      return letter(edition);
    }

    @Override
    public String state() {
      return edition.when().reprinted().map(Instant::toString).orElse("");
    }
  }

  private PublishedEdition.Letter letter(Published edition) {
    return database.read(sql -> archive.fullest(sql, edition.id())).map(stored -> new PublishedEdition.Letter(stored.letter().parts().html(), stored.letter().parts().text()))
        .orElseGet(() -> new PublishedEdition.Letter("", ""));
  }

  /** Another text whenever feeds or pages may be others. */
  private String inputs(Handle sql, Instant now) {
    String editions = sql.createQuery("SELECT count(*) || ' ' || coalesce(max(id), 0) FROM edition").mapTo(String.class).one();
    return String.join("\n", shelf.version(sql, now), editions, site.dress());
  }
}
