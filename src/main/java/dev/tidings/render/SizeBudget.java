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

  /** The fewest steps of leaving out that fit; all of them where nothing fits. */
  Trim fit(Layout layout, Function<Trim, String> html) {
    int stories = layout.stories().size();
    Trim whole = Trim.none(stories);
    if (fits(html.apply(whole))) return whole;
    int low = 1;
    int high = whole.mostSteps();
    while (low < high) {
      int middle = (low + high) / 2;
      if (fits(html.apply(new Trim(middle, stories)))) high = middle;
      else low = middle + 1;
    }
    return new Trim(low, stories);
  }

  boolean fits(String html) {
    return html.getBytes(StandardCharsets.UTF_8).length <= bytes;
  }
}
