package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidings.store.TestStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} is killed with SIGKILL while it tells a webhook what happens: each event comes at least once, always by the same id. */
@Tag("slow")
class KilledWebhooksTest {
  private static final int READERS = 400;
  private static final int KILLS = 12;
  private static final Map<String, String> ENVIRONMENT = Map.of("CRM", "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
  private static final int TAKEN = 204;
  @TempDir Path temp;
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final Random random = new Random(1666);

  private record Told(String id, String body) {
    String kind() {
      return body.replaceAll("\\{\"type\":\"([a-z.]+)\".*", "$1");
    }

    /** What it says; the moment is its own. */
    String said() {
      return body.replaceAll("\"timestamp\":\"[^\"]*\",", "");
    }
  }

  @Test
  void eachEventComesByOneIdHoweverOftenTheRunIsKilled() throws Exception {
    HttpServer crm = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    crm.createContext("/", this::take);
    crm.start();
    try (var relay = new RawRelay()) {
      relay.nanosPerMail = TimeUnit.MILLISECONDS.toNanos(60);
      Shop house = opened(relay, crm.getAddress().getPort());
      int killed = 0;
      int minutes = 0;
      for (int i = 0; i < KILLS; i++) {
        int before = told.size() + random.nextInt(60);
        Process process = house.start(ENVIRONMENT, "run", "--at", at(minutes));
        // A dead teller's claim ends after two minutes; each run is four minutes after the one before.
        minutes += 4;
        while (process.isAlive() && told.size() <= before) process.waitFor(1, TimeUnit.MILLISECONDS);
        process.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS);
        killed += process.isAlive() ? 1 : 0;
        process.destroyForcibly().waitFor();
      }
      for (int i = 0; i < 3; i++, minutes += 4) finish(house, minutes);
      judge(house, killed);
    } finally {
      crm.stop(0);
    }
  }

  /** Every tenth is taken so slowly that a kill falls between its being taken and its being crossed out. */
  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    told.add(new Told(exchange.getRequestHeaders().getFirst("webhook-id"), body));
    try {
      Thread.sleep(told.size() % 10 == 0 ? 150 : 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.sendResponseHeaders(TAKEN, -1);
    exchange.close();
  }

  private Shop opened(RawRelay relay, int port) throws Exception {
    Shop house = Shop.furnished(temp.resolve("house"), relay.address().getPort());
    Path config = house.home.resolve("config/tidings.yml");
    house.write("config/tidings.yml", Files.readString(config) + "webhooks: {crm: {url: \"http://127.0.0.1:%d/in\", secret: \"${CRM}\"}}\n".formatted(port));
    house.write("subscribers/daily.csv", "email\nr0@d0.example\n");
    assertThat(house.start(ENVIRONMENT, "run", "--at", "2026-11-23T08:30:00Z").waitFor()).isZero();
    var list = new StringBuilder("email\n");
    for (int i = 0; i < READERS; i++) list.append("r").append(i).append("@d").append(i % 7).append(".example\n");
    house.write("subscribers/daily.csv", list.toString());
    return house;
  }

  private static String at(int minutes) {
    return "2026-11-24T07:%02d:20Z".formatted(minutes);
  }

  private static void finish(Shop house, int minutes) throws Exception {
    Process process = house.start(ENVIRONMENT, "run", "--at", minutes < 60 ? at(minutes) : "2026-11-24T08:%02d:20Z".formatted(minutes - 60));
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(house.home.resolve("err.txt"))).isZero();
  }

  private void judge(Shop house, int killed) throws Exception {
    Map<String, Long> kinds = told.stream().collect(Collectors.toMap(Told::said, one -> one, (one, again) -> one)).values().stream().collect(Collectors.groupingBy(Told::kind, TreeMap::new, Collectors.counting()));
    assertThat(kinds).containsEntry("subscriber.joined", (long) READERS).containsEntry("mail.sent", (long) READERS).containsEntry("edition.published", 1L).containsEntry("edition.closed", 1L);
    told.stream().collect(Collectors.groupingBy(Told::said)).forEach((said, times) -> assertThat(times.stream().map(Told::id).distinct()).as(said).hasSize(1));
    told.stream().collect(Collectors.groupingBy(Told::id)).forEach((id, times) -> assertThat(times.stream().map(Told::body).distinct()).as(id).hasSize(1));
    try (var database = TestStore.open(house.home.resolve("data/tidings.db"))) {
      assertThat(database.<Long>read(sql -> sql.createQuery("SELECT count(*) FROM outbox").mapTo(Long.class).one())).as("left in the box").isZero();
    }
    long events = told.stream().map(Told::id).distinct().count();
    System.out.printf("webhooks: %d kills -9 of run, %d events %s, told %d times, lost 0%n", killed, events, kinds, told.size());
    assertThat(killed).isGreaterThan(KILLS / 2);
  }
}
