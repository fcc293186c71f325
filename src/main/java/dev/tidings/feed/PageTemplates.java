package dev.tidings.feed;

import dev.tidings.post.PostProblem;
import dev.tidings.post.PostProblem.Severity;
import dev.tidings.render.NamedText;
import dev.tidings.render.TemplateFolder;
import dev.tidings.render.Words;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.exceptions.TemplateEngineException;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;

/**
 * templates/site/: the house's own file where it has one, else the shipped one. One that does not work costs no page: the shipped one is
 * taken, and the reason is told once. Data is never part of a template's source.
 */
final class PageTemplates {
  private static final Pattern PREPROCESSING = Pattern.compile("__.*?__", Pattern.DOTALL);
  private final TemplateFolder folder;
  private final TemplateEngine own;
  private final TemplateEngine shipped;
  private final Consumer<PostProblem> problems;
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Map<String, Words> words = new ConcurrentHashMap<>();

  PageTemplates(TemplateFolder folder, Consumer<PostProblem> problems) {
    this.folder = folder;
    this.problems = problems;
    this.own = engine(folder::text);
    this.shipped = engine(TemplateFolder.DEFAULT::text);
  }

  private static TemplateEngine engine(Function<String, Optional<String>> texts) {
    var engine = new TemplateEngine();
    engine.setTemplateResolver(new Texts(texts));
    engine.setMessageResolver(new Messages());
    return engine;
  }

  /** @param model what the template knows beside the words, by name */
  String filled(String name, Words spoken, Map<String, Object> model) {
    var context = new Context(Locale.ROOT, new HashMap<>(model));
    context.setVariable("words", spoken);
    if (broken.contains(name)) return shipped.process("site/" + name, context);
    try {
      return own.process("site/" + name, context);
    } catch (TemplateEngineException e) {
      if (broken.add(name)) problems.accept(problem(name, e));
      return shipped.process("site/" + name, context);
    }
  }

  /** @param replaced words of the configuration */
  Words words(String language, Map<String, String> replaced) {
    return words.computeIfAbsent(language, tag -> Words.of(tag, folder, replaced));
  }

  String text(String name) {
    return folder.text("site/" + name).orElseThrow(() -> new IllegalStateException("the program does not hold templates/site/" + name));
  }

  private static PostProblem problem(String name, TemplateEngineException thrown) {
    String file = "site/" + name;
    int line = 0;
    String reason = "";
    for (Throwable it = thrown; it != null; it = it.getCause()) {
      reason = String.valueOf(it.getMessage());
      if (it instanceof TemplateProcessingException at && at.getLine() != null) {
        file = at.getTemplateName();
        line = at.getLine();
      }
    }
    return new PostProblem("templates/" + file, line, Severity.ERROR,
        "%s. The shipped template is used for these pages. Mend the line, or delete the file.".formatted(reason.replaceAll("\\s+", " ").replaceAll("^\\(Line = \\d+, Column = \\d+\\) ", "").strip().replaceAll("\\.$", "")));
  }

  private static final class Texts extends AbstractConfigurableTemplateResolver {
    private final Function<String, Optional<String>> texts;

    Texts(Function<String, Optional<String>> texts) {
      this.texts = texts;
      setCheckExistence(false);
      setCacheable(true);
    }

    @Override
    protected ITemplateResource computeTemplateResource(
        IEngineConfiguration configuration, @Nullable String ownerTemplate, String template, String resourceName, @Nullable String characterEncoding, @Nullable Map<String, Object> attributes) {
      String text = texts.apply(template).orElseThrow(() -> new TemplateProcessingException("There is no template '" + template + "'"));
      if (PREPROCESSING.matcher(text).find()) throw new TemplateProcessingException("Double underscores would read data as a template and are refused");
      return new NamedText(template, text);
    }
  }

  /** {@code #{key(argument)}} from the words of this page's language. */
  private static final class Messages extends AbstractMessageResolver {
    @Override
    public String resolveMessage(ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] parameters) {
      Object[] arguments = parameters == null ? new Object[0] : parameters;
      return ((Words) context.getVariable("words")).find(key, arguments).orElseThrow(() -> new IllegalArgumentException("There are no words for '" + key + "'"));
    }

    @Override
    public String createAbsentMessageRepresentation(ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] parameters) {
      return key;
    }
  }
}
