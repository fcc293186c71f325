package dev.tidings.post;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What a reader can subscribe to. Two categories are the same when their slugs are.
 *
 * @param name as the author or the configuration writes it
 * @param slug lower case, letters of any script and digits, hyphens between: {@code C++} is c-plus-plus, {@code C#}
 *     c-sharp; never {@code all}, never empty
 */
public record Category(String name, String slug) {
  /** A category by its name, one line of it. */
  public static Category of(String name) {
    String tidy = Normalizer.normalize(name, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
    return new Category(tidy, slug(tidy));
  }

  private static String slug(String name) {
    String words = name.toLowerCase(Locale.ROOT).replace("c++", "c-plus-plus").replaceAll("(?<=\\p{L})#", "-sharp").replaceAll("\\+", "-plus");
    String slug = words.replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", "-").replaceAll("^-+|-+$", "");
    if (slug.isEmpty()) return "category-" + Integer.toHexString(name.hashCode());
    return slug.equals("all") ? "all-2" : slug;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Category category && category.slug.equals(slug);
  }

  @Override
  public int hashCode() {
    return slug.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
