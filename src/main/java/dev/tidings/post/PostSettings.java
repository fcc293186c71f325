package dev.tidings.post;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the reading of posts needs to know.
 *
 * @param folders absolute; in messages a folder inside the house is named relative to it
 * @param house the house's folder
 * @param zone of dates without an offset
 * @param site every relative link is resolved against this (or the post's own page)
 * @param permalink Jekyll's or Hugo's pattern of the posts' own site ({@code /:year/:month/:title/}), for links
 *     between posts; empty where Tidings writes the pages
 * @param words configured names and limits
 */
public record PostSettings(
    List<Path> folders, Path house, ZoneId zone, URI site, Optional<String> permalink, Words words) {

  /**
   * @param defaultCategory of posts that name none
   * @param numbers headings of sections that hold key numbers
   * @param quotes headings of sections that hold quotes
   * @param sources headings of the list of sources
   */
  public record Words(
      String defaultCategory, List<String> numbers, List<String> quotes, List<String> sources, BigDecimal lowestScore,
      BigDecimal highestScore) {
    public static final Words DEFAULT =
        new Words(
            "General",
            List.of("Key Dates and Numbers", "Key Numbers", "Key Dates", "By the Numbers", "Key Facts", "Key Figures"),
            List.of("Representative Quotes", "Key Quotes", "Quotes", "Notable Quotes"),
            List.of("Sources", "Source", "References"),
            BigDecimal.ZERO, BigDecimal.TEN);
  }
}
