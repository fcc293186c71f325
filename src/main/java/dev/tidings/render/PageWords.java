package dev.tidings.render;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;

/** {@code #{key(argument)}} from the words of this page's language; a key that nobody wrote is an error, not a "??key??" for readers. */
final class PageWords extends AbstractMessageResolver {
  /** Under which a page's words travel. */
  static final String NAME = "words";

  @Override
  public String resolveMessage(ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] parameters) {
    Object[] arguments = parameters == null ? new Object[0] : parameters;
    return ((Words) context.getVariable(NAME)).find(key, arguments).orElseThrow(() -> new IllegalArgumentException("There are no words for '" + key + "'"));
  }

  @Override
  public String createAbsentMessageRepresentation(ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] parameters) {
    return key;
  }
}
