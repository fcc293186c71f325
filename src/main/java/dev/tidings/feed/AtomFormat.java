package dev.tidings.feed;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Atom 1.0, RFC 4287. */
final class AtomFormat {
  static final String TYPE = "application/atom+xml";
  static final String SENTIMENT = "sentiment";
  static final String END = "</feed>\n";

  private AtomFormat() {}

  /** All that stands before the entries. */
  static String head(Document document, Instant updated) {
    Topic topic = document.topic();
    Xml xml = Xml.document(topic.facts().site() + "feed.css").open("feed", "xmlns", Xml.ATOM, "xmlns:fh", document.isArchive() ? Xml.HISTORY : "", "xml:lang", topic.language());
    xml.text("id", topic.id() + document.suffix()).text("title", topic.title().text());
    if (!topic.title().description().isBlank()) xml.text("subtitle", topic.title().description());
    xml.text("updated", time(updated));
    xml.empty("link", "rel", "self", "href", document.url("atom", ".xml"), "type", TYPE);
    xml.empty("link", "rel", "alternate", "href", topic.home(), "type", "text/html");
    topic.facts().hub().ifPresent(hub -> xml.empty("link", "rel", "hub", "href", hub.toString()));
    if (document.isArchive()) xml.empty("fh:archive").empty("link", "rel", "current", "href", topic.url("atom.xml"), "type", TYPE); // RFC 5005 4
    document.previousUrl("atom", ".xml").ifPresent(url -> xml.empty("link", "rel", "prev-archive", "href", url, "type", TYPE));
    author(xml, topic.facts().author());
    return xml.toString();
  }

  private static void author(Xml xml, String name) {
    xml.open("author").text("name", name).close("author");
  }

  static String entry(Item item, String site) {
    Xml xml = Xml.part().open("entry", "xml:lang", item.content().language().orElse(""));
    xml.text("id", item.id()).text("title", item.title()).text("published", time(item.times().published())).text("updated", time(item.times().updated()));
    xml.empty("link", "rel", "alternate", "href", item.link(), "type", "text/html");
    item.tags().source().ifPresent(url -> xml.empty("link", "rel", "via", "href", url.toASCIIString()));
    item.tags().sources().forEach(source -> source.link().ifPresent(url -> xml.empty("link", "rel", "related", "href", url.toASCIIString(), "title", source.name())));
    author(xml, item.tags().author()); // many readers do not inherit the feed's
    item.tags().categories().forEach(category -> xml.empty("category", "term", category.name(), "label", category.name()));
    item.content().sentiment().filter(sentiment -> !sentiment.label().isBlank())
        .ifPresent(sentiment -> xml.empty("category", "term", sentiment.label(), "label", sentiment.label(), "scheme", site + SENTIMENT));
    if (!item.content().summary().isEmpty()) xml.text("summary", item.content().summary(), "type", "html");
    if (!item.content().html().isEmpty()) xml.text("content", item.content().html(), "type", "html");
    return xml.close("entry").toString();
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
