package dev.tidings.post;

/**
 * What a reader can subscribe to. Two categories are the same when their slugs are.
 *
 * @param name as the author or the configuration writes it
 * @param slug lower case, letters of any script and digits, hyphens between: {@code C++} is c-plus-plus, {@code C#}
 *     c-sharp; never {@code all}, never empty
 */
public record Category(String name, String slug) {
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
