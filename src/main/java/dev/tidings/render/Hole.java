package dev.tidings.render;

/**
 * A place in a prepared body where a reader's own bytes go. Its width is fixed, so that sizes are known before anybody is
 * named.
 *
 * @param offset in bytes from the start of the body
 */
public record Hole(int offset, Kind kind) {
  /** What goes in. Every token is {@link #WIDTH} characters of the URL-safe base64 alphabet. */
  public enum Kind { UNSUBSCRIBE, PREFERENCES }

  public static final int WIDTH = 34;
}
