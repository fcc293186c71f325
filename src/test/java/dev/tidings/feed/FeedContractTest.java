package dev.tidings.feed;

import static dev.tidings.feed.Morning1666.CITY;
import static dev.tidings.feed.Morning1666.COURT;
import static dev.tidings.feed.Morning1666.HEBREW;
import static dev.tidings.feed.Morning1666.catalogue;
import static dev.tidings.feed.Morning1666.composer;
import static dev.tidings.feed.Morning1666.edition;
import static dev.tidings.feed.Morning1666.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.ctc.wstx.stax.WstxInputFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.rometools.rome.io.WireFeedInput;
import dev.tidings.markup.Markdown;
import dev.tidings.shelf.PostKey;
import dev.tidings.shelf.ShelvedPost;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every feed of a house must be, whatever its format and number. */
class FeedContractTest {
  private static final List<ShelvedPost> POSTS = List.of(post(6, "עיתון הבוקר", "שלום לכולם ברחוב הראשי.", HEBREW), post(5, "朝刊", "港の通行料が廃止された。", CITY),
      post(4, "Bread & <butter>\u000B", "Some *bread*\u000B, [more](/more) and ![a loaf](loaf.png \"x\").\n\n<pre>a\n\n  b</pre>\n", CITY, COURT),
      post(3, "Three", "Words of three and more.", COURT), post(2, "Two", "Words of two and more.", CITY), post(1, "One", "Words of one and more.", CITY));
  private final ObjectMapper json = new ObjectMapper();
  @TempDir Path site;

  @BeforeEach
  void write() {
    composer(2).write(catalogue(true, POSTS), List.of(edition(2, "de", "<html><body>Zwei</body></html>", "Zwei", POSTS.get(1)), edition(1, "de", "<html><body>Eins</body></html>", "Eins", POSTS.get(2))),
        new Cuts(List.of()), new SiteWriter(site, "dress"));
  }

  @Test
  void everyJsonFeedKeepsToTheSchema() throws IOException {
    JsonSchema schema;
    try (var text = FeedContractTest.class.getResourceAsStream("json-feed-1.1.schema.json")) {
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    }
    List<Path> feeds = files(".json");
    assertThat(feeds).hasSizeGreaterThan(4);
    for (Path feed : feeds) assertThat(schema.validate(json.readTree(feed.toFile()))).as(feed.toString()).isEmpty();
    assertThat(schema.validate(json.readTree("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"x\", \"items\": [{\"id\": 7, \"content_html\": \"x\"}]}"))).isNotEmpty();
  }

  @Test
  void everyXmlFileIsReadByAParserOfAnotherMake() throws Exception {
    for (Path file : files(".xml")) {
      XMLStreamReader reader = new WstxInputFactory().createXMLStreamReader(new StringReader(Files.readString(file)));
      while (reader.hasNext()) reader.next();
      if (!file.endsWith("opml.xml")) new WireFeedInput().build(new StringReader(Files.readString(file)));
    }
    assertThat(read("feeds/court-and-crown/atom.xml")).contains("<title>Bread &amp; &lt;butter&gt;</title>").doesNotContain("\u000B");
  }

  @Test
  void everyAddressInContentIsAbsoluteAndWhiteSpaceInCodeStays() throws IOException {
    for (Path file : files(".xml", ".json")) {
      Matcher address = Pattern.compile("(?:href|src)=\\\\?(?:\"|&quot;)([^\"\\\\&]*)").matcher(Files.readString(file));
      while (address.find()) assertThat(address.group(1)).as(file.toString()).matches("https?://.*");
    }
    assertThat(read("feeds/court-and-crown/atom.xml")).contains("https://dispatch.example/more", "https://dispatch.example/posts/1666/4/loaf.png", "&lt;pre&gt;a\n\n  b&lt;/pre&gt;");
  }

