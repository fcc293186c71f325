package dev.tidings.feed;

import java.util.List;

/** OPML 2.0: all feeds of the house in one list. */
final class Opml {
  private Opml() {}

  static String write(String title, List<Topic> topics) {
    Xml xml = Xml.document("").open("opml", "version", "2.0").open("head").text("title", Xml.legal(title)).close("head").open("body");
    for (Topic topic : topics)
      xml.empty("outline", "type", "rss", "text", topic.title().text(), "title", topic.title().text(), "language", topic.language(), "xmlUrl", topic.url("atom.xml"), "htmlUrl", topic.home());
    return xml.close("body").close("opml").toString();
  }
}
