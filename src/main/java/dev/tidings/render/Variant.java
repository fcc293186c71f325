package dev.tidings.render;

/**
 * One rendering in an edition. All readers whose choices come to the same list of posts share it.
 *
 * @param postsDigest hex digest over the ordered keys of its posts
 * @param language of the fixed words
 * @param subject plain text, no control characters
 * @param parts both parts before encoding, for previews and pages
 * @param body what goes out
 */
public record Variant(String postsDigest, Format format, String language, String subject, Parts parts, MailBody body) {

  /** Whether both say the same in the same form. */
  public boolean isLike(Variant other) {
    return postsDigest.equals(other.postsDigest) && format == other.format && language.equals(other.language);
  }

  /** @param html empty for {@link Format#TEXT} */
  public record Parts(String html, String text) {}
}
