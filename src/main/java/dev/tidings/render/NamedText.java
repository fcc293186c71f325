package dev.tidings.render;

import java.io.Reader;
import java.io.StringReader;
import org.thymeleaf.exceptions.TemplateInputException;
import org.thymeleaf.templateresource.ITemplateResource;

/** A template's text which the engine calls by its name, not by itself, where it cannot be parsed. */
public record NamedText(String name, String text) implements ITemplateResource {
  @Override
  public String getDescription() {
    return name;
  }

  @Override
  public String getBaseName() {
    return name;
  }

  @Override
  public boolean exists() {
    return true;
  }

  @Override
  public Reader reader() {
    return new StringReader(text);
  }

  @Override
  public ITemplateResource relative(String relativeLocation) {
    throw new TemplateInputException(relativeLocation + ": templates name each other by their whole names");
  }
}
