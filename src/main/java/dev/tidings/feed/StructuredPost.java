package dev.tidings.feed;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** A post's page for machines: schema.org's NewsArticle as JSON-LD. */
final class StructuredPost {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StructuredPost() {}

  /** In this order in every process, so that a page keeps its bytes. */
  @JsonPropertyOrder({"@type", "name"})
  private record Named(@JsonProperty("@type") String type, String name) {}

  /** Nothing in it can end the script element it stands in: no '<' is left. HTML 4.12.1.3 */
  static String of(Frame frame, Frame.Sheet sheet, Frame.Dated dated) {
    Map<String, Object> article = new LinkedHashMap<>();
    article.put("@context", "https://schema.org");
    article.put("@type", "NewsArticle");
    article.put("headline", sheet.head().name());
    if (!sheet.head().description().isEmpty()) article.put("description", sheet.head().description());
    article.put("url", frame.url(sheet.path()));
    article.put("mainEntityOfPage", frame.url(sheet.path()));
    article.put("inLanguage", sheet.language());
    article.put("datePublished", dated.published().toString());
    article.put("dateModified", dated.updated().toString());
    dated.author().filter(author -> !author.isBlank()).ifPresent(author -> article.put("author", new Named("Person", author)));
    article.put("publisher", new Named("Organization", frame.title()));
    try {
      return JSON.writeValueAsString(article).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a post's description cannot be written as JSON", e);
    }
  }
}
