package dev.tidings.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.archive.Archive;
import dev.tidings.feed.FeedComposer;
import dev.tidings.feed.FeedReport;
import dev.tidings.feed.FeedSettings;
import dev.tidings.markup.Markdown;
import dev.tidings.post.PostFolder;
import dev.tidings.post.PostSettings;
import dev.tidings.render.Look;
import dev.tidings.render.TemplateFolder;
import dev.tidings.shelf.FeedIds;
import dev.tidings.shelf.Shelf;
import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to files: what changes on disk when something, or nothing, has changed in the folder of posts. */
class FeedRunTest {
  private static final URI SITE = URI.create("https://gazette.example/");
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("1971-01-01T00:00:00Z"));
  private final Database database = TestStore.passing();
  private final Shelf shelf = new Shelf(FeedIds.DEFAULT, SITE, Optional.empty());
  private final Markdown markdown = new Markdown();
  private final Look look = new Look("The Gazette", SITE, "", Look.Brand.DEFAULT, new Look.Doors(false, Optional.empty(), "gloomy", "bright"), Map.of());
  private Instant now = Instant.parse("2026-02-01T12:00:00Z");
  private String dress = "dress";
  @TempDir Path house;

  @BeforeEach
  void posts() throws IOException {
    write("2026-01-01-wind.md", "The wind turned at dawn and stayed.");
    write("2026-01-02-tide.md", "The tide came late.");
    write("2026-03-01-ahead.md", "Nobody may read this yet.");
    assertThat(feeds().written()).isPositive();
    try (Stream<Path> files = Files.walk(house.resolve("site"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) Files.setLastModifiedTime(file, LONG_AGO);
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void nothingChangedLooksAtNothing() throws IOException {
    assertThat(feeds()).isSameAs(FeedReport.UNCHANGED);
    assertThat(touched()).isEmpty();
  }

  @Test
  void aFileThatIsOnlyTouchedOrMovedChangesNoFeed() throws IOException {
    Files.setLastModifiedTime(house.resolve("posts/2026-01-01-wind.md"), FileTime.from(now));
    assertThat(feeds().written()).isZero();
    Files.createDirectories(house.resolve("posts/old"));
    Files.move(house.resolve("posts/2026-01-02-tide.md"), house.resolve("posts/old/2026-01-02-tide.md"));
    feeds();
    assertThat(touched()).as("paths are among the ingredients, and no byte is another").isSubsetOf(".tidings-manifest");
  }

  @Test
  void aCommaIsSeenInTheTextAndMakesNothingUnread() throws IOException {
    String before = read("feeds/all/atom.xml");
    write("2026-01-01-wind.md", "The wind turned at dawn, and stayed.");
    feeds();
    assertThat(read("feeds/all/atom.xml")).isEqualTo(before.replace("dawn and", "dawn, and"));
    assertThat(touched()).contains("posts/2026/wind/index.html", "feeds/general/rss.xml", "feed.xml").doesNotContain("posts/2026/tide/index.html", "index.html", "style.css", "opml.xml");
  }

  @Test
  void lastModifiedMovesUpdatedAndKeepsTheId() throws IOException {
    String id = read("feeds/all/atom.xml").replaceAll("(?s).*<entry>\\s*<id>(.*?)</id>.*", "$1");
    Files.writeString(house.resolve("posts/2026-01-02-tide.md"), "---\ntitle: Another title\ndate: 2026-01-02\nlast_modified_at: 2026-01-20 08:00\n---\nThe tide came late.\n");
    feeds();
    assertThat(read("feeds/all/atom.xml")).contains("<id>" + id + "</id>", "<title>Another title</title>", "<published>2026-01-02T00:00:00Z</published>", "<updated>2026-01-20T08:00:00Z</updated>");
  }

  @Test
  void anotherDressThatChangesNoByteChangesNoDate() throws IOException {
    dress = "another";
    FeedReport report = feeds();
    assertThat(report.written()).isZero();
    assertThat(report.unchanged()).isPositive();
    assertThat(touched()).containsExactly(".tidings-manifest");
  }

  @Test
  void aPostDatedAheadIsPublicFromItsMomentOn() throws IOException {
    assertThat(read("feeds/all/atom.xml")).doesNotContain("Nobody may read");
    now = Instant.parse("2026-03-01T00:00:00Z");
    feeds();
    assertThat(read("feeds/all/atom.xml")).contains("Nobody may read");
  }

  @Test
  void aWithdrawnPostIsGoneFromFeedsAndPages() throws IOException {
    Files.delete(house.resolve("posts/2026-01-02-tide.md"));
    feeds();
    assertThat(read("feeds/all/feed.json")).doesNotContain("tide");
    assertThat(house.resolve("site/posts/2026/tide")).doesNotExist();
  }

  @Test
  void aSiteThatWasDeletedIsWrittenAgainTheSame() throws IOException {
    String before = read("feeds/all/rss.xml");
    try (Stream<Path> files = Files.walk(house.resolve("site"))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
    }
    feeds();
    assertThat(read("feeds/all/rss.xml")).isEqualTo(before);
  }

  private void write(String name, String body) throws IOException {
    Path file = house.resolve("posts").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "---\ntitle: " + name.replaceAll("\\W", " ") + "\ncategory: General\n---\n" + body + "\n");
  }

  private FeedReport feeds() {
    var folder = new PostFolder(new PostSettings(List.of(house.resolve("posts")), house, ZoneOffset.UTC, SITE, Optional.empty(), PostSettings.Words.DEFAULT));
    var gather = new Gather(new Equipment.Sources(folder, new dev.tidings.intake.FeedIntake(house.resolve("data/feeds"), List.of())), shelf, markdown);
    var composer = new FeedComposer(new FeedSettings(50, 30, Optional.empty(), Map.of("feed.xml", "all/atom.xml")), look, "en", TemplateFolder.DEFAULT);
    Gather.Found found = database.read(gather::look);
    database.inTx(tx -> gather.settle(tx, found, List.of(), now));
    return new FeedRun(database, shelf, new Archive(), new FeedRun.Site(house.resolve("site"), List.of(), composer, dress)).write(found.library(), now);
  }

  /** Files whose date is not that of the first writing. */
  private List<String> touched() throws IOException {
    var dates = new TreeMap<String, FileTime>();
    try (Stream<Path> files = Files.walk(house.resolve("site"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) dates.put(house.resolve("site").relativize(file).toString(), Files.getLastModifiedTime(file));
    }
    return dates.entrySet().stream().filter(entry -> !entry.getValue().equals(LONG_AGO)).map(Map.Entry::getKey).toList();
  }

  private String read(String path) throws IOException {
    return Files.readString(house.resolve("site").resolve(path));
  }
}
