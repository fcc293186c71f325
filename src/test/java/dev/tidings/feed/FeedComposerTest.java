package dev.tidings.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static dev.tidings.feed.Morning1666.CITY;
import static dev.tidings.feed.Morning1666.COURT;
import static dev.tidings.feed.Morning1666.HEBREW;
import static dev.tidings.feed.Morning1666.catalogue;
import static dev.tidings.feed.Morning1666.composer;
import static dev.tidings.feed.Morning1666.edition;
import static dev.tidings.feed.Morning1666.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.io.WireFeedInput;
import dev.tidings.markup.Markdown;
import dev.tidings.shelf.ShelvedPost;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedComposerTest {
  private final List<Cuts.Cut> cuts = new ArrayList<>();
  @TempDir Path site;

  @Test
  void everyFeedIsReadByRomeAndByTheJdk() throws Exception {
    write(2, List.of(post(5, "עיתון הבוקר", "שלום לכולם ברחוב הראשי.", HEBREW), post(4, "朝刊", "港の通行料が廃止された。", CITY),
        post(3, "Bread & <butter>", "Some *bread* and more of it.", CITY, COURT), post(2, "Two", "Words of two and more.", CITY), post(1, "One", "Words of one and more.", CITY)),
        List.of(edition(1, "<html><head></head><body>Hi</body></html>", "Hi", post(1, "One", "Words of one.", CITY))));
    List<Path> xml = files(".xml");
    assertThat(xml).hasSizeGreaterThan(10);
    for (Path file : xml) {
      DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
      if (!file.endsWith("opml.xml")) new WireFeedInput().build(new StringReader(Files.readString(file)));
    }
    for (Path file : files(".json")) {
      JsonNode feed = new ObjectMapper().readTree(file.toFile());
      assertThat(feed.get("version").asText()).isEqualTo("https://jsonfeed.org/version/1.1");
      assertThat(feed.get("items")).allSatisfy(item -> {
        assertThat(item.get("id").isTextual()).isTrue();
        assertThat(item.get("content_html").asText()).isNotBlank();
        assertThat(URI.create(item.get("url").asText()).isAbsolute()).isTrue();
      });
    }
  }

  @Test
  void fieldsTravelInAllThreeFormats() throws Exception {
    write(10, List.of(post(3, "Bread & <butter>", "Some *bread* and more of it.", CITY, COURT)), List.of());
    Channel rss = (Channel) new WireFeedInput().build(new StringReader(read("feeds/city/rss.xml")));
    Feed atom = (Feed) new WireFeedInput().build(new StringReader(read("feeds/all/atom.xml")));
    JsonNode json = new ObjectMapper().readTree(read("feeds/court-and-crown/feed.json")).get("items").get(0);
    String id = "tag:dispatch.example,1666-09-02:3";
    assertThat(rss.getItems().get(0).getGuid().getValue()).isEqualTo(id);
    assertThat(rss.getItems().get(0).getGuid().isPermaLink()).isFalse();
    assertThat(atom.getEntries().get(0).getId()).isEqualTo(id);
    assertThat(json.get("id").asText()).isEqualTo(id);
    assertThat(rss.getItems().get(0).getTitle()).isEqualTo("Bread & <butter>");
    assertThat(atom.getEntries().get(0).getTitle()).isEqualTo("Bread & <butter>");
    assertThat(json.get("title").asText()).isEqualTo("Bread & <butter>");
    assertThat(json.get("external_url").asText()).isEqualTo("https://almanack.example/3");
    assertThat(json.get("_tidings").get("sentiment").get("score").asInt()).isEqualTo(6);
    assertThat(atom.getEntries().get(0).getCategories()).extracting(category -> category.getTerm()).contains("City", "Court & Crown", "Cautiously Neutral");
    assertThat(read("feed.xml")).isEqualTo(read("feeds/all/atom.xml"));
  }

  @Test
  void addressesOfFeedsAreUrisInEveryScript() throws IOException {
    write(10, List.of(post(1, "עיר", "שלום לכולם ברחוב.", HEBREW)), List.of());
    assertThat(read("feeds/עיר/rss.xml")).contains("https://dispatch.example/feeds/%D7%A2%D7%99%D7%A8/rss.xml").doesNotContain("feeds/עיר/");
  }

  @Test
  void aLabelWithAnIllegalCharacterCostsNothing() throws Exception {
    ShelvedPost odd = post(1, "Od\u000Bd", "Words\u000B and more words.", "Grim\u000B", Optional.empty(), CITY);
    assertThat(write(10, List.of(odd), List.of()).problems()).isEmpty();
    for (Path file : files(".xml")) DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertThat(read("feeds/all/atom.xml")).contains("term=\"Grim\"").contains("<title>Odd</title>");
  }

  @Test
  void aPostThatCannotBeRenderedCostsThatPostAndIsToldAgain() throws IOException {
    var markdown = new Markdown();
    List<ShelvedPost> posts = List.of(post(2, "Bad", "Bad words, many of them.", CITY), post(1, "Good", "Good words, many of them.", CITY));
    Catalogue catalogue = catalogue(true, posts, post -> {
      if (post.feedId().endsWith(":2")) throw new IllegalStateException("too deep");
      return markdown.article(post.post(), post.link());
    });
    for (int i = 0; i < 2; i++) {
      FeedReport report = composer(10).write(catalogue, List.of(), new Cuts(List.of()), new SiteWriter(site, ""));
      assertThat(report.problems()).singleElement().asString().contains("posts/2.md", "too deep");
      assertThat(read("feeds/city/rss.xml")).contains("Good words").doesNotContain("Bad words");
    }
  }

  @Test
  void nothingChangedKeepsBytesAndDates() throws IOException {
    List<ShelvedPost> posts = List.of(post(2, "Two", "Words of two and more.", CITY), post(1, "One", "Words of one and more.", CITY));
    write(10, posts, List.of());
    Map<String, FileTime> dates = dates();
    FeedReport again = write(10, posts, List.of());
    assertThat(again.written()).isZero();
    assertThat(again.unchanged()).isPositive();
    assertThat(dates()).isEqualTo(dates);
  }

  @Test
  void updatedMovesForModifiedOnly() throws IOException {
    ZonedDateTime later = ZonedDateTime.of(1666, 9, 20, 6, 0, 0, 0, ZoneOffset.UTC);
    write(10, List.of(post(1, "One", "A comma, and more words.", "", Optional.empty(), CITY)), List.of());
    assertThat(read("feeds/all/atom.xml")).contains("<updated>1666-09-02T07:00:00Z</updated>");
    write(10, List.of(post(1, "One", "A comma, and more words.", "", Optional.of(later), CITY)), List.of());
    assertThat(read("feeds/all/atom.xml")).contains("<updated>1666-09-20T06:00:00Z</updated>");
  }

  @Test
  void aNewPostChangesNoArchiveAndNoEntryIsLost() throws IOException {
    var posts = new ArrayList<ShelvedPost>();
    for (int i = 1; i <= 11; i++) {
      posts.add(0, post(i, "Post " + i, "Words of this one and more.", CITY));
      Map<String, String> archives = archives();
      write(3, posts, List.of());
      assertThat(archives()).containsAllEntriesOf(archives);
      String all = String.join("", archives().values()) + read("feeds/all/atom.xml");
      for (ShelvedPost post : posts) assertThat(all).contains("<id>" + post.feedId() + "</id>");
    }
    assertThat(archives()).hasSize(3);
  }

  @Test
  void dataIsNeverCode() throws IOException {
    List<String> vectors = List.of("<script>alert(1)</script>", "[[${7*191}]]", "__${7*191}__", "${7*191}", "\"><img src=x onerror=alert(1)>", "]]><script>x</script>");
    var posts = new ArrayList<ShelvedPost>();
    for (String vector : vectors) posts.add(post(posts.size(), vector, vector + " and more words " + vector, vector, Optional.empty(), new dev.tidings.post.Category(vector, "v" + posts.size())));
    write(10, posts, List.of(edition(1, "<html><head></head><body>x</body></html>", "x", posts.toArray(ShelvedPost[]::new))));
    for (Path file : files(".html")) assertThat(Files.readString(file)).doesNotContain("<script>", "1337", "<img src=\"x\" onerror", "<img src=x");
    for (Path file : files(".xml")) assertThat(Files.readString(file)).doesNotContain("<script>", "1337");
  }

  @Test
  void whatIsNoLongerWantedGoesAndForeignFilesStay() throws IOException {
    write(10, List.of(post(2, "Two", "Words of two and more.", COURT), post(1, "One", "Words of one and more.", CITY)), List.of());
    Files.writeString(site.resolve("CNAME"), "dispatch.example");
    write(10, List.of(post(1, "One", "Words of one and more.", CITY)), List.of());
    assertThat(site.resolve("feeds/court-and-crown/rss.xml")).doesNotExist();
    assertThat(site.resolve("posts/1666/2/index.html")).doesNotExist();
    assertThat(site.resolve("posts/1666/1/index.html")).exists();
    assertThat(site.resolve("CNAME")).exists();
  }

  @Test
  void aPostAtHomeElsewhereGetsNoPage() throws IOException {
    composer(10).write(catalogue(false, List.of(post(1, "One", "Words of one and more.", CITY))), List.of(), new Cuts(List.of()), new SiteWriter(site, ""));
    assertThat(site.resolve("posts")).doesNotExist();
    assertThat(read("feeds/all/atom.xml")).contains("Words of one");
  }

  @Test
  void anEditionSentAsTextOnlyHasAPage() throws IOException {
    write(10, List.of(post(1, "One", "Words of one and more.", CITY)), List.of(edition(1, "", "Good <morning>\nto all", post(1, "One", "x", CITY))));
    assertThat(read("editions/daily/1/index.html")).contains("Good &lt;morning&gt;", "Harbour toll dropped");
  }

  private FeedReport write(int entries, List<ShelvedPost> posts, List<PublishedEdition> editions) {
    var known = new Cuts(cuts);
    FeedReport report = composer(entries).write(catalogue(true, posts), editions, known, new SiteWriter(site, "dress"));
    cuts.addAll(known.fresh());
    return report;
  }

  private String read(String path) throws IOException {
    return Files.readString(site.resolve(path));
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private Map<String, FileTime> dates() throws IOException {
    var dates = new TreeMap<String, FileTime>();
    for (Path file : files("")) if (Files.isRegularFile(file)) dates.put(site.relativize(file).toString(), Files.getLastModifiedTime(file));
    return dates;
  }

  private Map<String, String> archives() throws IOException {
    var archives = new TreeMap<String, String>();
    for (Path file : files(".xml"))
      if (file.toString().contains("all/atom-archive")) archives.put(file.getFileName().toString(), Files.readString(file));
    return archives;
  }
}
