package dev.tidings.feed;

import java.util.List;
import java.util.Optional;
import org.jdom2.Element;

/** OPML 2.0: all feeds of the house in one list. */
final class Opml {
  private Opml() {}

  static String write(String title, List<Topic> topics) {
    Element body = new Element("body");
    for (Topic topic : topics)
      body.addContent(new Element("outline").setAttribute("type", "rss").setAttribute("text", topic.title()).setAttribute("title", topic.title())
          .setAttribute("xmlUrl", topic.url("atom.xml")).setAttribute("htmlUrl", topic.facts().home()));
    Element head = new Element("head").addContent(new Element("title").setText(Entry.legal(title)));
    return Xml.write(new Element("opml").setAttribute("version", "2.0").addContent(head).addContent(body), Optional.empty());
  }
}
