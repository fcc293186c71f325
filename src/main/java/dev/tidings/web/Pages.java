package dev.tidings.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidings.render.TemplateFolder;
import dev.tidings.render.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateEngineException;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/** templates/web/ and what they may show: {@code site}, {@code words} and the page's own. Data is never part of a template's source. */
final class Pages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TemplateEngine ENGINE = engine();
  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
  /** Each is said once. */
  private static final Set<String> BROKEN = ConcurrentHashMap.newKeySet();
  private final Rooms rooms;

  Pages(Rooms rooms) {
    this.rooms = rooms;
  }

  private static TemplateEngine engine() {
    var resolver = new StringTemplateResolver();
    resolver.setTemplateMode(TemplateMode.HTML);
    resolver.setCacheable(true);
    var engine = new TemplateEngine();
    engine.setTemplateResolver(resolver);
    return engine;
  }

  /** @param base where links of this site begin: its path, never its host · @param address the house's postal address */
  record Site(String title, String base, String language, String direction, String address) {}

  /** A page that says one thing. @param action where its one button leads, blank for none */
  record Message(String title, List<String> sentences, Button button) {
    static final Button NONE = new Button("", "");

    /** @param action the form's, a POST */
    record Button(String action, String label) {}
  }

  String problem(Problem problem) {
    return message(new Message(problem.title(), List.of(problem.detail()), Message.NONE));
  }

  String message(Message message) {
    return page("message.html", message.title(), Map.of("message", message));
  }

  /** @param name a file in templates/web/ */
  String page(String name, String title, Map<String, Object> own) {
    Words words = words();
    Map<String, Object> all = new HashMap<>(own);
    all.put("site", new Site(rooms.dress().look().title(), base(), words.language(), words.direction(), rooms.dress().look().postalAddress()));
    all.put("title", title);
    all.put("words", new Spoken(words));
    var context = new Context(Locale.ROOT, all);
    String template = text(name);
    try {
      return ENGINE.process(template, context);
    } catch (TemplateEngineException e) {
      String shipped = TemplateFolder.DEFAULT.text("web/" + name).orElse(template);
      if (shipped.equals(template)) throw e;
      if (BROKEN.add(template)) LOG.error("templates/web/{}: {}. The shipped page is shown instead. Mend it, or delete the file.", name, reason(e));
      return ENGINE.process(shipped, context);
    }
  }

  private static String reason(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) deepest = deepest.getCause();
    String where = thrown instanceof TemplateProcessingException at && at.getLine() != null ? "line " + at.getLine() + ": " : "";
    return where + String.valueOf(deepest.getMessage()).replaceAll("\\s+", " ").replaceAll("\\.$", "");
  }

  Words words() {
    return Words.of(rooms.dress().language(), rooms.dress().templates(), rooms.dress().look().texts());
  }

  /** The path below which the site lies. */
  String base() {
    String path = rooms.dress().look().site().getPath();
    return path.isEmpty() ? "/" : path;
  }

  String text(String name) {
    return rooms.dress().templates().text("web/" + name)
        .orElseThrow(() -> new IllegalStateException("templates/web/" + name + " is missing from the program. The page cannot be shown. Build it anew."));
  }

  /** Empty for what is no JSON. */
  static Optional<JsonNode> readJson(String text) {
    try {
      return Optional.ofNullable(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }
}
