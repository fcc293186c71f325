package dev.tidings.bounce;

/** A box cannot be read. Nothing was deleted; what was settled before it stays settled. */
public final class BoxTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BoxTrouble(String message, Exception cause) {
    super(message + " Nothing was deleted; the next round tries again.", cause);
  }
}
