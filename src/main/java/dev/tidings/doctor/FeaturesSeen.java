package dev.tidings.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Which features of HTML and CSS a page uses, by the names that mail-features.txt has for them. */
final class FeaturesSeen {
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
  private static final Pattern AT_RULE = Pattern.compile("@([\\w-]+)([^{;]*)");
  private static final Pattern CONDITION = Pattern.compile("\\(\\s*([\\w-]+)");
  private static final Pattern RULE = Pattern.compile("([^{}@;]+)\\{([^{}]*)}");
  private static final Pattern FUNCTION = Pattern.compile("([a-z-]+)\\(");
  private static final Pattern UNIT = Pattern.compile("(?<![\\w#-])-?[\\d.]+(px|em|rem|%|vw|vh|pt|ch)");
  private static final Pattern WORD = Pattern.compile("(?<![\\w'\"-])[a-z][a-z-]+(?![\\w'\"(-])");
  private final List<Feature> seen = new ArrayList<>();

  /** @param at the element · @param block the declarations it stands among; empty where it is none of CSS */
  record Feature(String name, Element at, String block) {}

  private FeaturesSeen() {}

  static List<Feature> of(Document page, String html) {
    var features = new FeaturesSeen();
    for (Element element : page.getAllElements()) if (element != page) features.element(element);
    if (html.contains("<!--[if mso")) features.seen.add(new Feature("comment mso", page.body(), ""));
    return features.seen;
  }

  private void element(Element element) {
    seen.add(new Feature("element " + element.tagName(), element, ""));
    element.attributes().forEach(attribute -> seen.add(new Feature("attribute " + attribute.getKey(), element, "")));
    declarations(element, element.attr("style"));
    if (element.tagName().equals("style")) rules(element, COMMENT.matcher(element.data()).replaceAll(""));
  }

  private void rules(Element style, String css) {
    for (Matcher rule = AT_RULE.matcher(css); rule.find(); ) {
      if (rule.group(1).equals("media")) add(CONDITION, rule.group(2), "media ", style, "");
      else seen.add(new Feature("at " + rule.group(1), style, ""));
    }
    for (Matcher rule = RULE.matcher(css); rule.find(); ) {
      selector(rule.group(1)).forEach(kind -> seen.add(new Feature("selector " + kind, style, rule.group(2))));
      declarations(style, rule.group(2));
    }
  }

  private static Stream<String> selector(String text) {
    return Stream.of(text.contains("[") ? "attribute" : "", text.contains(":") ? "pseudo-class" : "", text.contains(">") ? "child" : "", text.contains("#") ? "id" : "",
        text.contains(".") ? "class" : "", text.matches("(?s)\\s*[a-z].*") ? "type" : "").filter(kind -> !kind.isEmpty());
  }

  private void declarations(Element at, String block) {
    for (String declaration : block.split(";")) {
      int colon = declaration.indexOf(':');
      if (colon < 0) continue;
      String property = declaration.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = declaration.substring(colon + 1).toLowerCase(Locale.ROOT);
      seen.add(new Feature("property " + property, at, block));
      add(FUNCTION, value, "function ", at, block);
      add(UNIT, value, "unit ", at, block);
      for (Matcher word = WORD.matcher(value); word.find(); ) seen.add(new Feature("value " + property + ": " + word.group(), at, block));
    }
  }

  private void add(Pattern pattern, String value, String kind, Element at, String block) {
    for (Matcher found = pattern.matcher(value); found.find(); ) seen.add(new Feature(kind + found.group(1), at, block));
  }
}
