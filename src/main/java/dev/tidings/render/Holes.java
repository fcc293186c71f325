package dev.tidings.render;

/**
 * Marks in rendered text where a reader's own bytes will go: one private-use character per kind. Authors' own private-use
 * characters are gone before ({@link Plain#clean}).
 */
final class Holes {
  private static final char FIRST = '\ue000';
  private static final String FILLER = "x".repeat(Hole.WIDTH);

  private Holes() {}

  static char mark(Hole.Kind kind) {
    return (char) (FIRST + kind.ordinal());
  }

  static boolean isMark(int c) {
    return c >= FIRST && c < FIRST + Hole.Kind.values().length;
  }

  static Hole.Kind kind(int mark) {
    return Hole.Kind.values()[mark - FIRST];
  }

  /** The text with each hole as wide as it will be. */
  static String filled(String text) {
    String filled = text;
    for (Hole.Kind kind : Hole.Kind.values()) filled = filled.replace(String.valueOf(mark(kind)), FILLER);
    return filled;
  }
}
