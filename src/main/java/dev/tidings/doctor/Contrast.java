package dev.tidings.doctor;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** How well the words of a page stand out, as its inline styles say. WCAG 2.2, 1.4.3 */
record Contrast(Document page) {
  private static final Pattern COLOUR = Pattern.compile("(?<![a-z-])color:\\s*#([0-9a-fA-F]{6})");
  private static final Pattern GROUND = Pattern.compile("background(?:-color)?:\\s*#([0-9a-fA-F]{6})");
  private static final String WHITE = "ffffff";
  private static final String BLACK = "000000";

  /** @param text the beginning of the words */
  record Seen(double ratio, String text) {}

  Optional<Seen> weakest() {
    return page.body().getAllElements().stream().filter(element -> !element.ownText().isBlank())
        .map(element -> new Seen(ratio(nearest(element, COLOUR, BLACK), nearest(element, GROUND, WHITE)), start(element.ownText())))
        .min(Comparator.comparingDouble(Seen::ratio));
  }

  private static String start(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private static String nearest(Element element, Pattern wanted, String otherwise) {
    for (Element one = element; !one.tagName().equals("#root"); one = one.hasParent() ? one.parents().get(0) : one.root()) {
      Matcher found = wanted.matcher(one.attr("style"));
      if (found.find()) return found.group(1);
      if (!one.hasParent() || one.tagName().equals("html")) break;
    }
    return otherwise;
  }

  private static double ratio(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String hex) {
    return 0.2126 * channel(hex, 0) + 0.7152 * channel(hex, 2) + 0.0722 * channel(hex, 4);
  }

  private static double channel(String hex, int at) {
    double value = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
