package dev.tidings.queue;

/**
 * Readers of one newsletter who stand at the same place and chose the same.
 *
 * @param categories as stored: {@code *} or slugs with a comma between
 * @param language of the fixed words; empty = the newsletter's
 * @param rhythm as stored
 * @param sendAfter an own later hour {@code HH:MM}, may be empty
 */
public record Due(long cursor, String categories, String format, String language, String rhythm, String sendAfter) {
  /** @param readers how many */
  public record Group(Due due, int readers) {}
}
