package dev.tidings.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedReaderTest {
  private static List<FeedEntry> read(String text) throws Unreadable {
    return new FeedReader().read(text.getBytes(StandardCharsets.UTF_8), "text/xml");
  }

  private static final String ITEM = "<item><title>Tide &amp; time</title><link>https://far.example/tide</link><guid isPermaLink=\"false\">far:1</guid><pubDate>Tue, 24 Nov 2026 09:00:00 GMT</pubDate>"
      + "<category>Harbour</category><description>Short.</description><content:encoded><![CDATA[<p>Long.</p>]]></content:encoded></item>";
  private static final String RSS = "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Far</title><link>https://far.example/</link><description>d</description>" + ITEM + "</channel></rss>";

  @Test
  void rssWithContent() throws Exception {
    FeedEntry entry = read("<?xml version=\"1.0\"?>\n" + RSS).get(0);
    assertThat(entry.id()).isEqualTo("far:1");
    assertThat(entry.title()).isEqualTo("Tide & time");
    assertThat(entry.link()).isEqualTo("https://far.example/tide");
    assertThat(entry.when().published()).contains(java.time.Instant.parse("2026-11-24T09:00:00Z"));
    assertThat(entry.categories()).containsExactly("Harbour");
    assertThat(entry.html()).isEqualTo("<p>Long.</p>");
  }

  @Test
  void atomAndJsonFeed() throws Exception {
    FeedEntry atom = read("<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>f</id><title>F</title><updated>2026-11-24T10:00:00Z</updated><entry><id>tag:far.example,2026:2</id><title type=\"html\">A &lt;b&gt;bold&lt;/b&gt; step</title>"
        + "<link rel=\"alternate\" href=\"https://far.example/step\"/><updated>2026-11-24T10:00:00Z</updated><published>2026-11-24T08:00:00Z</published><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Step.</p></div></content></entry></feed>").get(0);
    assertThat(atom.id()).isEqualTo("tag:far.example,2026:2");
    assertThat(atom.when().updated()).contains(java.time.Instant.parse("2026-11-24T10:00:00Z"));
    assertThat(atom.html()).contains("<p>Step.</p>");
    FeedEntry json = read("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\",\"items\":[{\"id\":7,\"url\":\"https://far.example/7\",\"title\":\"1 < 2\",\"content_text\":\"a < b ü\",\"date_published\":\"2026-11-24T09:00:00+01:00\",\"tags\":[\"City\"]}]}").get(0);
    assertThat(json.id()).isEqualTo("7");
    assertThat(json.title()).isEqualTo("1 &lt; 2");
    assertThat(json.html()).isEqualTo("a &lt; b ü");
    assertThat(json.when().published()).contains(java.time.Instant.parse("2026-11-24T08:00:00Z"));
  }

  /** What sites really send: a name of a DOCTYPE, junk before, HTML's entities, a bare ampersand, control characters, RSS 0.91. */
  @Test
  void brokenXmlIsHealedAsFarAsItGoes() throws Exception {
    assertThat(read("\n\n  \u0008<!-- by a tool -->\n" + RSS.replace("Short.", "Sea &nbsp; &eacute; AT&T\u000b.").replace("&amp; time", "& time"))).singleElement().satisfies(entry -> assertThat(entry.title()).isEqualTo("Tide & time"));
    assertThat(read("<?xml version=\"1.0\"?><!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://far.example/rss-0.91.dtd\"><rss version=\"0.91\"><channel><title>t</title><link>https://far.example/</link><description>d</description><language>en</language>"
        + "<item><title>Old</title><link>https://far.example/old</link></item></channel></rss>")).singleElement().satisfies(entry -> assertThat(entry.id()).isEqualTo("https://far.example/old"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel><title>&x;</title></channel></rss>",
      "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><rss/>", "<html><body>Not found</body></html>", "", "{\"version\": 1}", "{\"version\":", "<rss version=\"2.0\"><channel>", "plain words"})
  void whatIsNoFeedIsSaid(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(Unreadable.class).hasMessageMatching("(?s)it.{5,200}");
  }

  @Test
  void depthIsBounded() {
    assertThatThrownBy(() -> read("<rss version=\"2.0\">" + "<a>".repeat(200_000))).isInstanceOf(Unreadable.class).hasMessageContaining("nested deeper");
  }

  @Test
  void theDocumentSaysItsCodingWhereTheSiteDoesNot() throws Exception {
    String latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + RSS.replace("Tide &amp; time", "Flut in Köln");
    assertThat(new FeedReader().read(latin.getBytes(StandardCharsets.ISO_8859_1), "text/xml").get(0).title()).isEqualTo("Flut in Köln");
    assertThat(new FeedReader().read(latin.getBytes(StandardCharsets.UTF_8), "application/rss+xml; charset=UTF-8").get(0).title()).isEqualTo("Flut in Köln");
    assertThat(read(RSS.replace("Tide &amp; time", "Flut in Köln")).get(0).title()).isEqualTo("Flut in Köln");
  }
}
