package dev.tidings.markup;

import dev.tidings.post.Post;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Markdown to safe HTML and to plain text. One instance serves all threads. */
public final class Markdown {
  private static final int BULLETS_MADE = 3;
  /** A line without anything that Markdown, HTML or an address could begin with: most bullets are. */
  private static final Pattern PLAIN = Pattern.compile("(?!\\d{1,9}[.)])[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}(),;%$€£'’‘“”…–—/?。、「」・！？]|:(?!//)|\\.(?! ?\\.)|-(?!-)| (?! ))*");
  private final Machines machines = new Machines();
  private final Sanitiser sanitiser = new Sanitiser();

  /**
   * The whole post.
   *
   * @param base relative links are resolved against it
   */
  public Article article(Post post, URI base) {
    Element body = post.body().isWorthShowing() ? dom(post.body().markdown(), base) : new Element("div");
    List<Inline> own = post.gist().tldr().stream().map(bullet -> inline(bullet, base)).filter(bullet -> !bullet.text().isEmpty()).toList();
    List<Inline> bullets = own.isEmpty() ? made(post, body, base) : own;
    List<Inline> numbers = post.body().numbers().stream().map(line -> inline(line, base)).toList();
    Optional<Inline> correction = post.gist().correction().map(text -> inline(text, base)).filter(line -> !line.text().isEmpty());
    return new Article(post, bullets, own.isEmpty(), numbers, correction, new SafeHtml(body.html()));
  }

  private List<Inline> made(Post post, Element body, URI base) {
    Optional<Inline> summary = post.gist().summary().map(text -> inline(text, base)).filter(line -> !line.text().isEmpty());
    if (summary.isPresent()) return List.of(summary.get());
    return Sentences.first(body, BULLETS_MADE).stream().map(Markdown::asItIs).toList();
  }

  /** A sentence without its markup; what looks like template syntax stood in code, and does so again. */
  private static Inline asItIs(String sentence) {
    String html = Sanitiser.escaped(sentence).replaceAll("\\{\\{[^{}]{0,200}\\}\\}|\\{%[^{}]{0,200}%\\}|\\{\\{|\\{%|%\\}", "<code>$0</code>");
    return new Inline(new SafeHtml(html), sentence);
  }

  /** One line: the text of paragraphs without their block elements. */
  public Inline inline(String markdown, URI base) {
    String line = markdown.strip();
    if (isPlain(line)) return new Inline(new SafeHtml(line), line);
    return parsed(line, base);
  }

  static boolean isPlain(String line) {
    return line.length() < 2_000 && !line.regionMatches(true, 0, "www.", 0, 4) && !line.contains("www.") && PLAIN.matcher(line).matches();
  }

  Inline parsed(String line, URI base) {
    Element dom = dom(line.replaceAll("\\s*\\n\\s*", " "), base);
    dom.select("p, li, ul, ol, div, h2, h3, h4, h5, h6, blockquote, pre, table, img, hr").forEach(Element::unwrap);
    return new Inline(new SafeHtml(dom.html().replaceAll("\\s*\\n\\s*", " ").strip()), dom.text().strip());
  }

  public SafeHtml html(String markdown, URI base) {
    return new SafeHtml(dom(markdown, base).html());
  }

  /** As plain text: links, lists, tables, quotes, code and images' alt are kept; lines are not wrapped. */
  public String text(String markdown, URI base) {
    return PlainText.of(dom(markdown, base));
  }

  private Element dom(String markdown, URI base) {
    return sanitiser.clean(machines.html(markdown), base);
  }
}
