package dev.tidings.timetable;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of the slots that are due and undecided still runs: the newest one, if its grace has not ended. The others are
 * skipped with a notice; their posts are in the next edition.
 */
public final class CatchUp {
  private static final Duration LONGEST_GRACE = Duration.ofHours(12);

  private CatchUp() {}

  /** A slot and the moment from which it could go out: its own, or the end of what held it. Its grace begins there. */
  public record Ripe(Slot slot, Instant since) {
    private boolean isInGrace(Newsletter newsletter, Instant now) {
      return !now.isAfter(since.plus(grace(slot, newsletter)));
    }
  }

  /**
   * @param run the slot to publish now
   * @param skipped the others, oldest first
   */
  public record Decision(Optional<Slot> run, List<Slot> skipped) {}

  public static Decision decide(List<Ripe> ripe, Newsletter newsletter, Instant now) {
    Optional<Slot> run = ripe.stream().filter(one -> one.isInGrace(newsletter, now)).map(Ripe::slot).max(Comparator.comparing(Slot::instant));
    List<Slot> skipped = ripe.stream().map(Ripe::slot).filter(slot -> !run.equals(Optional.of(slot))).sorted(Comparator.comparing(Slot::instant)).toList();
    return new Decision(run, skipped);
  }

  /** Half the gap to the next slot, 12 hours at most: a daily 07:00 may be late until 19:00, a four-hourly one two hours. */
  public static Duration grace(Slot slot, Newsletter newsletter) {
    return grace(slot.instant(), newsletter);
  }

  /** The same for what was due at a moment. */
  public static Duration grace(Instant due, Newsletter newsletter) {
    return Timetable.slotsAfter(newsletter, due, 1).stream()
        .map(next -> Duration.between(due, next.instant()).dividedBy(2))
        .filter(half -> half.compareTo(LONGEST_GRACE) < 0)
        .findFirst()
        .orElse(LONGEST_GRACE);
  }
}
