package dev.tidings.edition;

import dev.tidings.markup.SafeHtml;
import java.time.LocalDate;
import java.util.List;

/**
 * A letter to readers of an edition that was wrong.
 *
 * @param heading its own; the subject is that of the edition it speaks of
 * @param day of that edition
 * @param said by the editor; may be empty where the stories say it all
 * @param stories that were corrected by their authors
 */
public record Erratum(Heading heading, LocalDate day, Said said, List<Correction> stories) {
  /** @param html of Markdown · @param text the same as plain text */
  public record Said(SafeHtml html, String text) {}
}
