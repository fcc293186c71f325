package dev.tidings.post;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How much work a text would be, told before anything parses it. What costs the same for each mark is bounded by their number:
 * 80,000 take up to a second. What looks through its paragraph again for each mark is bounded by paragraph: code spans that find no end, brackets and
 * emphasis within each other. Template marks without an end are looked for to the end of the file, each; notes in all notes.
 */
final class Effort {
  record Heavy(int line, String reason) {}

  private static final String MARKS = "[<&`*_~|{!\\\n";
  private static final List<String> DOUBLE = List.of("@", "://", "www.", "--");
  private static final int MOST_MARKS = 80_000;
  private static final int MOST_LINES = 30_000;
  private static final long MOST_STEPS = 200_000_000;
  private static final int MOST_EMPHASIS = 8_000;
  private static final int DEEPEST_BRACKETS = 3_000;
  private static final int MOST_NOTES = 2_000;
  /** A shorter text reaches none of the limits: the least that one of them takes is so many brackets, open and shut. */
  private static final int HARMLESS = 2 * DEEPEST_BRACKETS;

  private Effort() {}

  /** Where and why the text is too much, or nothing. */
  static Optional<Heavy> tooMuch(String text) {
    if (text.length() < HARMLESS) return Optional.empty();
    Optional<Heavy> whole = whole(text).map(reason -> new Heavy(1, reason));
    if (whole.isPresent()) return whole;
    int line = 1;
    int first = 1;
    var paragraph = new StringBuilder();
    for (String next : (text + "\n\n").split("\n", -1)) {
      if (isBlank(next) || startsItem(next)) {
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

  private static Optional<String> whole(String text) {
    long lines = count(text, "\n");
    if (lines > MOST_LINES) return Optional.of("it holds %,d lines; %,d can be read. Split it.".formatted(lines, MOST_LINES));
    if (templates(text) * text.length() > MOST_STEPS) return Optional.of("it holds more unfinished template marks ({{ or {%) than can be read safely. Close or remove them.");
    long marks = text.chars().filter(c -> MARKS.indexOf(c) >= 0).count() + 2 * DOUBLE.stream().mapToLong(sign -> count(text, sign)).sum();
    if (marks > MOST_MARKS) return Optional.of("it holds %,d marks that may mean something in Markdown; %,d can be read. Split it.".formatted(marks, MOST_MARKS));
    long notes = count(text, "[^");
    if (notes > 2 * MOST_NOTES && count(text, "]:") > MOST_NOTES) return Optional.of("it holds %,d footnotes and mentions of them; %,d can be read. Split it.".formatted(notes, 2 * MOST_NOTES));
    return Optional.empty();
  }

  /** As Markdown has it: an ideographic blank is text. */
  private static boolean isBlank(String line) {
    return line.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\r');
  }

  /** An item that is indented may as well go on with the paragraph above. */
  private static boolean startsItem(String line) {
    return line.startsWith("* ") || line.startsWith("- ") || line.startsWith("+ ");
  }

  private static Optional<String> heavy(CharSequence paragraph) {
    if (backticks(paragraph) * paragraph.length() > MOST_STEPS) return Optional.of("it holds more backticks than can be read safely. Close the code spans of this paragraph.");
    long marks = paragraph.chars().filter(c -> c == '*' || c == '_').count();
    if (marks > MOST_EMPHASIS) return Optional.of("this paragraph holds " + marks + " marks of emphasis (* and _). Split it, or make it a code block.");
    long left = paragraph.chars().filter(c -> c == '[').count();
    long right = paragraph.chars().filter(c -> c == ']').count();
    if (Math.min(left, right) > 0 && left > DEEPEST_BRACKETS && brackets(paragraph, right) > DEEPEST_BRACKETS) return Optional.of("brackets are nested too deeply in this paragraph. Split it, or close them.");
    return Optional.empty();
  }

  /** How deep they can stand in each other, whatever is code or escaped: so many open before a place and close after it. */
  private static long brackets(CharSequence text, long all) {
    long open = 0;
    long close = all;
    long deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '[') open++;
      else if (text.charAt(i) == ']') close--;
      deepest = Math.max(deepest, Math.min(open, close));
    }
    return deepest;
  }

  /** How many lengths the runs have: of each length one may find no end, and is looked for to the end of the paragraph. */
  private static long backticks(CharSequence text) {
    Set<Integer> lengths = new HashSet<>();
    for (int i = 0; i < text.length(); i++) {
      int length = run(text, i);
      if (length == 0) continue;
      lengths.add(length);
      i += length;
    }
    return lengths.size();
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
