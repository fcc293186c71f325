package dev.tidings.feed;

import java.util.regex.Pattern;

/**
 * XML written forward: names are ours and trusted, texts and values are anybody's and escaped. White space inside a text stays as it is, since a
 * reshaped one would destroy {@code <pre>}.
 */
final class Xml {
  static final String ATOM = "http://www.w3.org/2005/Atom";
  static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";
  static final String DC = "http://purl.org/dc/elements/1.1/";
  static final String HISTORY = "http://purl.org/syndication/history/1.0";
  private static final Pattern ILLEGAL = Pattern.compile("[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");
  private final StringBuilder out;

  private Xml(int capacity) {
    this.out = new StringBuilder(capacity);
  }

  /** A document of its own. @param stylesheet for people who open it in a browser; may be empty */
  static Xml document(String stylesheet) {
    Xml xml = new Xml(8192);
    xml.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if (!stylesheet.isEmpty()) xml.out.append("<?xml-stylesheet href=\"").append(escaped(stylesheet)).append("\" type=\"text/css\"?>\n");
    return xml;
  }

  /** A part of one. */
  static Xml part() {
    return new Xml(8192);
  }

  /** @param attributes names and values in turn; one with an empty value is left out */
  Xml open(String name, String... attributes) {
    return tag(name, ">\n", attributes);
  }

  Xml close(String name) {
    out.append("</").append(name).append(">\n");
    return this;
  }

  Xml empty(String name, String... attributes) {
    return tag(name, "/>\n", attributes);
  }

  Xml text(String name, String text, String... attributes) {
    tag(name, ">", attributes);
    escape(text, false);
    return close(name);
  }

  private Xml tag(String name, String end, String... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1].isEmpty()) continue;
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1], true);
      out.append('"');
    }
    out.append(end);
    return this;
  }

  private void escape(String text, boolean attribute) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      String entity = entity(text.charAt(i), attribute);
      if (entity.isEmpty()) continue;
      out.append(text, from, i).append(entity);
      from = i + 1;
    }
    out.append(text, from, text.length());
  }

  private static String entity(char c, boolean attribute) {
    if (c > '>') return "";
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\r' -> "&#xD;";
      case '"' -> attribute ? "&quot;" : "";
      case '\n' -> attribute ? "&#xA;" : "";
      case '\t' -> attribute ? "&#x9;" : "";
      default -> "";
    };
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** XML 1.0 2.2: one character illegal there would cost the whole feed. */
  static String legal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c >= 0xD800) return ILLEGAL.matcher(text).replaceAll("");
    }
    return text;
  }

  /** For HTML and XML alike. */
  static String escaped(String text) {
    Xml xml = new Xml(text.length() + 16);
    xml.escape(legal(text), true);
    return xml.toString();
  }
}
