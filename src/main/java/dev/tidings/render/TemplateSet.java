package dev.tidings.render;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * One set of templates, ready to be filled. Thymeleaf lives here. Preprocessing ({@code __${…}__}), the one way in which
 * Thymeleaf would read data as an expression, is refused when a template is read.
 */
final class TemplateSet {
  /** At the end of a line of a text template that holds nothing but a tag: the line leaves no trace. */
  private static final String SILENT = "\ue00f";
  private static final Pattern TAG_LINE = Pattern.compile("(?m)^[ \\t]*(\\[[#/][^\\]\\n]*\\])[ \\t]*$");
  private static final Pattern PREPROCESSING = Pattern.compile("__.*?__", Pattern.DOTALL);
  private static final Pattern EXPRESSION = Pattern.compile("\"([^\"]{1,200})\"");
  private final Function<String, Optional<String>> texts;
  private final TemplateEngine engine = new TemplateEngine();
  private final Map<String, Words> words = new ConcurrentHashMap<>();
  private final Map<String, Stylesheet> sheets = new ConcurrentHashMap<>();

  /** @param texts a template's text by its name */
  TemplateSet(Function<String, Optional<String>> texts) {
    this.texts = texts;
    engine.setTemplateResolver(new Texts());
    engine.setMessageResolver(new Messages());
  }

  /** @param model what the template sees, by name */
  String fill(String name, Map<String, Object> model, Words words) {
    var context = new Context(java.util.Locale.ROOT, model);
    context.setVariable("words", words);
    try {
      return engine.process(name, context).replace(SILENT + "\n", "").replace(SILENT, "");
    } catch (TemplateEngineException e) {
      throw new TemplateException(problem(name, e));
    }
  }

  /** The fixed words of a language, the configuration's {@code replaced} ones included. */
  Words words(String language, Map<String, String> replaced) {
    return words.computeIfAbsent(language, tag -> Words.of(tag, texts, replaced));
  }

  Stylesheet sheet(String name, Map<String, String> variables) {
    return sheets.computeIfAbsent(name, it -> Stylesheet.parse(it, text(it), variables));
  }

  private String text(String name) {
    return texts.apply(name).orElseThrow(() -> new TemplateException(new TemplateProblem(
        "templates/" + name, 0, name, "There is no such template. 'templates list' names them.")));
  }

  private static TemplateProblem problem(String name, TemplateEngineException thrown) {
    String template = name;
    int line = 0;
    Throwable cause = thrown;
    for (Throwable it = thrown; it != null; it = it.getCause()) {
      cause = it;
      if (it instanceof TemplateException inner) return inner.problem();
      if (it instanceof TemplateProcessingException at && at.getLine() != null) {
        template = at.getTemplateName();
        line = at.getLine();
      }
    }
    Matcher expression = EXPRESSION.matcher(String.valueOf(thrown.getMessage()));
    String key = expression.find() && !expression.group(1).equals(template) ? expression.group(1) : "";
    String reason = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").replaceAll("^\\(Line = \\d+, Column = \\d+\\) ", "").strip().replaceAll(" \\(template: .*", "")
        .replaceAll("dev\\.tidings\\.render\\.MailModel\\$?\\w*\\.(\\w+)", "there is no '$1' (docs/templates.md lists what there is)");
    return new TemplateProblem("templates/" + template, line, key,
        (key.isEmpty() || reason.contains(key) ? "" : "'" + key + "': ") + reason
            + ". The last good templates are used. Mend the line, or delete the file to go back to the shipped one.");
  }

  /** Templates by name, from {@link #texts}; {@code .txt} is Thymeleaf's TEXT mode. */
  private final class Texts extends AbstractConfigurableTemplateResolver {
    Texts() {
      setCheckExistence(false);
      setCacheable(true);
    }

    @Override
    protected ITemplateResource computeTemplateResource(
        IEngineConfiguration configuration, String ownerTemplate, String template, String resourceName,
        String characterEncoding, Map<String, Object> attributes) {
      String text = text(template);
      Matcher preprocessing = PREPROCESSING.matcher(text);
      if (preprocessing.find()) {
        int line = 1 + (int) text.substring(0, preprocessing.start()).chars().filter(c -> c == '\n').count();
        throw new TemplateException(new TemplateProblem("templates/" + template, line, preprocessing.group(),
            preprocessing.group() + ": preprocessing would read data as a template and is refused. The last good templates are used. Take the underscores out."));
      }
      return new NamedText(template, template.endsWith(".txt") ? TAG_LINE.matcher(text).replaceAll("$1" + SILENT) : text);
    }
  }

  /** {@code #{key(argument)}} from the words of this mail; a key that nobody wrote is an error, not a "??key??" for readers. */
  private static final class Messages extends AbstractMessageResolver {
    @Override
    public String resolveMessage(ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
      Object words = context.getVariable("words");
      Object[] arguments = parameters == null ? new Object[0] : parameters;
      return ((Words) words).find(key, arguments).orElseThrow(() -> new IllegalArgumentException(
          "There are no words for '" + key + "' in words_*.properties or templates/words/"));
    }

    @Override
    public String createAbsentMessageRepresentation(ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
      return key;
    }
  }
}
