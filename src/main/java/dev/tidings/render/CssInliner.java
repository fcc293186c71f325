package dev.tidings.render;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Writes a style sheet into the style attributes of a page, because many mail programs read nothing else. What cannot be
 * inlined (media queries, {@code :hover}, {@code [data-ogsc]}) stays in style elements in the head. Custom properties
 * ({@code var(--ink)}) are resolved here, mail programs do not know them.
 */
final class CssInliner {
  static final int MOST_STYLE = 16 * 1024;
  private final Stylesheet sheet;

  CssInliner(Stylesheet sheet) {
    this.sheet = sheet;
  }

  /** Changes {@code page} and writes it. */
  String inline(Document page) {
    page.outputSettings().prettyPrint(false).charset(StandardCharsets.UTF_8);
    Map<Element, Map<String, String>> styles = new LinkedHashMap<>();
    for (Stylesheet.Rule rule : sheet.rules()) {
      for (Element element : page.select(rule.matcher()))
        rule.declarations().forEach((property, value) -> put(styles.computeIfAbsent(element, e -> new LinkedHashMap<>()), property, value));
    }
    styles.forEach(CssInliner::write);
    dropUnusedClasses(page);
    for (String style : sheet.kept()) page.head().appendElement("style").appendChild(new DataNode(style));
    return page.outerHtml();
  }

  /** A later declaration moves to the end, so that {@code padding} after {@code padding-left} still wins. */
  private static void put(Map<String, String> style, String property, String value) {
    style.remove(property);
    style.put(property, value);
  }

  private static void write(Element element, Map<String, String> style) {
    var text = new StringJoiner(";");
    style.forEach((property, value) -> text.add(property + ":" + value));
    String own = element.attr("style").strip();
    element.attr("style", own.isEmpty() ? text.toString() : text + ";" + own);
  }

  private void dropUnusedClasses(Document page) {
    String kept = String.join("", sheet.kept());
    for (Element element : page.select("[class]")) {
      List<String> used = element.classNames().stream().filter(name -> kept.contains("." + name)).toList();
      if (used.isEmpty()) element.removeAttr("class");
      else element.attr("class", String.join(" ", used));
    }
  }
}
