package dev.tidings.markup;

import com.vladsch.flexmark.ext.autolink.AutolinkExtension;
import com.vladsch.flexmark.ext.footnotes.FootnoteExtension;
import com.vladsch.flexmark.ext.gfm.strikethrough.StrikethroughExtension;
import com.vladsch.flexmark.ext.gfm.tasklist.TaskListExtension;
import com.vladsch.flexmark.ext.tables.TablesExtension;
import com.vladsch.flexmark.ext.typographic.TypographicExtension;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.data.MutableDataSet;
import dev.tidings.post.Post;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** Markdown to safe HTML and to plain text. One instance serves all threads. */
public final class Markdown {
  private static final int BULLETS_MADE = 3;
  private final Parser parser;
  private final HtmlRenderer renderer;
  private final Sanitiser sanitiser = new Sanitiser();

  public Markdown() {
    var options = new MutableDataSet();
    options.set(Parser.EXTENSIONS, List.of(TablesExtension.create(), AutolinkExtension.create(), StrikethroughExtension.create(),
        TaskListExtension.create(), FootnoteExtension.create(), TypographicExtension.create()));
    options.set(HtmlRenderer.SOFT_BREAK, "\n");
    options.set(HtmlRenderer.GENERATE_HEADER_ID, false);
    options.set(TypographicExtension.ENABLE_QUOTES, false);
    options.set(TypographicExtension.ENABLE_SMARTS, true);
    this.parser = Parser.builder(options).build();
    this.renderer = HtmlRenderer.builder(options).build();
  }

  /**
   * The whole post.
   *
   * @param base relative links are resolved against it
   */
  public Article article(Post post, URI base) {
    Element body = post.body().isWorthShowing() ? dom(post.body().markdown(), base) : new Element("div");
    List<Inline> own = post.gist().tldr().stream().map(bullet -> inline(bullet, base)).filter(bullet -> !bullet.text().isEmpty()).toList();
    String text = PlainText.of(body);
    List<Inline> bullets = own.isEmpty() ? made(post, body, base) : own;
    List<Inline> numbers = post.body().numbers().stream().map(line -> inline(line, base)).toList();
    return new Article(post, bullets, own.isEmpty(), numbers, new SafeHtml(body.html()), text);
  }

  private List<Inline> made(Post post, Element body, URI base) {
    Optional<Inline> summary = post.gist().summary().map(text -> inline(text, base)).filter(line -> !line.text().isEmpty());
    if (summary.isPresent()) return List.of(summary.get());
    return Sentences.first(body, BULLETS_MADE).stream().map(sentence -> new Inline(new SafeHtml(Sanitiser.escaped(sentence)), sentence)).toList();
  }

  /** One line: the text of paragraphs without their block elements. */
  public Inline inline(String markdown, URI base) {
    Element dom = dom(markdown.strip().replaceAll("\\s*\\n\\s*", " "), base);
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
    return sanitiser.clean(renderer.render(parser.parse(markdown)), base);
  }
}
