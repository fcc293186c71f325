package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.archive.Published;
import dev.tidings.archive.StoredVariant;
import dev.tidings.feed.FeedComposer;
import dev.tidings.feed.FeedReport;
import dev.tidings.feed.PublishedEdition;
import dev.tidings.feed.SiteWriter;
import dev.tidings.shelf.PostKey;
import dev.tidings.shelf.Shelf;
import dev.tidings.shelf.ShelvedPost;
import dev.tidings.store.Database;
import dev.tidings.timetable.Newsletter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
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

  /**
   * @param composer makes the composer for a way of getting articles
   * @param dress whatever else shapes the output: settings, templates, the program's version
   */
  record Site(Path folder, List<Newsletter> newsletters, Function<Library, FeedComposer> composer, String dress) {}

  FeedReport write(Library library, Instant now) {
    String inputs = database.read(sql -> inputs(sql, now));
    if (isWritten(inputs)) return FeedReport.UNCHANGED;
    List<ShelvedPost> posts = database.read(sql -> shelf.published(sql, now)).stream()
        .map(library::shelved).flatMap(Optional::stream).toList();
    List<PublishedEdition> editions = database.read(sql -> editions(sql, posts));
    FeedReport report = site.composer().apply(library).write(posts, editions, now, new SiteWriter(site.folder()));
    database.inTx(tx -> tx.sql().execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('site', ?)", inputs));
    return report;
  }

  private boolean isWritten(String inputs) {
    return Files.isRegularFile(site.folder().resolve(SiteWriter.MANIFEST))
        && database.read(sql -> sql.createQuery("SELECT value FROM meta WHERE key = 'site'").mapTo(String.class).findOne()).filter(inputs::equals).isPresent();
  }

  private List<PublishedEdition> editions(Handle sql, List<ShelvedPost> posts) {
    Map<PostKey, ShelvedPost> byKey = new LinkedHashMap<>();
    posts.forEach(post -> byKey.put(post.key(), post));
    return site.newsletters().stream()
        .flatMap(newsletter -> archive.editions(sql, newsletter.slug()).stream().flatMap(edition -> edition(sql, newsletter, edition, byKey)))
        .toList();
  }

  private Stream<PublishedEdition> edition(Handle sql, Newsletter newsletter, Published edition, Map<PostKey, ShelvedPost> posts) {
    List<ShelvedPost> stories = edition.posts().stream().map(posts::get).filter(Objects::nonNull).toList();
    Optional<StoredVariant> variant = archive.fullest(sql, edition.id());
    return variant.stream()
        .map(stored -> new PublishedEdition(newsletter, edition.number(), edition.when().local(), edition.when().zone(),
            edition.when().publishedAt(), edition.subject(), stored.letter().parts().html(), stored.letter().parts().text(), stories));
  }

  /** Everything that feeds are made of, as one digest. */
  private String inputs(Handle sql, Instant now) {
    MessageDigest digest = sha256();
    digest.update(site.dress().getBytes(StandardCharsets.UTF_8));
    sql.createQuery("SELECT p.key || ' ' || p.path || ' ' || f.size || ' ' || f.modified || ' ' || p.digest FROM post p JOIN post_file f ON f.post = p.key"
            + " WHERE p.present = 1 AND p.dated_at <= ? ORDER BY p.key")
        .bind(0, now.toEpochMilli()).mapTo(String.class).forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    sql.createQuery("SELECT newsletter || ' ' || number FROM edition ORDER BY id").mapTo(String.class)
        .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
