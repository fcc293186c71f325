package dev.tidings.run;

import dev.tidings.audience.SyncReport;
import dev.tidings.feed.FeedReport;
import dev.tidings.post.PostProblem;
import dev.tidings.shelf.Settled;
import dev.tidings.timetable.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run did before any mail went out.
 *
 * @param editions ids of the editions it published
 * @param skipped slots that brought none, with the reason
 * @param lists one report per newsletter
 * @param problems everything an admin should read, most serious first
 */
public record Morning(
    Settled posts, FeedReport feeds, List<Long> editions, List<Skipped> skipped, List<SyncReport> lists, List<PostProblem> problems) {

  static final String HELD = "held";
  static final String WAITS = "waits";

  /**
   * @param reason nothing-new, too-few, missed, skipped, paused, overtaken (by a later slot, after it was held), refused (a list that cannot
   *     be trusted); held (by the admin) and waits (for the end of its hold) are not decided yet
   */
  public record Skipped(Slot slot, String reason) {
    public boolean isMissed() {
      return reason.equals("missed");
    }

    /** Whether it may still bring an edition. */
    public boolean isOpen() {
      return reason.equals(HELD) || reason.equals(WAITS);
    }
  }

  /** One sentence for each newsletter whose slots passed while nothing ran and are too old to be made up for. */
  public List<String> notices() {
    Map<String, List<Slot>> missed = new TreeMap<>();
    for (Skipped one : skipped) if (one.isMissed()) missed.computeIfAbsent(one.slot().newsletter(), slug -> new ArrayList<>()).add(one.slot());
    return missed.entrySet().stream().map(entry -> notice(entry.getKey(), entry.getValue())).toList();
  }

  private static String notice(String newsletter, List<Slot> missed) {
    String first = shown(missed.get(0));
    String which = missed.size() == 1 ? "1 slot (%s) passed while nothing ran, and its grace is over. It brings".formatted(first)
        : "%d slots (%s to %s) passed while nothing ran, and their grace is over. They bring".formatted(missed.size(), first, shown(missed.get(missed.size() - 1)));
    return newsletter + ": " + which + " no edition; the posts come with the next one.";
  }

  private static String shown(Slot slot) {
    return slot.local().toString().replace('T', ' ') + " " + slot.zone();
  }
}
