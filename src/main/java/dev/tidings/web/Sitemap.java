package dev.tidings.web;

import dev.tidings.feed.SiteWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What search engines ask for, made from the list of pages that the last run wrote. sitemaps.org 0.9 */
record Sitemap(Path folder, URI site) {
  private static final int MOST = 50_000;
  private static final String INDEX = "index.html";

  /** Readers' own pages are nobody else's. */
  String robots() {
    String base = site.getPath();
    return "User-agent: *\nDisallow: " + base + "u/\nDisallow: " + base + "confirm/\nDisallow: " + base + "preferences/\nDisallow: " + base + "move/\nSitemap: " + site + "sitemap.xml\n";
  }

  String xml() {
    var out = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (String page : pages()) out.append("<url><loc>").append(site).append(escaped(page)).append("</loc></url>\n");
    return out.append("</urlset>\n").toString();
  }

  /** Lines of the manifest are digest, blank, path. */
  private List<String> pages() {
    Path manifest = folder.resolve(SiteWriter.MANIFEST);
    if (!Files.isRegularFile(manifest)) return List.of();
    try (var lines = Files.lines(manifest)) {
      return lines.map(line -> line.substring(line.indexOf(' ') + 1)).filter(path -> path.equals(INDEX) || path.endsWith("/" + INDEX))
          .map(path -> path.substring(0, path.length() - INDEX.length())).limit(MOST).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(manifest + ": the list of pages cannot be read", e);
    }
  }

  private static String escaped(String path) {
    return encoded(path).substring(1).replace("&", "&amp;").replace("'", "&apos;");
  }

  private static String encoded(String path) {
    try {
      return new URI(null, null, "/" + path, null).toASCIIString();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException("a page's path is no path: " + path, e);
    }
  }
}
