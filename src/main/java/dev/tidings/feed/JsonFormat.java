package dev.tidings.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidings.post.Category;
import dev.tidings.post.Source;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** JSON Feed 1.1. An item is one line. */
final class JsonFormat {
  static final String TYPE = "application/feed+json";
  static final String END = "\n]}\n";
  private static final JsonFactory JSON = new JsonFactory();

  private JsonFormat() {}

  /** All that stands before the items, the list's opening bracket included. */
  static String head(Document document) {
    String head = write(json -> feed(json, document));
    return head.substring(0, head.length() - 1) + ",\n\"items\": [\n";
  }

  static String item(Item item) {
    return write(json -> item(json, item));
  }

  private interface Part {
    void write(JsonGenerator json) throws IOException;
  }

  private static String write(Part part) {
    var text = new StringWriter(4096);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      part.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a JSON feed cannot be put together", e);
    }
    return text.toString();
  }

  private static void feed(JsonGenerator json, Document document) throws IOException {
    Topic topic = document.topic();
    json.writeStringField("version", "https://jsonfeed.org/version/1.1");
    json.writeStringField("title", topic.title().text());
    json.writeStringField("home_page_url", topic.home());
    json.writeStringField("feed_url", document.url("feed", ".json"));
    if (!topic.title().description().isBlank()) json.writeStringField("description", topic.title().description());
    json.writeStringField("language", topic.language());
    text(json, "next_url", document.previousUrl("feed", ".json"));
    if (topic.facts().hub().isPresent()) {
      json.writeArrayFieldStart("hubs");
      json.writeStartObject();
      json.writeStringField("type", "WebSub");
      json.writeStringField("url", topic.facts().hub().get().toString());
      json.writeEndObject();
      json.writeEndArray();
    }
    author(json, topic.facts().author());
  }

  private static void author(JsonGenerator json, String name) throws IOException {
    json.writeArrayFieldStart("authors");
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void item(JsonGenerator json, Item item) throws IOException {
    json.writeStringField("id", item.id());
    json.writeStringField("url", item.link());
    text(json, "external_url", item.tags().source().map(source -> source.toASCIIString()));
    json.writeStringField("title", item.title());
    json.writeStringField("content_html", item.content().html());
    if (!item.content().bullets().isEmpty()) json.writeStringField("summary", String.join(" ", item.content().bullets()));
    json.writeStringField("date_published", item.times().published().toString());
    json.writeStringField("date_modified", item.times().updated().toString());
    author(json, item.tags().author());
    array(json, "tags", Stream.concat(item.tags().categories().stream().map(Category::name), item.tags().tags().stream()).distinct().toList());
    text(json, "language", item.content().language());
    extension(json, item);
  }

  private static void text(JsonGenerator json, String name, Optional<String> value) throws IOException {
    if (value.isPresent()) json.writeStringField(name, value.get());
  }

  private static void array(JsonGenerator json, String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) json.writeString(value);
    json.writeEndArray();
  }

  /** Ours: what no field of the format carries. */
  private static void extension(JsonGenerator json, Item item) throws IOException {
    json.writeObjectFieldStart("_tidings");
    array(json, "tldr", item.content().bullets());
    if (item.content().sentiment().isPresent()) {
      json.writeObjectFieldStart("sentiment");
      json.writeNumberField("score", item.content().sentiment().get().score());
      json.writeStringField("label", item.content().sentiment().get().label());
      json.writeEndObject();
    }
    json.writeArrayFieldStart("sources");
    for (Source source : item.tags().sources()) {
      json.writeStartObject();
      json.writeStringField("name", source.name());
      text(json, "url", source.link().map(link -> link.toASCIIString()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
