package dev.tidings.web;

import java.util.Locale;
import java.util.Map;

/**
 * What a file is called on the wire. A person's browser shows a feed only as plain XML, feed readers want its own type; the two
 * answers have different ETags.
 *
 * @param mark begins the ETag
 */
record ContentTypes(boolean forBrowsers, String mark) {
  static final ContentTypes FOR_READERS = new ContentTypes(false, "");
  static final ContentTypes FOR_BROWSERS = new ContentTypes(true, "b.");
  private static final String XML = "application/xml; charset=utf-8";
  private static final Map<String, String> BY_ENDING = Map.ofEntries(
      Map.entry("html", "text/html; charset=utf-8"), Map.entry("css", "text/css; charset=utf-8"), Map.entry("txt", "text/plain; charset=utf-8"),
      Map.entry("xml", XML), Map.entry("xsl", "text/xsl; charset=utf-8"), Map.entry("json", "application/json"),
      Map.entry("js", "text/javascript; charset=utf-8"), Map.entry("svg", "image/svg+xml"), Map.entry("png", "image/png"),
      Map.entry("jpg", "image/jpeg"), Map.entry("jpeg", "image/jpeg"), Map.entry("gif", "image/gif"), Map.entry("webp", "image/webp"),
      Map.entry("avif", "image/avif"), Map.entry("ico", "image/x-icon"), Map.entry("woff2", "font/woff2"), Map.entry("pdf", "application/pdf"));

  String of(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (isFeed(path) && !forBrowsers) return feed(name);
    if (name.equals("opml.xml")) return forBrowsers ? XML : "text/x-opml; charset=utf-8";
    return BY_ENDING.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }

  private static String feed(String name) {
    if (name.endsWith(".json")) return "application/feed+json"; // JSON Feed 1.1
    return name.startsWith("rss") ? "application/rss+xml; charset=utf-8" : "application/atom+xml; charset=utf-8"; // RFC 4287 7
  }

  /** Subscription documents and their archives. */
  static boolean isFeed(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return path.startsWith("/feeds/") && (name.endsWith(".xml") || name.endsWith(".json"));
  }

  boolean isText(String type) {
    return type.startsWith("text/") || type.contains("xml") || type.contains("json");
  }
}
