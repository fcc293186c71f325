package dev.tidings.edition;

import dev.tidings.markup.SafeHtml;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one list of posts looks like in an edition, before it is written in any format.
 *
 * @param lead told with twice the weight
 * @param sections the other stories with their bullets, by category
 * @param brief "Also today": one line each
 * @param more how many further posts are not listed
 */
public record Layout(
    Heading heading, Story lead, List<Section> sections, List<Story> brief, int more, Optional<Opening> opening) {

  /**
   * What stands above the news.
   *
   * @param html the editor's opening lines
   * @param text the same as plain text
   * @param sponsored a block labelled as paid for
   * @param corrections of what its readers were told before
   */
  public record Opening(SafeHtml html, String text, Optional<Sponsored> sponsored, List<Correction> corrections) {
    public static final Opening NONE = new Opening(SafeHtml.EMPTY, "", Optional.empty());

    /** Of an edition that has nothing to correct. */
    public Opening(SafeHtml html, String text, Optional<Sponsored> sponsored) {
      this(html, text, sponsored, List.of());
    }
  }

  public record Sponsored(SafeHtml html, String text) {}

  /** The same with corrections on top. */
  public Layout correcting(List<Correction> corrections) {
    Opening above = opening.orElse(Opening.NONE);
    return new Layout(heading, lead, sections, brief, more, Optional.of(new Opening(above.html, above.text, above.sponsored, corrections)));
  }

  /** All listed stories in reading order. */
  public List<Story> stories() {
    return Stream.of(Stream.of(lead), sections.stream().flatMap(section -> section.stories().stream()), brief.stream())
        .flatMap(stories -> stories)
        .toList();
  }
}
