package dev.tidings.render;

/**
 * How much is left out of a mail that would be too big: from the end, each story goes from full to bullets; when all have,
 * from bullets to a headline; then into "and N more". The lead keeps its headline.
 *
 * @param steps 0 = nothing left out
 */
record Trim(int steps, int stories) {
  enum Level { FULL, BULLETS, HEADLINE, MORE }

  static Trim none(int stories) {
    return new Trim(0, stories);
  }

  int mostSteps() {
    return 3 * stories - 1;
  }

  /** @param index in reading order, 0 is the lead. With 4 stories and 5 steps: bullets, bullets, bullets, headline. */
  Level of(int index) {
    int fromEnd = stories - index;
    int phases = Math.max(0, (steps - fromEnd + stories) / stories);
    return Level.values()[Math.min(phases, index == 0 ? Level.HEADLINE.ordinal() : Level.MORE.ordinal())];
  }
}
