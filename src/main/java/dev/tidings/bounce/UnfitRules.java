package dev.tidings.bounce;

/** A line of a house's own rules is none. */
public final class UnfitRules extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitRules(String message, Exception cause) {
    super(message, cause);
  }
}
