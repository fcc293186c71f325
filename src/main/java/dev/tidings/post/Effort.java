package dev.tidings.post;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much work a text would be, told before anything parses it. A code span that finds no end makes the parser look at
 * every later run of backticks and copy the rest of the paragraph each time: 400 runs in 80 KB are 6,400,000,000 steps
 * (minutes), 200 closed spans in 10 KB are 2,000,000. Template marks without an end are looked for to the end of the
 * file, each.
 */
final class Effort {
  record Heavy(int line, String reason) {}

  private static final long MOST_STEPS = 200_000_000;
  private static final int MOST_EMPHASIS = 8_000;

  private Effort() {}

  /** Where and why the text is too much, or nothing. */
  static Optional<Heavy> tooMuch(String text) {
    if (templates(text) * text.length() > MOST_STEPS)
      return Optional.of(new Heavy(1, "it holds more unfinished template marks ({{ or {%) than can be read safely. Close or remove them."));
    int line = 1;
    int first = 1;
    var paragraph = new StringBuilder();
    for (String next : (text + "\n\n").split("\n", -1)) {
      if (next.isBlank() || startsItem(next)) {
        Optional<String> reason = heavy(paragraph);
        if (reason.isPresent()) return Optional.of(new Heavy(first, reason.get()));
        paragraph.setLength(0);
        first = line;
      }
      paragraph.append(next).append('\n');
      line++;
    }
    return Optional.empty();
  }

  private static boolean startsItem(String line) {
    String text = line.stripLeading();
    return text.startsWith("* ") || text.startsWith("- ") || text.startsWith("+ ");
  }

  private static Optional<String> heavy(CharSequence paragraph) {
    if (backticks(paragraph) * paragraph.length() > MOST_STEPS)
      return Optional.of("it holds more backticks than can be read safely. Close the code spans of this paragraph.");
    long marks = paragraph.chars().filter(c -> c == '*' || c == '_').count();
    if (marks > MOST_EMPHASIS) return Optional.of("this paragraph holds " + marks + " marks of emphasis (* and _). Split it, or make it a code block.");
    return Optional.empty();
  }

  /** Runs looked at: those up to the closing one, or all that follow where a run has no second of its length. */
  private static long backticks(CharSequence text) {
    Map<Integer, Integer> left = new HashMap<>();
    int runs = 0;
    for (int i = 0; i < text.length(); i++) {
      int length = run(text, i);
      if (length == 0) continue;
      left.merge(length, 1, Integer::sum);
      runs++;
      i += length;
    }
    long alone = left.values().stream().filter(count -> count == 1).count();
    return alone * runs + runs;
  }

  private static int run(CharSequence text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) == '`') end++;
    return end - from;
  }

  /** Openings beyond the closings; an opening of {@code raw}, {@code highlight} and the like counts until its end tag. */
  private static long templates(String text) {
    long open = count(text, "{{") + count(text, "{%");
    long shut = count(text, "}}") + count(text, "%}");
    long blocks = count(text, "{% raw") + count(text, "{% highlight") + count(text, "{% comment");
    long ends = count(text, "{% end") + count(text, "{%- end");
    return Math.max(0, open - shut) + Math.max(0, blocks - ends);
  }

  private static long count(String text, String mark) {
    long found = 0;
    for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) found++;
    return found;
  }
}
