package dev.tidings.post;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a Markdown parser must not be given: some texts of a few kilobytes take it minutes or its whole stack. */
final class Bounds {
  private static final int DEEPEST = 60;
  private static final Pattern CONFLICT = Pattern.compile("^(<{7} .*|>{7} .*|={7})$");

  private Bounds() {}

  /**
   * @param text Markdown
   * @param first the line of the file where it begins
   */
  static Optional<PostProblem> check(String file, int first, String text) {
    Optional<Effort.Heavy> heavy = Effort.tooMuch(text);
    if (heavy.isPresent()) return Optional.of(Fences.error(file, first + heavy.get().line() - 1, heavy.get().reason()));
    var nesting = new Nesting();
    int line = first;
    for (String next : text.split("\n", -1)) {
      if (nesting.next(next) > DEEPEST) return Optional.of(Fences.error(file, line, "lists or quotes are nested too deeply here. Use fewer levels."));
      line++;
    }
    return Optional.empty();
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
