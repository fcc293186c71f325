package dev.tidings.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The list that the safety tests go through is the whole site map: a route that is not on it fails here. */
class RoutesTest {
  @Test
  void theListHoldsEveryRoute() throws Exception {
    var listen = new Listen("127.0.0.1", 0, Optional.empty(), List.of(), List.of(), Optional.empty());
    var door = new Visit.Door(() -> {
      throw new IllegalStateException("nobody visits");
    }, new Networks(List.of()), listen, new Limits(1, System::nanoTime), new Limits(1, System::nanoTime));
    var routes = new Routes(Path.of("."), door);
    List<String> all = Javalin.create(config -> routes.configure(config, List.of())).unsafe.internalRouter.allHttpHandlers().stream().map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod()).map(endpoint -> endpoint.method.name() + " " + endpoint.path).sorted().toList();
    try (var in = RoutesTest.class.getResourceAsStream("/routes.txt")) {
      assertThat(all).containsExactlyElementsOf(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }
}
