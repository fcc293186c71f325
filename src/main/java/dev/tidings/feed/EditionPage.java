package dev.tidings.feed;

import dev.tidings.render.Hole;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An edition on the web is the mail's content; what only its reader may touch (her own links) is taken out. */
final class EditionPage {
  private static final Pattern OWN_LINK = Pattern.compile("(?s)<a\\b[^>]*href=\"[^\"]*x{" + Hole.WIDTH + "}\"[^>]*>.*?</a>\\s*(?:·\\s*)?");
  private static final Pattern OWN_LINES = Pattern.compile("(?m)^.*\\R.*x{" + Hole.WIDTH + "}$\\R?");
  private static final Pattern HOLES = Pattern.compile("[\\uE000-\\uF8FF]");
  private static final Pattern STYLE = Pattern.compile("(?s)<style[^>]*>(.*?)</style>");
  private static final Pattern BODY = Pattern.compile("(?s)<body[^>]*>(.*)</body>");

  private EditionPage() {}

  static Page.Letter of(String subject, PublishedEdition.Letter letter) {
    if (letter.html().isBlank()) return new Page.Letter(Xml.legal(subject), "", "", Xml.legal(publicText(letter.text())));
    String html = letter.html();
    String styles = STYLE.matcher(html).results().map(found -> found.group(1)).collect(Collectors.joining("\n"));
    Matcher body = BODY.matcher(html);
    String content = STYLE.matcher(body.find() ? body.group(1) : html).replaceAll("");
    return new Page.Letter(Xml.legal(subject), styles, HOLES.matcher(OWN_LINK.matcher(content).replaceAll("")).replaceAll(""), "");
  }

  /** The text part without the lines that hold a reader's own links, and what they are called. */
  private static String publicText(String text) {
    return HOLES.matcher(OWN_LINES.matcher(text).replaceAll("")).replaceAll("");
  }
}
