package dev.tidings.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.queue.DeliveryState;
import dev.tidings.report.EditionReport;
import dev.tidings.run.Morning;
import dev.tidings.shelf.Settled;
import java.util.Collection;
import java.util.function.BiConsumer;

/** One JSON object on standard output. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static <T> ArrayNode list(Collection<T> things, BiConsumer<ObjectNode, T> fill) {
    ArrayNode list = MAPPER.createArrayNode();
    things.forEach(thing -> fill.accept(list.addObject(), thing));
    return list;
  }

  static String written(ObjectNode object) {
    try {
      return MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  static void posts(ObjectNode node, Settled posts) {
    node.putObject("posts").put("read", posts.read()).put("publishable", posts.publishable()).put("held", posts.held());
  }

  static void gathered(ObjectNode node, Morning morning) {
    posts(node, morning.posts());
    node.putObject("feeds").put("written", morning.feeds().written()).put("unchanged", morning.feeds().unchanged());
  }

  static void skipped(ObjectNode node, Morning.Skipped skipped) {
    node.put("newsletter", skipped.slot().newsletter()).put("slot", skipped.slot().local().toString()).put("reason", skipped.reason());
  }

  static void edition(ObjectNode node, EditionReport.Row row) {
    node.put("newsletter", row.name().newsletter()).put("number", row.name().number()).put("slot", row.name().slot())
        .put("zone", row.name().zone()).put("state", row.name().state()).put("subject", row.subject())
        .put("stories", row.stories()).put("planned", row.planned());
    for (DeliveryState state : row.counts().keySet()) node.put(state.word(), row.of(state));
    node.put("possible_duplicates", row.possibleDuplicates());
  }

  static void problem(ObjectNode node, Remark remark) {
    node.put("file", remark.file()).put("line", remark.line()).put("severity", remark.severity()).put("message", remark.message());
  }
}
