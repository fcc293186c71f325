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
   * @param html the editor's opening lines
   * @param text the same as plain text
   * @param sponsored a block labelled as paid for
   */
  public record Opening(SafeHtml html, String text, Optional<Sponsored> sponsored) {}

  public record Sponsored(SafeHtml html, String text) {}

  /** All listed stories in reading order. */
  public List<Story> stories() {
    return Stream.of(Stream.of(lead), sections.stream().flatMap(section -> section.stories().stream()), brief.stream())
        .flatMap(stories -> stories)
        .toList();
  }
}
