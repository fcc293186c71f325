package dev.tidings.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidings.post.Source;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** JSON Feed 1.1. */
final class JsonFormat {
  static final String TYPE = "application/feed+json";
  private static final JsonFactory JSON = new JsonFactory();

  private JsonFormat() {}

  static String write(Document document) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      feed(json, document);
    } catch (IOException e) {
      throw new UncheckedIOException("a JSON feed cannot be put together", e);
    }
    return text.append('\n').toString();
  }

  private static void feed(JsonGenerator json, Document document) throws IOException {
    Topic topic = document.topic();
    json.writeStartObject();
    json.writeStringField("version", "https://jsonfeed.org/version/1.1");
    json.writeStringField("title", topic.title());
    json.writeStringField("home_page_url", topic.facts().home());
    json.writeStringField("feed_url", document.url("feed", ".json"));
    if (!topic.description().isBlank()) json.writeStringField("description", topic.description());
    json.writeStringField("language", topic.facts().language());
    if (document.previous().isPresent()) json.writeStringField("next_url", document.previousUrl("feed", ".json").orElseThrow());
    if (topic.facts().hub().isPresent()) {
      json.writeArrayFieldStart("hubs");
      json.writeStartObject();
      json.writeStringField("type", "WebSub");
      json.writeStringField("url", topic.facts().hub().get().toString());
      json.writeEndObject();
      json.writeEndArray();
    }
    author(json, topic.facts().author());
    json.writeArrayFieldStart("items");
    for (Entry entry : document.entries()) item(json, entry);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void author(JsonGenerator json, String name) throws IOException {
    json.writeArrayFieldStart("authors");
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void item(JsonGenerator json, Entry entry) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", entry.id());
    json.writeStringField("url", entry.link());
    if (entry.tags().source().isPresent()) json.writeStringField("external_url", entry.tags().source().get().toASCIIString());
    json.writeStringField("title", entry.title());
    json.writeStringField("content_html", entry.content().html());
    if (!entry.content().bullets().isEmpty()) json.writeStringField("summary", String.join(" ", entry.content().bullets()));
    json.writeStringField("date_published", entry.times().published().toString());
    json.writeStringField("date_modified", entry.times().updated().toString());
    author(json, entry.tags().author());
    array(json, "tags", Stream.concat(entry.tags().categories().stream().map(category -> Entry.legal(category.name())), entry.tags().tags().stream()).distinct().toList());
    extension(json, entry);
    json.writeEndObject();
  }

  private static void array(JsonGenerator json, String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) json.writeString(value);
    json.writeEndArray();
  }

  /** Ours: what no field of the format carries. */
  private static void extension(JsonGenerator json, Entry entry) throws IOException {
    json.writeObjectFieldStart("_tidings");
    array(json, "tldr", entry.content().bullets());
    if (entry.content().sentiment().isPresent()) {
      json.writeObjectFieldStart("sentiment");
      json.writeNumberField("score", entry.content().sentiment().get().score());
      json.writeStringField("label", entry.content().sentiment().get().label());
      json.writeEndObject();
    }
    json.writeArrayFieldStart("sources");
    for (Source source : entry.tags().sources()) {
      json.writeStartObject();
      json.writeStringField("name", Entry.legal(source.name()));
      if (source.link().isPresent()) json.writeStringField("url", source.link().get().toASCIIString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
