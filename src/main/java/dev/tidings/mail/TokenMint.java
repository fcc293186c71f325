package dev.tidings.mail;

import dev.tidings.render.Hole;

/** Makes the secret part of a reader's own links. The same reader and purpose give the same token. */
@FunctionalInterface
public interface TokenMint {
  /** @return {@link Hole#WIDTH} characters of the URL-safe base64 alphabet */
  String token(Hole.Kind kind, long subscription);
}
