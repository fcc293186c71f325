package dev.tidings.render;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateEngineException;
import org.thymeleaf.exceptions.TemplateProcessingException;

/**
 * Pages from templates: the house's own file where it has one, else the shipped one. One that does not work costs no page: the shipped one is
 * taken, and the reason is told once. Templates name each other by their whole names ({@code ~{web/frame.html :: page(~{::main})}}) and say
 * words by {@code #{key(argument)}}. Data is never part of a template's source.
 */
public final class PageEngine {
  private final TemplateFolder folder;
  private final Consumer<TemplateProblem> problems;
  private final TemplateEngine own;
  private final TemplateEngine shipped = engine(new PageTexts(TemplateFolder.DEFAULT::text, false));
  private final boolean living;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Map<String, Words> words = new ConcurrentHashMap<>();

  private PageEngine(TemplateFolder folder, boolean living, Consumer<TemplateProblem> problems) {
    this.folder = folder;
    this.problems = problems;
    this.living = living;
    this.own = engine(new PageTexts(living ? folder::text : remembered(folder::text), living));
  }

  /** Each template is read once: for many pages in one go. */
  public static PageEngine settled(TemplateFolder folder, Consumer<TemplateProblem> problems) {
    return new PageEngine(folder, false, problems);
  }

  /** A changed file counts from the next page on: for a server. */
  public static PageEngine living(TemplateFolder folder, Consumer<TemplateProblem> problems) {
    return new PageEngine(folder, true, problems);
  }

  private static Function<String, Optional<String>> remembered(Function<String, Optional<String>> texts) {
    Map<String, Optional<String>> read = new ConcurrentHashMap<>();
    return name -> read.computeIfAbsent(name, texts);
  }

  private static TemplateEngine engine(PageTexts texts) {
    var engine = new TemplateEngine();
    engine.setTemplateResolver(texts);
    engine.setMessageResolver(new PageWords());
    return engine;
  }

  /**
   * @param name below templates/, {@code web/message.html}
   * @param model what the template knows, by name
   */
  public String filled(String name, Words spoken, Map<String, Object> model) {
    var context = new Context(Locale.ROOT, model);
    context.setVariable(PageWords.NAME, spoken);
    if (broken.contains(name)) return shipped.process(name, context);
    try {
      return own.process(name, context);
    } catch (TemplateEngineException e) {
      if (!living) broken.add(name);
      String page = shipped.process(name, context);
      TemplateProblem problem = problem(name, e);
      if (told.add(problem.toString())) problems.accept(problem);
      return page;
    }
  }

  /** @param replaced words of the configuration */
  public Words words(String language, Map<String, String> replaced) {
    return words.computeIfAbsent(language, tag -> Words.of(tag, folder, replaced));
  }

  /** The text itself, as of a stylesheet. @param name below templates/ */
  public String text(String name) {
    return folder.text(name).orElseThrow(() -> new IllegalStateException("templates/" + name + " is missing from the program. The page cannot be shown. Build it anew."));
  }

  private static TemplateProblem problem(String name, TemplateEngineException thrown) {
    String file = name;
    int line = 0;
    String reason = "";
    for (Throwable it = thrown; it != null; it = it.getCause()) {
      reason = String.valueOf(it.getMessage());
      if (it instanceof TemplateProcessingException at && at.getLine() != null) {
        file = at.getTemplateName();
        line = at.getLine();
      }
    }
    String tidy = reason.replaceAll("\\s+", " ").replaceAll("^\\(Line = \\d+, Column = \\d+\\) ", "").strip().replaceAll("\\.$", "");
    return new TemplateProblem("templates/" + file, line, "", tidy + ". The shipped template is used for these pages. Mend the line, or delete the file.");
  }
}
