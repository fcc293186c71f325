package dev.tidings.post;

/**
 * One Markdown file as its author meant it: front matter understood, template syntax resolved or removed, nothing
 * rendered. Two posts with the same content are equal wherever they are.
 */
public record Post(PostFile file, Title title, Filing filing, PostDates dates, Gist gist, Body body) {
  /** Whether {@code category} is one of this post's, compared by slug. */
  public boolean isIn(Category category) {
    return filing.categories().contains(category);
  }
}
