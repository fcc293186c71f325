package dev.tidings.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a reader would see and what a mail program would fetch: template syntax outside code, and addresses that are not whole. */
final class Eye {
  private static final Set<String> ADDRESSES = Set.of("href", "src", "srcset", "poster", "action", "cite", "background", "longdesc", "data", "formaction");
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{|\\{%|%\\}|\\{#|\\{:[.#:]");
  private static final Pattern OPENING = Pattern.compile("\\{\\{|\\{%");
  private static final Pattern WHOLE = Pattern.compile("(?is)(https?://[^/\\s]+.*|mailto:[^@\\s]+@.*|tel:.*)");
  private static final Pattern STYLE_URL = Pattern.compile("url\\(\\s*['\"]?(?!https?:|data:)");
  static final char END_OF_CODE = '\u241e';
  private final List<String> seen = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  /** @param where in messages · @param html a page, a mail part, or a feed's content */
  void look(String where, String html) {
    if (!known.add(html)) return; // the same entry stands in many feeds
    Document document = Jsoup.parse(html);
    for (Element element : document.getAllElements()) for (Attribute attribute : element.attributes()) attribute(where, element, attribute);
    document.select("code, pre, kbd, samp, script, style").remove();
    template(where, document.text() + " " + document.title());
  }

  private void attribute(String where, Element element, Attribute attribute) {
    String value = attribute.getValue();
    if (ADDRESSES.contains(attribute.getKey()) && !WHOLE.matcher(value).matches() && !value.startsWith("#"))
      seen.add(where + ": " + element.normalName() + " " + attribute.getKey() + "=" + value);
    if (attribute.getKey().equals("style") && STYLE_URL.matcher(value).find()) seen.add(where + ": style " + value);
    if (Set.of("alt", "title", "href", "src").contains(attribute.getKey())) template(where + " " + attribute.getKey(), value);
  }

  private void template(String where, String text) {
    Matcher found = TEMPLATE.matcher(text);
    if (found.find()) seen.add(where + ": … " + text.substring(Math.max(0, found.start() - 40), Math.min(text.length(), found.end() + 40)) + " …");
  }

  /** @param code everything that stands in code in the same posts */
  void lookAtText(String where, String text, String code) {
    String line = text.replaceAll("\\s+", " ");
    Matcher found = OPENING.matcher(line);
    while (found.find()) {
      String piece = line.substring(found.start(), Math.min(line.length(), found.end() + 6)).strip();
      if (!code.contains(piece) && !endsWithin(piece, code)) seen.add(where + ": … " + line.substring(Math.max(0, found.start() - 40), Math.min(line.length(), found.end() + 40)) + " …");
    }
  }

  /** Whether a piece of code ends before this piece of text does. */
  private static boolean endsWithin(String piece, String code) {
    return IntStream.rangeClosed(2, piece.length()).anyMatch(length -> code.contains(piece.substring(0, length) + END_OF_CODE));
  }

  List<String> seen() {
    return seen;
  }
}
