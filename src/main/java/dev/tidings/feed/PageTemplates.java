package dev.tidings.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/** templates/site/: the house's own file where it has one, else the shipped one. Data is never part of a template's source. */
final class PageTemplates {
  private static final String SHIPPED = "/dev/tidings/templates/site/";
  private final Optional<Path> house;
  private final TemplateEngine engine = new TemplateEngine();
  private final Map<String, String> sources = new ConcurrentHashMap<>();

  /** @param house the folder that holds the house's site templates */
  PageTemplates(Optional<Path> house) {
    this.house = house;
    var resolver = new StringTemplateResolver();
    resolver.setTemplateMode(TemplateMode.HTML);
    resolver.setCacheable(true);
    engine.setTemplateResolver(resolver);
  }

  String page(String name, Page page, String key, Object model) {
    Map<String, Object> data = new HashMap<>();
    data.put("page", page);
    data.put(key, model);
    return engine.process(text(name), new Context(Locale.ROOT, data));
  }

  String text(String name) {
    return sources.computeIfAbsent(name, this::read);
  }

  private String read(String name) {
    Optional<Path> own = house.map(folder -> folder.resolve(name)).filter(Files::isRegularFile);
    try (InputStream shipped = PageTemplates.class.getResourceAsStream(SHIPPED + name)) {
      if (own.isPresent()) return Files.readString(own.get());
      if (shipped == null) throw new IOException("the program does not hold it");
      return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("templates/site/" + name + " cannot be read", e);
    }
  }
}
