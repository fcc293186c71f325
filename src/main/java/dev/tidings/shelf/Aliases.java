package dev.tidings.shelf;

import dev.tidings.post.Post;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whatever a post may be recognised by when its path has changed. */
final class Aliases {
  enum Kind { ID, PATH, DIGEST, TITLE_DATE, TITLE_SOURCE }

  record Alias(Kind kind, String value) {}

  private Aliases() {}

  static List<Alias> of(Post post) {
    var aliases = new ArrayList<Alias>(5);
    post.file().id().ifPresent(id -> aliases.add(new Alias(Kind.ID, id)));
    aliases.add(path(post.file().relative()));
    aliases.add(new Alias(Kind.DIGEST, post.file().digest()));
    String title = plain(post.title().text());
    aliases.add(new Alias(Kind.TITLE_DATE, title + "\n" + post.dates().published().toInstant()));
    post.gist().source().flatMap(source -> source.link())
        .ifPresent(link -> aliases.add(new Alias(Kind.TITLE_SOURCE, title + "\n" + link)));
    return aliases;
  }

  static Alias path(String relative) {
    return new Alias(Kind.PATH, relative);
  }

  /** As titles are compared. */
  static String plain(String title) {
    return Normalizer.normalize(title, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).strip();
  }
}
