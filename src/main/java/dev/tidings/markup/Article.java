package dev.tidings.markup;

import dev.tidings.post.Post;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;

/**
 * A post, rendered once and used everywhere: mail, feeds, pages.
 *
 * @param bullets the author's TL;DR, else made from the summary or the first sentences; may be empty
 * @param bulletsMade whether they are ours rather than the author's
 * @param numbers the author's key numbers
 * @param correction what was wrong with it, in the author's words
 * @param html the body; empty where there is nothing worth showing
 */
public record Article(Post post, List<Inline> bullets, boolean bulletsMade, List<Inline> numbers, Optional<Inline> correction, SafeHtml html) {
  /** The body as plain text: links, lists, tables, quotes, code and images' alt are honest; not wrapped. Worked out when asked for. */
  public String text() {
    return html.isEmpty() ? "" : PlainText.of(Jsoup.parseBodyFragment(html.value()).body());
  }

  /** Words in the body, for "min read". */
  public int words() {
    String text = text();
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }
}
