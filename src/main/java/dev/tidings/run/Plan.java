package dev.tidings.run;

import dev.tidings.audience.SyncReport;
import dev.tidings.post.PostProblem;
import dev.tidings.shelf.Settled;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What will happen, by the same path that makes it happen; running right after gives just this. */
public record Plan(Settled posts, List<SyncReport> lists, List<Prospect> prospects, Reach reach, List<PostProblem> problems) {
  /** Rows of its lists that name readers who left, bounced or complained. */
  public record InVain(String newsletter, int rows) {}

  /** What lists and readers ask for. */
  public record Reach(List<Followed> followed, List<InVain> inVain) {}

  /** A category that readers of a newsletter chose. @param category its slug */
  public record Followed(String newsletter, String category, int readers) {}


  /**
   * One newsletter's outlook.
   *
   * @param outline what it holds as things stand
   * @param reason why it holds nothing: nothing-new, too-few, refused (a list that cannot be trusted), or empty
   * @param example the newest day of the folder, where nothing is new
   */
  public record Prospect(
      Newsletter newsletter, Timing timing, Optional<Outline> outline, String reason, Optional<Outline> example) {}

  /**
   * @param next slots that wait, then those to come, and what the admin said about them
   * @param slot the one shown: due now, waiting, or the next that is not skipped; empty where the newsletter goes out by hand
   * @param due whether a run right now publishes it
   * @param paused whether no slot brings an edition
   */
  public record Timing(List<SlotDesk.Outlook> next, Optional<Slot> slot, boolean due, boolean paused) {}

  /**
   * @param htmlBytes of the fullest variant
   * @param nothingNew readers who are due and get nothing
   * @param kept readers who get nothing whatever it holds, by reason
   */
  public record Outline(Words words, List<Line> lines, int more, int htmlBytes, Readers readers) {}

  public record Words(int number, String subject, List<String> topics, int minutes) {}

  /** @param place lead, section or brief */
  public record Line(String place, String category, String headline, String file) {}

  public record Readers(int planned, int nothingNew, Map<String, Integer> kept) {}
}