  @Test
  void theChannelSaysWhatReadersNeed() throws IOException {
    String rss = read("feeds/city/rss.xml");
    assertThat(rss).contains("<atom:link rel=\"self\" href=\"https://dispatch.example/feeds/city/rss.xml\" type=\"application/rss+xml\"/>", "<atom:link rel=\"hub\" href=\"https://hub.example/\"/>",
        "<language>en</language>", "<ttl>30</ttl>", "<lastBuildDate>", "isPermaLink=\"false\"", "<link>https://dispatch.example/categories/city/</link>").doesNotContain("<image>");
    assertThat(rss.indexOf("<description>", rss.indexOf("<item>"))).isLessThan(rss.indexOf("<content:encoded>"));
    assertThat(count(rss, "<dc:creator>")).isEqualTo(count(rss, "<item>"));
    String atom = read("feeds/city/atom.xml");
    assertThat(atom).contains("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">", "rel=\"self\" href=\"https://dispatch.example/feeds/city/atom.xml\"", "rel=\"hub\"",
        "rel=\"alternate\" href=\"https://dispatch.example/categories/city/\"", "<link rel=\"via\" href=\"https://almanack.example/5\"/>\n<link rel=\"related\" href=\"https://almanack.example/5\" title=\"Almanack\"/>",
        "<link rel=\"related\" href=\"https://ledger.example/a?b=1&amp;c=2\" title=\"Ledger &amp; Sons\"/>", "<category term=\"City\" label=\"City\"/>",
        "<category term=\"Cautiously Neutral\" label=\"Cautiously Neutral\" scheme=\"https://dispatch.example/sentiment\"/>", "<summary type=\"html\">", "<content type=\"html\">");
    assertThat(count(atom, "<author>")).isEqualTo(count(atom, "<entry>") + 1);
  }

  @Test
  void aFeedOfEditionsIsInItsNewslettersLanguage() throws IOException {
    assertThat(read("feeds/newsletters/daily/rss.xml")).contains("<language>de</language>", "Harbour toll dropped, day 2", "https://dispatch.example/editions/daily/2/");
    assertThat(read("feeds/newsletters/daily/atom.xml")).contains("xml:lang=\"de\"");
    assertThat(json.readTree(read("feeds/newsletters/daily/feed.json")).get("language").asText()).isEqualTo("de");
    assertThat(read("editions/daily/index.html")).contains("<html lang=\"de\" dir=\"ltr\">", "Sept");
  }

  @Test
  void archivesLeadFromOneToTheNextOlder() throws IOException {
    assertThat(read("feeds/city/atom.xml")).contains("rel=\"prev-archive\" href=\"https://dispatch.example/feeds/city/atom-archive-1.xml\"").doesNotContain("fh:archive");
    assertThat(read("feeds/city/atom-archive-1.xml")).contains("<fh:archive/>", "rel=\"current\" href=\"https://dispatch.example/feeds/city/atom.xml\"").doesNotContain("prev-archive");
    assertThat(json.readTree(read("feeds/city/feed.json")).get("next_url").asText()).isEqualTo("https://dispatch.example/feeds/city/feed-archive-1.json");
  }

  @Test
  void opmlListsAllFeedsAndPagesNameTheirOwn() throws IOException {
    assertThat(count(read("opml.xml"), "<outline")).isEqualTo(5);
    assertThat(read("categories/city/index.html")).contains("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"The London Dispatch: City\" href=\"https://dispatch.example/feeds/city/atom.xml\">",
        "type=\"application/rss+xml\"", "type=\"application/feed+json\"", "href=\"https://dispatch.example/feeds/all/atom.xml\"");
    assertThat(read("posts/1666/4/index.html")).contains("feeds/city/atom.xml", "feeds/court-and-crown/atom.xml");
    assertThat(read("index.html")).contains("feeds/all/atom.xml", "categories/court-and-crown/");
  }

