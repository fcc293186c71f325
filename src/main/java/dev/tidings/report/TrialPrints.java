package dev.tidings.report;

import dev.tidings.edition.Editor;
import dev.tidings.edition.Layout;
import dev.tidings.edition.Story;
import dev.tidings.edition.Wishes;
import dev.tidings.post.PostProblem;
import dev.tidings.post.PostProblem.Severity;
import dev.tidings.render.Format;
import dev.tidings.render.MailTemplates;
import dev.tidings.render.TemplateProblem;
import dev.tidings.render.Variant;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Editions made to break a template, printed with the house's own in every format and language, and thrown away. */
public final class TrialPrints {
  private static final Set<String> SHIPPED_LANGUAGES = Set.of("en", "de", "es", "fr", "he", "ja");
  private static final int LARGEST_HTML = 95_000;
  private final MailTemplates templates;
  private final Editor editor;
  private final TrialStories stories;

  public TrialPrints(MailTemplates templates, Editor editor, TrialStories stories) {
    this.templates = templates;
    this.editor = editor;
    this.stories = stories;
  }

  /** What is wrong with the templates, each once. */
  public List<PostProblem> of(List<Newsletter> newsletters) {
    var found = new LinkedHashSet<PostProblem>();
    for (Newsletter newsletter : newsletters) {
      for (TrialStories.Trial trial : stories.all()) print(newsletter, trial, Set.of(newsletter.imprint().language()), found);
      print(newsletter, stories.all().get(0), SHIPPED_LANGUAGES, found);
    }
    return List.copyOf(found);
  }

  private void print(Newsletter newsletter, TrialStories.Trial trial, Set<String> languages, Set<PostProblem> found) {
    var slot = new Slot(newsletter.slug(), LocalDateTime.of(2026, 1, 28, 7, 0), newsletter.imprint().zone(), true);
    List<Story> told = trial.stories();
    Layout layout = editor.compose(newsletter, slot, 1, told, Wishes.NONE).orElseThrow();
    for (String language : languages)
      for (Format format : Format.values()) {
        List<TemplateProblem> before = templates.problems();
        Variant variant = templates.render(layout, format, language);
        var fresh = new ArrayList<>(templates.problems());
        fresh.removeAll(before);
        fresh.forEach(problem -> found.add(new PostProblem(problem.template(), problem.line(), Severity.WARNING,
            problem.message() + " Met in a trial edition with " + trial.name() + ", in " + language + ".")));
        look(variant, trial, found);
      }
  }

  private static void look(Variant variant, TrialStories.Trial trial, Set<PostProblem> found) {
    String html = variant.parts().html();
    int bytes = html.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LARGEST_HTML)
      found.add(problem("a trial edition with %s has %,d bytes; some mail programs cut a mail beyond 102,000, and its footer with it. Make the template smaller.".formatted(trial.name(), bytes)));
    if (html.contains("<" + TrialStories.INJECTED))
      found.add(problem("an author's words arrive as markup: whoever writes a post could put anything into the mail. Use th:text instead of th:utext."));
    if (variant.subject().lines().count() > 1 || variant.subject().isBlank())
      found.add(problem("the subject of a trial edition with %s is empty or has a line break.".formatted(trial.name())));
  }

  private static PostProblem problem(String message) {
    return new PostProblem("templates/mail/digest.html", 0, Severity.WARNING, message);
  }
}
