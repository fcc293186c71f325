package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} as scripts and people see it. The relay and the resolver of this house are ports that nobody listens on. */
class DoctorCommandTest {
  @TempDir private Path house;

  private void furnish() throws IOException {
    Files.createDirectories(house.resolve("config"));
    Files.createDirectories(house.resolve("posts"));
    Files.writeString(house.resolve("config/tidings.yml"), """
        site: {title: The Dispatch, url: "http://127.0.0.1:1/", address: 1 Lamp Row}
        newsletters: {daily: {title: The Daily, schedule: every day at 07:00}}
        mail: {from: The Dispatch <digest@dispatch.example>, relay: {host: 127.0.0.1, port: 1, security: none}}
        """);
  }

  @Test
  void eachFindingIsALineAndAFailureIsOne() throws IOException {
    furnish();
    CommandRun run = CommandRun.in(house, "doctor", "--resolver", "127.0.0.1:1");
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.out()).containsPattern("(?m)^fail  relay .*cannot be reached").containsPattern("(?m)^warn  spf dispatch.example: It could not be looked up")
        .containsPattern("(?m)^ok    disk ").containsPattern("(?m)^\\d+ well, \\d+ doubts, 2 failures\\.$");
    assertThat(Files.exists(house.resolve("data"))).as("looking leaves nothing behind").isFalse();
  }

  @Test
  void scriptsGetOneObject() throws IOException {
    furnish();
    JsonNode object = new ObjectMapper().readTree(CommandRun.in(house, "doctor", "--json", "--resolver", "127.0.0.1:1").out());
    assertThat(object.get("fail").asInt()).isEqualTo(2);
    assertThat(object.get("findings")).anySatisfy(finding -> assertThat(finding.get("check").asText()).isEqualTo("relay"))
        .allSatisfy(finding -> assertThat(finding.get("level").asText()).isIn("ok", "warn", "fail"));
  }

  @Test
  void whatIsNoResolverIsWrongUse() throws IOException {
    furnish();
    assertThat(CommandRun.in(house, "doctor", "--resolver", "127.0.0.1:x").exit()).isEqualTo(2);
  }
}
