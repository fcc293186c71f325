package dev.tidings.cli;

import dev.tidings.config.SiteProposal;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** The annotated configuration with what an existing site says about itself. */
final class Proposal {
  private Proposal() {}

  static String adapt(String shipped, SiteProposal site) {
    String text = value(shipped, "title", quoted(site.title()));
    text = site.url().isPresent() ? value(text, "url", site.url().get().toString()) : text;
    text = value(text, "language", site.language());
    text = site.zone().isPresent() ? value(text, "zone", site.zone().get().getId()) : text;
    text = text.replaceFirst("(?m)^    title: .*$", Matcher.quoteReplacement("    title: " + quoted(site.title()))).replaceFirst("(?m)^    description: .*\\n", "");
    text = text.replaceFirst("(?m)^posts: .*$", Matcher.quoteReplacement(posts(site)));
    return site.url().map(URI::getHost).isPresent()
        ? text.replaceFirst("(?m)^  from: .*$", Matcher.quoteReplacement("  from: " + quoted(site.title().replaceAll("[<>\"\\\\]", "") + " <digest@" + site.url().get().getHost() + ">")))
        : text;
  }

  /** The first line of that key below {@code site:}, which comes first in the file; its comment stays. */
  private static String value(String text, String key, String value) {
    return text.replaceFirst("(?m)^(  " + key + ": )[^#\n]*?(\\s*#.*)?$", "$1" + Matcher.quoteReplacement(value) + "$2");
  }

  private static String posts(SiteProposal site) {
    var lines = new StringBuilder("posts:\n  folders: [" + site.posts().stream().map(Proposal::quoted).collect(Collectors.joining(", ")) + "]\n");
    site.url().ifPresent(url -> lines.append("  url: ").append(url).append("                       # headlines lead to the posts there\n")
        .append("  permalink: ").append(quoted(site.permalink())).append('\n'));
    return lines.append("\nfeeds:\n  ids: ").append(site.kind().name().toLowerCase(Locale.ROOT)).append("                          # so that nobody sees old entries as new").toString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
