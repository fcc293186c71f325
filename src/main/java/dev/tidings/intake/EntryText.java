package dev.tidings.intake;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Safelist;

/** An entry as the file of a post. Data stays data: HTML is cleaned, and stands as one block that Markdown and templates leave alone. */
final class EntryText {
  private static final int LONGEST = 200_000;
  private static final int TITLE = 200;
  private static final int SLUG = 60;
  private static final Safelist KEPT = Safelist.relaxed().removeTags("img").addTags("img", "s", "del").addAttributes("img", "src", "alt").addProtocols("img", "src", "https", "http");
  private final FollowedFeed feed;

  EntryText(FollowedFeed feed) {
    this.feed = feed;
  }

  /** Names the entry among the others of its feed, for ever. */
  static String mark(FeedEntry entry) {
    return HexFormat.of().formatHex(digest(entry.id().getBytes(StandardCharsets.UTF_8))).substring(0, 16);
  }

  private static byte[] digest(byte[] octets) {
    try {
      return java.security.MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** @param date of the post · @return its file's name */
  String name(FeedEntry entry, Instant date) {
    String slug = title(entry).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-+|-+$", "");
    String cut = slug.length() <= SLUG ? slug : slug.substring(0, slug.offsetByCodePoints(0, slug.codePointCount(0, SLUG)));
    return date.toString().substring(0, 10) + "-" + (cut.isEmpty() ? "post" : cut) + "-" + mark(entry) + ".md";
  }

  private static String title(FeedEntry entry) {
    String title = line(Jsoup.parse(entry.title()).text());
    if (!title.isEmpty()) return cut(title);
    String text = line(Jsoup.parse(entry.html()).text());
    return text.length() <= 80 ? text : text.substring(0, Math.max(20, text.lastIndexOf(' ', 80))) + "…";
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= TITLE ? text : text.substring(0, text.offsetByCodePoints(0, TITLE)) + "…";
  }

  private static String line(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
  }

  String text(FeedEntry entry, Instant date) {
    var lines = new ArrayList<String>();
    lines.add("---");
    lines.add("title: " + quoted(title(entry)));
    lines.add("date: " + quoted(date.toString()));
    entry.when().updated().filter(updated -> updated.isAfter(date)).ifPresent(updated -> lines.add("last_modified_at: " + quoted(updated.toString())));
    List<String> categories = feed.category().map(List::of).orElseGet(() -> entry.categories().stream().map(EntryText::line).filter(name -> !name.isEmpty() && name.length() <= 80).distinct().limit(10).toList());
    if (!categories.isEmpty()) lines.add("categories: [" + String.join(", ", categories.stream().map(EntryText::quoted).toList()) + "]");
    link(entry).ifPresent(link -> lines.add("source_url: " + quoted(link.toString())));
    lines.add("id: " + quoted(feed.name() + "/" + mark(entry)));
    lines.add("---");
    lines.add("");
    lines.add(body(entry));
    return String.join("\n", lines) + "\n";
  }

  /** YAML's double-quoted form of a line. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private Optional<URI> link(FeedEntry entry) {
    try {
      URI link = feed.url().resolve(entry.link());
      boolean web = !entry.link().isEmpty() && link.getScheme() != null && link.getScheme().matches("(?i)https?");
      return web ? Optional.of(link) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Without a blank line or an indentation, it is one block of HTML to Markdown. CommonMark 4.6 */
  private String body(FeedEntry entry) {
    String html = entry.html().length() <= LONGEST ? entry.html() : entry.html().substring(0, LONGEST);
    String base = link(entry).orElse(feed.url()).toString();
    Document clean = Jsoup.parse(Jsoup.clean(html, base, KEPT, new Document.OutputSettings().prettyPrint(false)), base);
    for (Element pre : clean.select("pre")) pre.html(pre.html().replace("\n", "&#10;"));
    clean.outputSettings().prettyPrint(false);
    String flat = clean.body().html().replaceAll("\\s*\\R\\s*", " ").replace("{{", "&#123;&#123;").replace("{%", "&#123;%").replace("%}", "%&#125;").strip();
    return flat.isEmpty() ? "" : "<div>" + flat + "</div>";
  }
}
