package dev.tidings.run;

import dev.tidings.audience.SyncReport;
import dev.tidings.feed.FeedReport;
import dev.tidings.post.PostProblem;
import dev.tidings.shelf.Settled;
import dev.tidings.timetable.Slot;
import java.util.List;

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

  /** @param reason nothing-new, too-few, missed, or refused (a list that cannot be trusted) */
  public record Skipped(Slot slot, String reason) {}
}
