package dev.tidings.render;

import dev.tidings.edition.Layout;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Keeps the HTML part small enough that Gmail does not clip it (102 kB), and with it the unsubscribe link at its end: the
 * template writes the footer whatever is left out above it.
 *
 * @param bytes decoded, UTF-8
 */
record SizeBudget(int bytes) {
  static final SizeBudget GMAIL = new SizeBudget(95_000);

  /** @param html with marks for the holes */
  record Fitted(Trim trim, String html) {}

  /** The fewest steps of leaving out that fit; all of them where nothing fits. */
  Fitted fit(Layout layout, Function<Trim, String> html) {
    int stories = layout.stories().size();
    Trim whole = Trim.none(stories);
    var untouched = new Fitted(whole, html.apply(whole));
    if (fits(untouched.html())) return untouched;
    Fitted best = at(whole.mostSteps(), stories, html);
    for (int low = 1, high = whole.mostSteps(); low < high; ) {
      Fitted trial = at((low + high) / 2, stories, html);
      if (fits(trial.html())) {
        best = trial;
        high = trial.trim().steps();
      } else low = trial.trim().steps() + 1;
    }
    return best;
  }

  private static Fitted at(int steps, int stories, Function<Trim, String> html) {
    var trim = new Trim(steps, stories);
    return new Fitted(trim, html.apply(trim));
  }

  private boolean fits(String html) {
    return Holes.filled(html).getBytes(StandardCharsets.UTF_8).length <= bytes;
  }
}
