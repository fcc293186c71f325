package dev.tidings.markup;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Sanitised HTML as a person would type it. Paragraphs are separated by blank lines and not wrapped. */
final class PlainText {
  private final StringBuilder out = new StringBuilder();
  private int depth;

  private PlainText() {}

  static String of(Element body) {
    var text = new PlainText();
    text.children(body);
    return text.out.toString().replace('\u2028', '\n').replace('\u2029', '\n').replaceAll("[ \\t]+\\n", "\n").replaceAll("\\n{3,}", "\n\n").strip();
  }

  private void children(Element element) {
    for (Node node : element.childNodes()) {
      if (node instanceof TextNode text) out.append(text.text().replaceAll("\\s+", " "));
      else if (node instanceof Element child) element(child);
    }
  }

  private void element(Element element) {
    switch (element.normalName()) {
      case "br" -> out.append('\n');
      case "hr" -> block("* * *");
      case "img" -> out.append(element.attr("alt").isBlank() ? "" : "[" + element.attr("alt").strip() + "]");
      case "a" -> link(element);
      case "pre" -> block(indented(element.wholeText().stripTrailing(), "    "));
      case "blockquote" -> block(indented(of(element), "> "));
      case "ul", "ol" -> list(element);
      case "table" -> table(element);
      case "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption", "dl", "dt", "dd" -> {
        gap();
        children(element);
        gap();
      }
      default -> children(element);
    }
  }

  private void link(Element link) {
    String words = link.text().strip();
    String target = link.attr("href");
    children(link);
    boolean same = words.equals(target) || ("mailto:" + words).equals(target) || words.isEmpty() && link.select("img").isEmpty();
    if (words.isEmpty() && same) out.append(target);
    else if (!same) out.append(" (").append(target.startsWith("mailto:") ? target.substring(7) : target).append(')');
  }

  private void list(Element list) {
    newline();
    if (depth == 0) gap();
    depth++;
    int number = list.hasAttr("start") && list.attr("start").matches("\\d{1,6}") ? Integer.parseInt(list.attr("start")) : 1;
    for (Element item : list.children()) {
      newline();
      String mark = list.normalName().equals("ol") ? number++ + ". " : "- ";
      var inner = new PlainText();
      inner.depth = depth;
      inner.children(item);
      String text = inner.out.toString().replaceAll("\\n{3,}", "\n\n").strip();
      out.append(mark).append(text.replace("\n", "\n" + " ".repeat(mark.length())));
    }
    depth--;
    if (depth == 0) gap();
  }

  private void table(Element table) {
    gap();
    for (Element row : table.select("> tr, > thead > tr, > tbody > tr, > tfoot > tr")) { // not those of tables inside
      newline();
      String cells = row.children().stream().map(cell -> of(cell).replace('\n', ' ')).reduce((a, b) -> a + " | " + b).orElse("");
      out.append(cells);
    }
    gap();
  }

  private void block(String text) {
    gap();
    out.append(text);
    gap();
  }

  private static String indented(String text, String prefix) {
    return prefix + text.replace("\n", "\n" + prefix);
  }

  private void newline() {
    if (out.length() > 0 && out.charAt(out.length() - 1) != '\n') out.append('\n');
  }

  private void gap() {
    if (out.length() == 0) return;
    newline();
    out.append('\n');
  }
}
