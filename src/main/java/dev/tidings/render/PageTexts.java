package dev.tidings.render;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.cache.ICacheEntryValidity;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;

/** Where the engine finds a page's template by its name. Living ones are parsed again when their text has changed. */
final class PageTexts extends AbstractConfigurableTemplateResolver {
  private static final Pattern PREPROCESSING = Pattern.compile("__.*?__", Pattern.DOTALL);
  private final Function<String, Optional<String>> texts;
  private final boolean living;

  PageTexts(Function<String, Optional<String>> texts, boolean living) {
    this.texts = texts;
    this.living = living;
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

  @Override
  protected ICacheEntryValidity computeValidity(IEngineConfiguration configuration, @Nullable String ownerTemplate, String template, @Nullable Map<String, Object> attributes) {
    return living ? new Unchanged(template, texts.apply(template)) : super.computeValidity(configuration, ownerTemplate, template, attributes);
  }

  private final class Unchanged implements ICacheEntryValidity {
    private final String name;
    private final Optional<String> parsed;

    Unchanged(String name, Optional<String> parsed) {
      this.name = name;
      this.parsed = parsed;
    }

    @Override
    public boolean isCacheable() {
      return true;
    }

    @Override
    public boolean isCacheStillValid() {
      return texts.apply(name).equals(parsed);
    }
  }
}
