package dev.tidings.feed;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jdom2.Element;
import org.jdom2.Namespace;

/** RSS 2.0 with atom:link, content:encoded and dc:creator. */
final class RssFormat {
  static final String TYPE = "application/rss+xml";

  private RssFormat() {}

  static String write(Document document) {
    Topic topic = document.topic();
    Element channel = new Element("channel");
    channel.addContent(text("title", topic.title()));
    channel.addContent(text("link", topic.facts().home()));
    channel.addContent(text("description", topic.description().isBlank() ? topic.title() : topic.description()));
    channel.addContent(text("language", topic.facts().language()));
    channel.addContent(text("lastBuildDate", date(document.updated())));
    channel.addContent(text("ttl", Integer.toString(topic.facts().ttlMinutes())));
    channel.addContent(Xml.link(Xml.ATOM_IN_RSS, "self", document.url("rss", ".xml"), TYPE));
    topic.facts().hub().ifPresent(hub -> channel.addContent(Xml.link(Xml.ATOM_IN_RSS, "hub", hub.toString(), "")));
    if (document.isArchive()) {
      channel.addContent(new Element("archive", Xml.HISTORY)); // RFC 5005 4
      channel.addContent(Xml.link(Xml.ATOM_IN_RSS, "current", topic.url("rss.xml"), TYPE));
    }
    document.previousUrl("rss", ".xml").ifPresent(url -> channel.addContent(Xml.link(Xml.ATOM_IN_RSS, "prev-archive", url, TYPE)));
    document.entries().forEach(entry -> channel.addContent(item(topic, entry)));
    Element rss = new Element("rss").setAttribute("version", "2.0").addContent(channel);
    for (Namespace space : new Namespace[] {Xml.ATOM_IN_RSS, Xml.CONTENT, Xml.DC}) rss.addNamespaceDeclaration(space);
    return Xml.write(rss, Optional.of(topic.facts().site() + "feed.css"));
  }

  private static Element text(String name, String text) {
    return Xml.text(name, Namespace.NO_NAMESPACE, text);
  }

  private static Element item(Topic topic, Entry post) {
    Element item = new Element("item");
    item.addContent(text("title", post.title()));
    item.addContent(text("link", post.link()));
    item.addContent(text("guid", post.id()).setAttribute("isPermaLink", "false"));
    item.addContent(text("pubDate", date(post.times().published())));
    item.addContent(Xml.text("creator", Xml.DC, post.tags().author()));
    post.tags().categories().forEach(category -> item.addContent(text("category", Entry.legal(category.name()))));
    post.content().sentiment().filter(sentiment -> !sentiment.label().isBlank())
        .ifPresent(sentiment -> item.addContent(text("category", sentiment.label()).setAttribute("domain", topic.facts().site() + AtomFormat.SENTIMENT)));
    post.tags().source().ifPresent(url -> item.addContent(Xml.link(Xml.ATOM_IN_RSS, "via", url.toASCIIString(), "")));
    item.addContent(text("description", post.content().summary().isEmpty() ? post.content().html() : post.content().summary()));
    if (!post.content().html().isEmpty()) item.addContent(Xml.text("encoded", Xml.CONTENT, post.content().html()));
    return item;
  }

  private static String date(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }
}
