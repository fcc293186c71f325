package dev.tidings.audience;

import java.util.List;

/**
 * What taking over the lists of one newsletter did.
 *
 * @param refused whether a list is missing, unreadable or lost too many readers; nobody was taken off it
 */
public record SyncReport(String newsletter, boolean refused, List<AudienceProblem> problems, Counts counts) {
  /**
   * @param joined readers who get mail now and did not before
   * @param left readers who got mail before and do not now
   * @param updated readers whose name or choices the file changed
   * @param keptOut rows of readers who left, bounced, complained or were forgotten, and stay out
   */
  public record Counts(int joined, int left, int updated, int keptOut) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts more) {
      return new Counts(joined + more.joined, left + more.left, updated + more.updated, keptOut + more.keptOut);
    }
  }
}
