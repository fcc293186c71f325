package dev.tidings.report;

import dev.tidings.post.Post;
import dev.tidings.post.PostProblem;
import dev.tidings.post.PostProblem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an editor would mark before print: nothing here holds a post back. Pure. */
public final class Linter {
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|~~~.*?~~~|`[^`\n]*`");
  private static final Pattern TARGETLESS = Pattern.compile("(?<!!)\\[([^\\]\n]{1,200})]\\(\\s*#?\\s*\\)");
  private static final Pattern ALTLESS = Pattern.compile("!\\[\\s*]\\(([^)\n]{0,500})\\)|<img(?![^>]*\\balt\\s*=\\s*[\"'][^\"']+)[^>]{0,500}>");
  private static final Pattern TODO = Pattern.compile("\\b(TODO|FIXME|TBD|XXX|TK)\\b|(?i)\\blorem ipsum\\b");
  private static final int LONG_HEADLINE = 50;

  private Linter() {}

  /** @return warnings, in the order in which a reader of the post meets them */
  public static List<PostProblem> lint(Post post) {
    var found = new ArrayList<PostProblem>();
    String headline = post.title().shortTitle().or(() -> post.title().headline()).orElse(post.title().text());
    if (headline.length() > LONG_HEADLINE)
      note(post, found, "the headline has %d characters; as the lead of an edition its subject is cut. Give short_title of at most %d.".formatted(headline.length(), LONG_HEADLINE));
    if (post.gist().tldr().stream().anyMatch(String::isBlank)) warn(post, found, "a bullet of tldr is empty. It is left out. Fill it or remove it.");
    String text = CODE.matcher(post.body().markdown()).replaceAll(" ");
    each(TARGETLESS, text, match -> warn(post, found, "the link '%s' leads nowhere. Readers see plain words. Give it an address.".formatted(match.group(1))));
    each(ALTLESS, text, match -> warn(post, found, "an image has no alternative text. Who does not see it gets nothing. Describe it between the brackets of ![ ]."));
    each(TODO, post.title().text() + "\n" + String.join("\n", post.gist().tldr()) + "\n" + text,
        match -> warn(post, found, "'%s' looks unfinished, and it goes out as it is. Finish it, or set draft: true.".formatted(match.group())));
    return found;
  }

  private static void each(Pattern pattern, String text, java.util.function.Consumer<Matcher> what) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) what.accept(matcher);
  }

  private static void warn(Post post, List<PostProblem> found, String message) {
    found.add(new PostProblem(post.file().path(), 0, Severity.WARNING, message));
  }

  private static void note(Post post, List<PostProblem> found, String message) {
    found.add(new PostProblem(post.file().path(), 0, Severity.NOTE, message));
  }
}
