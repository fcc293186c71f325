package dev.tidings.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidings.render.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** templates/web/ and what they may show: {@code site}, {@code words} and the page's own. Data is never part of a template's source. */
final class Pages {
  static final String HTML = "text/html; charset=utf-8";
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Rooms.Dress dress;

  Pages(Rooms rooms) {
    this.dress = rooms.dress();
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
    all.put("site", new Site(dress.look().title(), base(), words.language(), words.direction(), dress.look().postalAddress()));
    all.put("title", title);
    return dress.pages().filled("web/" + name, words, all);
  }

  Words words() {
    return dress.pages().words(dress.language(), dress.look().texts());
  }

  /** The path below which the site lies. */
  String base() {
    String path = dress.look().site().getPath();
    return path.isEmpty() ? "/" : path;
  }

  String text(String name) {
    return dress.pages().text("web/" + name);
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
