package dev.tidings.report;

import dev.tidings.post.Post;
import dev.tidings.post.PostProblem;
import dev.tidings.post.PostProblem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an editor would mark before print: nothing here holds a post back. Pure. */
public final class Linter {
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|~~~.*?~~~|`[^`\n]*`");
  private static final Pattern TARGETLESS = Pattern.compile("(?<!!)\\[([^\\]\n]{1,200})]\\(\\s*#?\\s*\\)");
  private static final Pattern ALTLESS = Pattern.compile("!\\[\\s*]\\(([^)\n]{0,500})\\)|<img(?![^>]*\\balt\\s*=\\s*[\"'][^\"']+)[^>]{0,500}>");
  private static final Pattern TODO = Pattern.compile("\\b(TODO|FIXME|TBD|XXX|TK)\\b|(?i)\\blorem ipsum\\b");
  private static final Pattern KEY = Pattern.compile("[\\w-]+\\s*[:=]");
  private static final Pattern EMPTY_BULLET = Pattern.compile("^\\s*-\\s*(\"\\s*\"|'\\s*')?\\s*$|[\\[,]\\s*(\"\\s*\"|'\\s*')\\s*[,\\]]");
  private static final int LONG_HEADLINE = 50;

  private Linter() {}

  /**
   * @param lines of the post's file, so that each finding has its place
   * @return in the order in which a reader of the post meets them
   */
  public static List<PostProblem> lint(Post post, List<String> lines) {
    var found = new Findings(post.file().path(), lines);
    String headline = post.title().shortTitle().or(() -> post.title().headline()).orElse(post.title().text());
    if (headline.length() > LONG_HEADLINE)
      found.note(headline, "the headline has %d characters; as the lead of an edition its subject is cut. Give short_title of at most %d.".formatted(headline.length(), LONG_HEADLINE));
    found.emptyBullets();
    String text = CODE.matcher(String.join("\n", post.gist().tldr()) + "\n" + post.body().markdown()).replaceAll(" ");
    each(TARGETLESS, text, match -> found.warn(match.group(), "the link '%s' leads nowhere. Readers see plain words. Give it an address.".formatted(match.group(1))));
    each(ALTLESS, text, match -> found.warn(match.group(), "an image has no alternative text. Who does not see it gets nothing. Describe it between the brackets of ![ ]."));
    each(TODO, post.title().text() + "\n" + text,
        match -> found.warn(match.group(), "'%s' looks unfinished, and it goes out as it is. Finish it, or set draft: true.".formatted(match.group())));
    return found.all;
  }

  private static void each(Pattern pattern, String text, Consumer<Matcher> what) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) what.accept(matcher);
  }

  /** Gathers findings and looks up where each begins; the same words a second time are the next place that has them. */
  private static final class Findings {
    private final String file;
    private final List<String> lines;
    private final Map<String, Integer> last = new HashMap<>();
    private final List<PostProblem> all = new ArrayList<>();

    Findings(String file, List<String> lines) {
      this.file = file;
      this.lines = lines;
    }

    void warn(String words, String message) {
      all.add(new PostProblem(file, line(words), Severity.WARNING, message));
    }

    void note(String words, String message) {
      all.add(new PostProblem(file, line(words), Severity.NOTE, message));
    }

    /** They are gone from the post already: only the file shows them. */
    void emptyBullets() {
      boolean inside = false;
      for (int i = 0; i < lines.size() && !(i > 0 && lines.get(i).startsWith("---")); i++) {
        boolean key = KEY.matcher(lines.get(i)).lookingAt();
        inside = key ? lines.get(i).startsWith("tldr") : inside;
        if (inside && EMPTY_BULLET.matcher(lines.get(i)).find())
          all.add(new PostProblem(file, i + 1, Severity.WARNING, "a bullet of tldr is empty. It is left out. Fill it or remove it."));
      }
    }

    private int line(String words) {
      String first = words.lines().findFirst().orElse("");
      for (int i = last.getOrDefault(first, 0); i < lines.size(); i++) {
        if (!lines.get(i).contains(first)) continue;
        last.put(first, i + 1);
        return i + 1;
      }
      return 0;
    }
  }
}
