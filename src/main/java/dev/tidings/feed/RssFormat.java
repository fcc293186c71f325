package dev.tidings.feed;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** RSS 2.0 with atom:link, content:encoded and dc:creator. */
final class RssFormat {
  static final String TYPE = "application/rss+xml";
  static final String END = "</channel>\n</rss>\n";

  private RssFormat() {}

  /** All that stands before the items. */
  static String head(Document document, Instant updated) {
    Topic topic = document.topic();
    Xml xml = Xml.document(topic.facts().site() + "feed.css");
    xml.open("rss", "version", "2.0", "xmlns:atom", Xml.ATOM, "xmlns:content", Xml.CONTENT, "xmlns:dc", Xml.DC, "xmlns:fh", document.isArchive() ? Xml.HISTORY : "").open("channel");
    xml.text("title", topic.title().text()).text("link", topic.home());
    xml.text("description", topic.title().description().isBlank() ? topic.title().text() : topic.title().description());
    xml.text("language", topic.language()).text("lastBuildDate", date(updated)).text("ttl", Integer.toString(topic.facts().ttlMinutes()));
    xml.empty("atom:link", "rel", "self", "href", document.url("rss", ".xml"), "type", TYPE);
    topic.facts().hub().ifPresent(hub -> xml.empty("atom:link", "rel", "hub", "href", hub.toString()));
    if (document.isArchive()) xml.empty("fh:archive").empty("atom:link", "rel", "current", "href", topic.url("rss.xml"), "type", TYPE); // RFC 5005 4
    document.previousUrl("rss", ".xml").ifPresent(url -> xml.empty("atom:link", "rel", "prev-archive", "href", url, "type", TYPE));
    return xml.toString();
  }

  static String item(Item item, String site) {
    Xml xml = Xml.part().open("item").text("title", item.title()).text("link", item.link()).text("guid", item.id(), "isPermaLink", "false").text("pubDate", date(item.times().published()));
    xml.text("dc:creator", item.tags().author());
    item.tags().categories().forEach(category -> xml.text("category", category.name()));
    item.content().sentiment().filter(sentiment -> !sentiment.label().isBlank()).ifPresent(sentiment -> xml.text("category", sentiment.label(), "domain", site + AtomFormat.SENTIMENT));
    item.tags().source().ifPresent(url -> xml.empty("atom:link", "rel", "via", "href", url.toASCIIString()));
    xml.text("description", item.content().summary().isEmpty() ? item.content().html() : item.content().summary());
    if (!item.content().html().isEmpty()) xml.text("content:encoded", item.content().html());
    return xml.close("item").toString();
  }

  private static String date(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }
}
