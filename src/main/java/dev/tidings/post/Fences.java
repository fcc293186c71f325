package dev.tidings.post;

import dev.tidings.post.FrontMatter.Block;
import dev.tidings.post.PostProblem.Severity;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where front matter begins and ends. A fence that is nearly right is refused with a hint, never published as text. */
final class Fences {
  /** @param keysLine line of the first key, from 1 */
  record Cut(Block block, boolean toml, int keysLine) {}

  private static final Pattern KEY_LINE = Pattern.compile("^[A-Za-z_][\\w-]*:(\\s.*)?$");
  private static final Pattern DASHES = Pattern.compile("^-+\\s*$");

  private Fences() {}

  static Cut cut(String file, String source, List<PostProblem> problems) {
    String text = source.startsWith("\uFEFF") ? source.substring(1) : source;
    List<String> lines = text.lines().toList();
    int first = 0;
    while (first < lines.size() && lines.get(first).isBlank()) first++;
    if (first == lines.size()) return none(text);
    String opening = lines.get(first).stripTrailing();
    boolean toml = opening.equals("+++");
    if (!opening.equals("---") && !toml) {
      refuse(file, lines, first, problems);
      return none(text);
    }
    if (first > 0) problems.add(new PostProblem(file, 1, Severity.WARNING, "blank lines before ---. The post goes out; delete them, since other programs read no front matter here."));
    int end = first + 1;
    while (end < lines.size() && !closes(lines.get(end).stripTrailing(), toml)) end++;
    if (end == lines.size()) {
      unclosed(file, lines, first, toml, problems);
      return none(text);
    }
    String keys = String.join("\n", lines.subList(first + 1, end));
    if (keys.length() > FrontMatter.LARGEST) {
      problems.add(error(file, first + 1, "the front matter is larger than 64 KB. Move the text below the second --- line."));
      return none(text);
    }
    String body = String.join("\n", lines.subList(end + 1, lines.size()));
    return new Cut(new Block(keys, body, end + 2, true), toml, first + 2);
  }

  private static boolean closes(String line, boolean toml) {
    return toml ? line.equals("+++") : line.equals("---") || line.equals("...");
  }

  private static Cut none(String text) {
    return new Cut(new Block("", text, 1, false), false, 1);
  }

  /** A first line that looks like an attempt at front matter. */
  private static void refuse(String file, List<String> lines, int first, List<PostProblem> problems) {
    String line = lines.get(first).stripTrailing();
    int number = first + 1;
    if (DASHES.matcher(line).matches() && looksLikeKeys(lines, first + 1))
      problems.add(error(file, number, "the opening line '%s' must be exactly three dashes. Write ---.".formatted(line)));
    else if (line.startsWith("---") && looksLikeKeys(lines, first + 1))
      problems.add(error(file, number, "there is text after ---. Give --- a line of its own."));
    else if (looksLikeKeys(lines, first) && lines.stream().anyMatch(one -> DASHES.matcher(one).matches()))
      problems.add(error(file, number, "the opening --- is missing above '%s'. Add a line --- at the top.".formatted(cut(line))));
    else if (header(lines, first))
      problems.add(error(file, number, "this is a JBake header (key=value, ~~~~~~), which is not read. Write YAML between --- lines."));
  }

  private static boolean header(List<String> lines, int first) {
    return lines.get(first).matches("^[\\w.-]+=.*") && lines.stream().limit(first + 40L).anyMatch(line -> line.matches("^~{4,}\\s*$"));
  }

  private static boolean looksLikeKeys(List<String> lines, int from) {
    return lines.stream().skip(from).limit(3).anyMatch(line -> KEY_LINE.matcher(line).matches());
  }

  private static void unclosed(String file, List<String> lines, int first, boolean toml, List<PostProblem> problems) {
    String fence = toml ? "+++" : "---";
    String hint = "";
    for (int i = first + 1; i < lines.size() && hint.isEmpty(); i++) {
      Matcher dashes = DASHES.matcher(lines.get(i));
      if (!toml && dashes.matches() && lines.get(i).strip().length() >= 2) hint = " Line %d has '%s'; write --- there.".formatted(i + 1, cut(lines.get(i).strip()));
    }
    problems.add(error(file, first + 1, "the front matter is never closed.%s".formatted(hint.isEmpty() ? " Add a line " + fence + " after the last key." : hint)));
  }

  private static String cut(String line) {
    return line.length() <= 40 ? line : line.substring(0, 40) + "…";
  }

  static PostProblem error(String file, int line, String reasonAndFix) {
    int stop = reasonAndFix.indexOf(". ");
    String reason = stop < 0 ? reasonAndFix : reasonAndFix.substring(0, stop + 1);
    String fix = stop < 0 ? "" : reasonAndFix.substring(stop + 1);
    return new PostProblem(file, line, Severity.ERROR, reason + " " + PostProblem.HELD + fix);
  }
}
