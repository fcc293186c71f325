package dev.tidings.post;

import java.util.List;
import java.util.Optional;

/**
 * The text below the front matter, as Markdown.
 *
 * @param markdown without the opening heading that repeats the title and without the Sources list; template syntax is
 *     resolved or gone outside code
 * @param numbers list items of a section like "Key Dates and Numbers", Markdown inline text; the section stays in the
 *     body too
 * @param quote the first attributed quote of a section like "Representative Quotes"
 */
public record Body(String markdown, List<String> numbers, Optional<Quote> quote) {
  /** Whether there is anything to read: three words at least. */
  public boolean isWorthShowing() {
    return markdown.strip().split("\\s+", 4).length >= 3;
  }
}
