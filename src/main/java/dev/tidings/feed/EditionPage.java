package dev.tidings.feed;

import java.net.URI;
import java.util.stream.Collectors;

/** An edition on the web is the mail's content; what only its reader may touch (her own links) is taken out. */
final class EditionPage {
  private EditionPage() {}

  static String of(PublishedEdition edition, URI site) {
    String html = edition.html().replaceAll("(?s)<a\\b[^>]*href=\"(?:mailto:|[^\"]*/(?:u|preferences)/)[^\"]*\"[^>]*>.*?</a>\\s*·?\\s*", "").replaceAll("[\\uE000-\\uF8FF]", "");
    String canonical = "<link rel=\"canonical\" href=\"" + Entry.escaped(site + edition.page()) + "\">";
    return html.contains("</head>") ? html.replaceFirst("</head>", java.util.regex.Matcher.quoteReplacement(canonical) + "</head>") : html;
  }

  /** The text part without the lines that hold a reader's own links. */
  static String publicText(String text) {
    return text.lines().filter(line -> !line.contains("mailto:") && !line.contains("/u/") && !line.contains("/preferences/"))
        .collect(Collectors.joining("\n")).replaceAll("[\\uE000-\\uF8FF]", "");
  }
}
