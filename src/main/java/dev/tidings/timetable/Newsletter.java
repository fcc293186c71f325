package dev.tidings.timetable;

import java.util.List;

/**
 * The standing product a reader subscribes to.
 *
 * @param slug its name in the configuration: lower case letters, digits and hyphens; stable for ever
 * @param choice which posts qualify
 * @param schedule when it is due; empty = only by hand
 * @param subscribers names of list files in subscribers/
 */
public record Newsletter(
    String slug, Imprint imprint, CategoryChoice choice, Schedule schedule, Bounds bounds, List<String> subscribers) {

  /**
   * @param minItems fewer new posts = slot skipped
   * @param maxItems stories listed at most; what is beyond is "and N more"
   * @param leeway what readers may choose about when it comes
   */
  public record Bounds(int minItems, int maxItems, Leeway leeway) {
    public Bounds(int minItems, int maxItems) {
      this(minItems, maxItems, Leeway.ALL);
    }
  }
}
