package dev.tidings.queue;

import dev.tidings.timetable.Cadence;

/**
 * Readers of one newsletter who stand at the same place and chose the same.
 *
 * @param categories as stored: {@code *} or slugs with a comma between
 * @param language of the fixed words; empty = the newsletter's
 */
public record Due(Place place, String categories, String format, String language, Pace pace) {
  /** @param readers how many */
  public record Group(Due due, int readers) {}

  /**
   * What they were told.
   *
   * @param cursor the number of the last post
   * @param missed keys of posts up to there that were away when their turn came, a comma between
   * @param owed whether their last mail's life ended before the relay took it: the next slot is theirs, whatever their rhythm
   */
  public record Place(long cursor, String missed, boolean owed) {
    public Place(long cursor) {
      this(cursor, "", false);
    }
  }

  /** As stored. @param sendAfter an own later hour {@code HH:MM}, may be empty · @param zone may be empty */
  public record Pace(String rhythm, String sendAfter, String zone) {
    public static final Pace EACH = new Pace("each", "", "");

    /** In its parts. */
    public Cadence cadence() {
      return Cadence.parse(rhythm, sendAfter, zone);
    }
  }
}
