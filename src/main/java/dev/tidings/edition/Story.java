package dev.tidings.edition;

import dev.tidings.markup.Article;
import dev.tidings.shelf.ShelvedPost;

/**
 * A post about to be told.
 *
 * @param number its place in the newsletter's sequence
 */
public record Story(ShelvedPost shelved, long number, Article article) {
  /** The short headline where there is one, else the title. Plain text. */
  public String headline() {
    return article.post().title().shortTitle().or(() -> article.post().title().headline())
        .orElse(article.post().title().text());
  }
}
