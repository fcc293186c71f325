package dev.tidings.archive;

import dev.tidings.render.Variant;
import dev.tidings.timetable.Slot;
import java.time.Instant;
import java.util.List;

/**
 * An edition about to be kept.
 *
 * @param upper the last number told; 0 for a correction, which tells nothing new
 * @param variants the first is the one of a reader who follows everything
 */
public record Frozen(Slot slot, int number, long upper, Times times, List<Told> posts, List<Variant> variants) {
  public record Times(Instant publishedAt, Instant expiresAt) {}

  /** @param place lead, section, brief, more or dropped */
  public record Told(long number, String post, String title, String place) {}
}
