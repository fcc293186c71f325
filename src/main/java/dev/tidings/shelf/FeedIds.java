package dev.tidings.shelf;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How feed entries are named, for who moves here from another generator.
 *
 * @param until posts dated before this day keep the scheme's ids; later ones get tag: ids. RFC 4151
 */
public record FeedIds(Scheme scheme, Optional<LocalDate> until) {
  public static final FeedIds DEFAULT = new FeedIds(Scheme.TAG, Optional.empty());

  /** A tag: URI of ours, or the absolute URL that jekyll-feed or Hugo would write. */
  public enum Scheme { TAG, JEKYLL, HUGO }
}
