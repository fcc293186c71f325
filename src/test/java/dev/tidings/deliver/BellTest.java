package dev.tidings.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trouble is told once, its end once, and each good run pings. */
class BellTest {
  @TempDir Path folder;

  @Test
  void troubleAndItsEndAreToldOnceAndGoodRunsPing() throws Exception {
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    web.createContext("/", exchange -> {
      heard.add(exchange.getRequestURI().getPath() + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    web.start();
    int down;
    try (var gone = new ScriptedRelay((step, who, session) -> "")) {
      down = gone.port();
    }
    String base = "http://127.0.0.1:" + web.getAddress().getPort();
    Path written = folder.resolve("told.txt");
    var told = new DeliverySettings.Told(Optional.of(URI.create(base + "/alarm")), true, Optional.of("printf '%s' \"$TIDINGS_MESSAGE\" > '" + written + "'"),
        Optional.of(URI.create(base + "/ping")));
    try (var house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> "")) {
      house.publish(3);
      deliver(house, down, told);
      deliver(house, down, told);
      assertThat(heard).hasSize(1).allMatch(line -> line.startsWith("/alarm {\"title\":\"Tidings: mail waits\"") && line.contains("127.0.0.1:" + down));
      assertThat(Files.readString(written)).contains("cannot be reached");
      deliver(house, relay.port(), told);
      deliver(house, relay.port(), told);
      assertThat(heard.stream().map(line -> line.split(" ")[0])).containsExactly("/alarm", "/alarm", "/ping", "/ping");
      assertThat(relay.taken).hasSize(3);
    } finally {
      web.stop(0);
    }
  }

  private static void deliver(House house, int port, DeliverySettings.Told told) {
    var route = new DeliverySettings.Route(House.relayAt(port, 2), 1, List.of(), DeliverySettings.Pace.FREE);
    try (Courier courier = house.courier(new DeliverySettings(List.of(route), List.of(), 20, told))) {
      courier.deliver(house.clock.instant().plus(Duration.ZERO));
    }
  }
}
