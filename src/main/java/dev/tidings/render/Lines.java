package dev.tidings.render;

import dev.tidings.markup.Inline;
import dev.tidings.markup.SafeHtml;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;

/** Authors' lines for a mail: bounded, and with numbers that stay on one line. */
final class Lines {
  private static final int MOST = 700;
  private static final int MOST_OPENING = 6_000;
  private static final char FIXED_SPACE = '\u00a0';
  private static final Pattern NUMBER =
      Pattern.compile("(?<=\\d) (?=(\\d{3}\\b|%|‰|[€£$¥₪]|million\\b|billion\\b|(?:[ap]m|km|kg|cm|m)\\b))|(?<=[€£$¥₪]) (?=\\d)|(?<=\\bNo\\.) (?=\\d)");
  private static final Pattern HYPHENATED = Pattern.compile("\\d[\\d.,:]*(?:[-–/][\\d.,:]*\\d)+");

  private Lines() {}

  static MailModel.Line of(Inline inline) {
    return of(inline.html(), Plain.line(inline.text(), MOST), MOST);
  }

  /** An editor's paragraphs. In their text links stand on lines of their own, below, not in brackets. */
  static MailModel.Line paragraphs(SafeHtml html, String text) {
    String clean = Plain.clean(text).strip();
    for (String link : Jsoup.parseBodyFragment(html.value()).select("a[href]").eachAttr("href"))
      clean = clean.replace(" (" + link + ")", "").replace(" (" + link.replaceFirst("^mailto:", "") + ")", "");
    return of(html, clean.length() > MOST_OPENING ? Plain.cut(clean, MOST_OPENING) : clean, MOST_OPENING);
  }

  private static MailModel.Line of(SafeHtml html, String text, int most) {
    Document fragment = Jsoup.parseBodyFragment(Plain.clean(html.value()));
    fragment.outputSettings().prettyPrint(false);
    if (fragment.text().length() > most || html.value().length() > 4 * most)
      fragment = Jsoup.parseBodyFragment(Plain.escape(Plain.cut(fragment.text(), most)));
    List<String> links = new ArrayList<>();
    for (Element link : fragment.select("a[href]"))
      if (!text.contains(link.attr("href")) && !links.contains(link.attr("href"))) links.add(link.attr("href"));
    keepNumbers(fragment.body());
    return new MailModel.Line(fragment.body().html(), text, List.copyOf(links));
  }

  static String fixedSpaces(String text) {
    return NUMBER.matcher(text).replaceAll(String.valueOf(FIXED_SPACE));
  }

  private static void keepNumbers(Element body) {
    List<TextNode> texts = new ArrayList<>();
    NodeTraversor.traverse((Node node, int depth) -> {
      if (node instanceof TextNode text) texts.add(text);
    }, body);
    for (TextNode text : texts) {
      text.text(fixedSpaces(text.getWholeText()));
      wrapHyphenated(text);
    }
  }

  private static void wrapHyphenated(TextNode text) {
    String whole = text.getWholeText();
    Matcher number = HYPHENATED.matcher(whole);
    int end = 0;
    while (number.find()) {
      text.before(new TextNode(whole.substring(end, number.start())));
      text.before(new Element("span").addClass("number").text(number.group()));
      end = number.end();
    }
    if (end > 0) text.text(whole.substring(end));
  }
}
