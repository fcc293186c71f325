package dev.tidings.timetable;

import dev.tidings.post.Category;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All categories, or these in this order. The order is that of the sections.
 *
 * @param all whether every category qualifies; {@code listed} may still give an order
 */
public record CategoryChoice(boolean all, List<Category> listed) {
  public static final CategoryChoice ALL = new CategoryChoice(true, List.of());

  public boolean holds(Category category) {
    return all || listed.contains(category);
  }

  public boolean holdsAny(List<Category> categories) {
    return categories.stream().anyMatch(this::holds);
  }

  /** What the store keeps: {@code *} for all, else the slugs in a canonical order with a comma between. */
  public static String stored(Set<String> slugs) {
    return slugs.isEmpty() ? "*" : slugs.stream().sorted().collect(Collectors.joining(","));
  }
}
