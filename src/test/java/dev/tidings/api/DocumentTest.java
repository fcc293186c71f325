package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** openapi.json names every operation there is, and no other. */
class DocumentTest {
  @Test
  void theDocumentAndTheOperationsAreTheSame() throws Exception {
    JsonNode document = new ObjectMapper().readTree(Api.document());
    var written = new TreeSet<String>();
    for (var path : document.path("paths").properties())
      path.getValue().properties().forEach(operation -> written.add(operation.getKey() + " " + path.getKey() + " " + operation.getValue().path("description").asText().replaceAll("^Scope (\\w+)\\..*", "$1")));
    var there = new TreeSet<String>();
    Operations.all().forEach(operation -> there.add((operation.changes() ? "post " : "get ") + operation.path() + " " + operation.scope().word()));
    assertThat(written).isEqualTo(there);
  }
}