  @Test
  void aLatePostWithAnOldDateIsShownAndChangesNoArchive() throws IOException {
    var cuts = new Cuts(List.of());
    Path own = site.resolve("own");
    List<ShelvedPost> before = posts(1, 9);
    composer(3).write(catalogue(false, before), List.of(), cuts, new SiteWriter(own, "dress"));
    Map<String, String> archives = archives(own);
    assertThat(archives).hasSize(2);
    var later = new Cuts(cuts.fresh());
    ShelvedPost old = post(-50, "Late with an old date", "It was found in a drawer.", CITY);
    ShelvedPost late = new ShelvedPost(new PostKey("k10"), "tag:dispatch.example,1666-09-02:late", "posts/1666/late/", old.link(), old.post());
    composer(3).write(catalogue(false, Stream.concat(before.stream(), Stream.of(late)).toList()), List.of(), later, new SiteWriter(own, "dress"));
    assertThat(archives(own)).containsAllEntriesOf(archives);
    assertThat(Files.readString(own.resolve("feeds/all/atom.xml"))).contains("Late with an old date", "<title>Post 9</title>", "<title>Post 7</title>");
  }

  @Test
  void aWithdrawnPostShiftsNoOtherArchive() throws IOException {
    var cuts = new Cuts(List.of());
    Path own = site.resolve("own");
    composer(3).write(catalogue(false, posts(1, 9)), List.of(), cuts, new SiteWriter(own, "dress"));
    Map<String, String> archives = archives(own);
    List<ShelvedPost> rest = posts(1, 9).stream().filter(post -> !post.key().value().equals("k2")).toList();
    composer(3).write(catalogue(false, rest), List.of(), new Cuts(cuts.fresh()), new SiteWriter(own, "dress"));
    assertThat(archives(own)).containsEntry("atom-archive-2.xml", archives.get("atom-archive-2.xml"));
    assertThat(archives(own).get("atom-archive-1.xml")).contains("Post 1<", "Post 3<").doesNotContain("Post 2<");
  }

  @Test
  void onlyWhatIsMadeOfSomethingElseIsRendered() throws IOException {
    List<ShelvedPost> posts = posts(1, 9);
    var cuts = new Cuts(List.of());
    assertThat(rendered(posts, cuts)).hasSize(9);
    assertThat(rendered(posts, new Cuts(cuts.fresh()))).isEmpty();
    List<ShelvedPost> more = Stream.concat(Stream.of(post(10, "Ten", "Words of ten and more.", COURT)), posts.stream()).toList();
    assertThat(rendered(more, new Cuts(cuts.fresh()))).as("the subscription document, and the archive that is cut now").containsExactlyInAnyOrder("k10", "k9", "k8", "k7");
  }

  private List<String> rendered(List<ShelvedPost> posts, Cuts cuts) {
    var markdown = new Markdown();
    List<String> rendered = Collections.synchronizedList(new ArrayList<>());
    composer(3).write(catalogue(true, posts, post -> {
      rendered.add(post.key().value());
      return markdown.article(post.post(), post.link());
    }), List.of(), cuts, new SiteWriter(site.resolve("own"), "dress"));
    return List.copyOf(rendered);
  }

  private static List<ShelvedPost> posts(int first, int last) {
    var posts = new ArrayList<ShelvedPost>();
    for (int i = first; i <= last; i++) posts.add(0, post(i, "Post " + i, "Words of this one and more.", CITY));
    return posts;
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private String read(String path) throws IOException {
    return Files.readString(site.resolve(path));
  }

  private List<Path> files(String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith)).sorted().toList();
    }
  }

  private static Map<String, String> archives(Path site) throws IOException {
    var archives = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(site.resolve("feeds/all"))) {
      for (Path file : files.filter(file -> file.getFileName().toString().startsWith("atom-archive")).toList()) archives.put(file.getFileName().toString(), Files.readString(file));
    }
    return archives;
  }
}
