package dev.tidings.run;

import dev.tidings.post.PostProblem;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.util.List;

/**
 * The next edition of a newsletter as it would be frozen, with all that the editor may decide about it.
 */
public record Draft(Newsletter newsletter, Turn turn, Words words, Stories stories, Plan.Readers readers, Standing standing) {
  /**
   * @param slot which it is for; an extra one where the newsletter goes out by hand
   * @param state of the slot: planned, waits, held, released, due; blank for an extra one
   */
  public record Turn(Slot slot, String state) {}

  /**
   * @param version to be named with a decision
   * @param reason why it holds nothing: nothing-new, too-few, or empty
   */
  public record Standing(String version, String reason, List<PostProblem> problems) {}

  /** @param preheader the line shown behind the subject */
  public record Words(int number, String subject, String preheader) {}

  /** @param told in their order, for a reader who follows everything · @param more how many are only counted */
  public record Stories(List<Item> told, int more, List<Item> dropped, List<Item> postponed) {}

  /** @param place lead, section or brief */
  public record Item(String key, String place, String category, String headline, String file) {}
}
