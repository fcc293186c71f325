package dev.tidings.edition;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the editor wants of one slot. Posts are named by path, file name, slug or id.
 *
 * @param drop told to nobody in this newsletter
 * @param opening Markdown
 * @param sponsored Markdown
 */
public record Wishes(
    Optional<String> subject, Optional<String> lead, List<String> order, Set<String> drop, Optional<String> opening,
    Optional<String> sponsored) {
  public static final Wishes NONE =
      new Wishes(Optional.empty(), Optional.empty(), List.of(), Set.of(), Optional.empty(), Optional.empty());

  /** A wish that names no story. @param key lead, order or drop */
  public record Stranger(String key, String name) {}
}
