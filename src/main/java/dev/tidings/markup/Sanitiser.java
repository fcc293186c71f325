package dev.tidings.markup;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** An allow-list of elements and attributes; links and images absolute and http, https or (links) mailto only. */
final class Sanitiser {
  /** Elements whose content goes with them; the cleaner would keep the words. */
  private static final Pattern DROPPED = Pattern.compile("(?i)<(?:script|style|iframe|object|embed|form|template|noscript|svg|math|select|textarea|button)");
  private static final Set<String> LINKS = Set.of("http", "https", "mailto");
  private final Cleaner cleaner =
      new Cleaner(new Safelist()
          .addTags("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
              "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th",
              "thead", "tr", "u", "ul", "var")
          .addAttributes("a", "href", "title").addAttributes("img", "src", "alt", "width", "height").addAttributes("ol", "start")
          .addAttributes("td", "colspan", "rowspan", "align").addAttributes("th", "colspan", "rowspan", "align", "scope")
          .addAttributes(":all", "dir", "lang"));

  Element clean(String html, URI base) {
    Document dirty = Jsoup.parseBodyFragment(html, base.toString());
    if (DROPPED.matcher(html).find()) dirty.select("script, style, iframe, object, embed, form, template, noscript, svg, math, select, textarea, button").remove();
    for (Element link : dirty.getElementsByTag("a")) link(link, base);
    Document clean = cleaner.clean(dirty);
    clean.outputSettings(new Document.OutputSettings().prettyPrint(false).charset("UTF-8").escapeMode(Entities.EscapeMode.xhtml));
    Element body = clean.body();
    for (Element image : body.getElementsByTag("img")) image(image, base);
    shiftHeadings(body);
    return body;
  }

  /** One that leads nowhere gets a name that the cleaner does not know, and loses its element there; its words stay. */
  private static void link(Element link, URI base) {
    Optional<String> target = absolute(link.attr("href"), base).filter(url -> LINKS.contains(scheme(url)));
    if (target.isPresent()) link.attr("href", target.get());
    else link.tagName("unlinked");
  }

  private static void image(Element image, URI base) {
    Optional<String> source = absolute(image.attr("src"), base).filter(url -> scheme(url).startsWith("http"));
    for (String size : new String[] {"width", "height"}) {
      Attribute value = image.attribute(size);
      if (value != null && !value.getValue().matches("\\d{1,4}")) image.removeAttr(size);
    }
    if (source.isPresent()) image.attr("src", source.get()).attr("alt", image.attr("alt"));
    else image.replaceWith(new TextNode(image.attr("alt")));
  }

  /** Empty for what is no address: a mistyped scheme must not become a path on our site. */
  private static Optional<String> absolute(String href, URI base) {
    String url = href.strip().replaceAll("[\\p{Cntrl}]", "");
    if (url.isEmpty()) return Optional.empty();
    if (url.startsWith("//")) url = "https:" + url;
    int colon = url.indexOf(':');
    boolean scheme = colon > 0 && url.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*");
    if (scheme) return LINKS.contains(scheme(url)) && isWhole(url) ? Optional.of(encoded(url)) : Optional.empty();
    try {
      return Optional.of(base.resolve(encoded(url)).toString()).filter(one -> one.contains("://"));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isWhole(String url) {
    return scheme(url).equals("mailto") ? url.contains("@") : url.matches("(?is)https?://[^/\\s].*");
  }

  private static String encoded(String url) {
    return url.replace(" ", "%20").replace("\"", "%22").replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace("^", "%5E").replace("`", "%60")
        .replace("{", "%7B").replace("}", "%7D").replace("|", "%7C").replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
  }

  private static String scheme(String url) {
    return url.substring(0, Math.max(0, url.indexOf(':'))).toLowerCase(Locale.ROOT);
  }

  /** The page's title is the h1; a body begins at h2. */
  private static void shiftHeadings(Element body) {
    if (body.getElementsByTag("h1").isEmpty()) return;
    for (int level = 5; level >= 1; level--) for (Element heading : body.getElementsByTag("h" + level)) heading.tagName("h" + (level + 1));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
