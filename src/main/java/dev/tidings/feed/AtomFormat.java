package dev.tidings.feed;

import dev.tidings.post.Category;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jdom2.Element;
import org.jdom2.Namespace;

/** Atom 1.0, RFC 4287. */
final class AtomFormat {
  static final String TYPE = "application/atom+xml";
  static final String SENTIMENT = "sentiment";

  private AtomFormat() {}

  static String write(Document document) {
    Topic topic = document.topic();
    Element feed = new Element("feed", Xml.ATOM);
    feed.setAttribute("lang", topic.facts().language(), Namespace.XML_NAMESPACE);
    feed.addContent(Xml.text("id", Xml.ATOM, topic.id() + document.suffix()));
    feed.addContent(Xml.text("title", Xml.ATOM, topic.title()));
    if (!topic.description().isBlank()) feed.addContent(Xml.text("subtitle", Xml.ATOM, topic.description()));
    feed.addContent(Xml.text("updated", Xml.ATOM, document.updated().truncatedTo(ChronoUnit.SECONDS).toString()));
    feed.addContent(Xml.link(Xml.ATOM, "self", document.url("atom", ".xml"), TYPE));
    feed.addContent(Xml.link(Xml.ATOM, "alternate", topic.facts().home(), "text/html"));
    topic.facts().hub().ifPresent(hub -> feed.addContent(Xml.link(Xml.ATOM, "hub", hub.toString(), "")));
    if (document.isArchive()) {
      feed.addContent(new Element("archive", Xml.HISTORY)); // RFC 5005 4
      feed.addContent(Xml.link(Xml.ATOM, "current", topic.url("atom.xml"), TYPE));
    }
    document.previousUrl("atom", ".xml").ifPresent(url -> feed.addContent(Xml.link(Xml.ATOM, "prev-archive", url, TYPE)));
    feed.addContent(author(topic.facts().author()));
    document.entries().forEach(entry -> feed.addContent(entry(topic, entry)));
    return Xml.write(feed, Optional.of(topic.facts().site() + "feed.css"));
  }

  private static Element author(String name) {
    return new Element("author", Xml.ATOM).addContent(Xml.text("name", Xml.ATOM, name));
  }

  private static Element entry(Topic topic, Entry post) {
    Element entry = new Element("entry", Xml.ATOM);
    entry.addContent(Xml.text("id", Xml.ATOM, post.id()));
    entry.addContent(Xml.text("title", Xml.ATOM, post.title()));
    entry.addContent(Xml.text("published", Xml.ATOM, post.times().published().truncatedTo(ChronoUnit.SECONDS).toString()));
    entry.addContent(Xml.text("updated", Xml.ATOM, post.times().updated().truncatedTo(ChronoUnit.SECONDS).toString()));
    entry.addContent(Xml.link(Xml.ATOM, "alternate", post.link(), "text/html"));
    post.tags().source().ifPresent(url -> {
      entry.addContent(Xml.link(Xml.ATOM, "via", url.toASCIIString(), ""));
      entry.addContent(Xml.link(Xml.ATOM, "related", url.toASCIIString(), ""));
    });
    post.tags().sources().forEach(source -> source.link().ifPresent(url -> entry.addContent(Xml.link(Xml.ATOM, "related", url.toASCIIString(), "").setAttribute("title", Entry.legal(source.name())))));
    entry.addContent(author(post.tags().author())); // many readers do not inherit the feed's
    post.tags().categories().forEach(category -> entry.addContent(category(category)));
    post.content().sentiment().filter(sentiment -> !sentiment.label().isBlank()).ifPresent(sentiment -> entry.addContent(Xml.with(new Element("category", Xml.ATOM),
        Map.of("term", sentiment.label(), "label", sentiment.label(), "scheme", topic.facts().site() + SENTIMENT))));
    if (!post.content().summary().isEmpty()) entry.addContent(Xml.text("summary", Xml.ATOM, post.content().summary()).setAttribute("type", "html"));
    if (!post.content().html().isEmpty()) entry.addContent(Xml.text("content", Xml.ATOM, post.content().html()).setAttribute("type", "html"));
    return entry;
  }

  private static Element category(Category category) {
    String name = Entry.legal(category.name());
    return new Element("category", Xml.ATOM).setAttribute("term", name).setAttribute("label", name);
  }
}
