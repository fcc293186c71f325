package dev.tidings.post;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a Markdown parser must not be given: some texts of a few kilobytes take it minutes or its whole stack. */
final class Bounds {
  private static final int LONGEST_RUN = 2_000;
  private static final int DEEPEST_LIST = 200;
  private static final int MANY_RUNS = 2_000;
  private static final int DEEPEST_QUOTE = 100;
  private static final Pattern CONFLICT = Pattern.compile("^(<{7} .*|>{7} .*|={7})$");

  private Bounds() {}

  static Optional<PostProblem> check(String file, String text) {
    int line = 1;
    int run = 0;
    int runs = 0;
    int brackets = 0;
    int indent = 0;
    boolean lineStart = true;
    int quotes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        if (i > 0 && text.charAt(i - 1) == '\n') runs = 0;
        line++;
        lineStart = true;
        indent = 0;
        quotes = 0;
        brackets = 0;
        continue;
      }
      if (lineStart && c == ' ' ) indent++;
      else if (lineStart && c == '\t') indent += 4;
      else if (lineStart && c == '>') quotes++;
      else lineStart = lineStart && (c == '-' || c == '*' || c == '+');
      if (lineStart && (c == '-' || c == '*' || c == '+')) quotes++;
      if (c == '[') brackets++;
      if (c == '`') run++;
      else {
        if (run > 0) runs++;
        run = 0;
      }
      if (run > LONGEST_RUN || runs > MANY_RUNS) return Optional.of(Fences.error(file, line, "it holds more backticks than can be read safely. Shorten the code here."));
      if (indent > 4 * DEEPEST_LIST || quotes > DEEPEST_QUOTE || brackets > 500) return Optional.of(Fences.error(file, line, "lists, quotes or brackets are nested too deeply here. Use fewer levels."));
    }
    return costly(file, text);
  }

  private static Optional<PostProblem> costly(String file, String text) {
    return Effort.tooMuch(text).map(heavy -> Fences.error(file, heavy.line(), heavy.reason()));
  }

  /** The line, from 1, of a version control's conflict marker outside code fences. */
  static Optional<Integer> conflict(String body) {
    boolean code = false;
    int number = 0;
    for (String line : body.split("\n", -1)) {
      number++;
      if (line.startsWith("```") || line.startsWith("~~~")) code = !code;
      boolean heading = line.startsWith("=======") ;
      if (!code && !heading && CONFLICT.matcher(line).matches()) return Optional.of(number);
    }
    return Optional.empty();
  }
}
