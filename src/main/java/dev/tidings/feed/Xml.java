package dev.tidings.feed;

import java.util.Map;
import java.util.Optional;
import org.jdom2.Attribute;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.ProcessingInstruction;
import org.jdom2.output.Format;
import org.jdom2.output.XMLOutputter;

/** Small words for building feed documents. Raw output: compact or pretty forms would destroy {@code <pre>}. */
final class Xml {
  static final Namespace ATOM = Namespace.getNamespace("http://www.w3.org/2005/Atom");
  static final Namespace ATOM_IN_RSS = Namespace.getNamespace("atom", "http://www.w3.org/2005/Atom");
  static final Namespace CONTENT = Namespace.getNamespace("content", "http://purl.org/rss/1.0/modules/content/");
  static final Namespace DC = Namespace.getNamespace("dc", "http://purl.org/dc/elements/1.1/");
  static final Namespace HISTORY = Namespace.getNamespace("fh", "http://purl.org/syndication/history/1.0");

  private Xml() {}

  static Element text(String name, Namespace space, String text) {
    return new Element(name, space).setText(text);
  }

  static Element link(Namespace space, String rel, String href, String type) {
    Element link = new Element("link", space).setAttribute("rel", rel).setAttribute("href", href);
    return type.isEmpty() ? link : link.setAttribute("type", type);
  }

  static Element with(Element element, Map<String, String> attributes) {
    attributes.forEach((name, value) -> element.setAttribute(new Attribute(name, value)));
    return element;
  }

  /** @param stylesheet for people who open the feed in a browser */
  static String write(Element root, Optional<String> stylesheet) {
    var document = new org.jdom2.Document();
    stylesheet.ifPresent(href -> document.addContent(new ProcessingInstruction("xml-stylesheet", "href=\"" + href + "\" type=\"text/css\"")));
    document.addContent(root);
    Format format = Format.getRawFormat().setEncoding("UTF-8").setLineSeparator("\n");
    return new XMLOutputter(format).outputString(document);
  }
}
