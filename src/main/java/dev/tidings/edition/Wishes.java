package dev.tidings.edition;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the editor wants of one slot. Posts are named by path, file name, slug, id or our own key.
 *
 * @param drop told to nobody in this newsletter
 * @param postpone not told now, but with the next edition; what some readers have been told already is not kept from the others
 */
public record Wishes(Words words, Optional<String> lead, List<String> order, Set<String> drop, Set<String> postpone) {
  public static final Wishes NONE = new Wishes(Words.NONE, Optional.empty(), List.of(), Set.of(), Set.of());

  /**
   * The editor's own.
   *
   * @param preheader one line instead of the topics
   * @param opening Markdown
   * @param sponsored Markdown
   */
  public record Words(Optional<String> subject, Optional<String> preheader, Optional<String> opening, Optional<String> sponsored) {
    public static final Words NONE = new Words(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** These, and where they are silent the others. What either drops or postpones is dropped or postponed. */
  public Wishes over(Wishes others) {
    var spoken = new Words(words.subject().or(others.words::subject), words.preheader().or(others.words::preheader), words.opening().or(others.words::opening), words.sponsored().or(others.words::sponsored));
    return new Wishes(spoken, lead.or(others::lead), order.isEmpty() ? others.order : order, both(drop, others.drop), both(postpone, others.postpone));
  }

  private static Set<String> both(Set<String> some, Set<String> more) {
    var all = new HashSet<>(some);
    all.addAll(more);
    return Set.copyOf(all);
  }

  /** A wish that names no story. @param key lead, order or drop */
  public record Stranger(String key, String name) {}
}
