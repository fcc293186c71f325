package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.store.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server goes on after the database below it was restarted. */
@ExtendWith(TestStore.OnPostgres.class)
class ServedRestartTest {
  @TempDir Path home;

  @Test
  void theNextEditionGoesOut() throws Exception {
    Files.createDirectories(home.resolve("subscribers"));
    Files.writeString(home.resolve("subscribers/daily.csv"), "email\nada@reader.example\n");
    String daily = "newsletters:\n  daily: {title: The Daily, schedule: every day at 07:00, subscribers: [daily.csv]}";
    try (var served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), daily)) {
      served.post("harbour", "2026-01-27T10:00:00Z", "City");
      await().atMost(Duration.ofSeconds(60)).until(() -> served.get("/feeds/all/atom.xml").body().contains("harbour"));
      served.turnTo("2026-01-28T07:00:30Z");
      served.post("quay", "2026-01-28T06:10:00Z", "City"); // wakes it
      await().atMost(Duration.ofSeconds(60)).until(() -> served.relay.getReceivedMessages().length == 1);
      TestStore.restart();
      assertThat(served.get("/feeds/all/atom.xml").statusCode()).as("files are served whatever the store does").isEqualTo(200);
      served.turnTo("2026-01-29T07:00:30Z");
      served.post("bridge", "2026-01-28T10:00:00Z", "City");
      await().atMost(Duration.ofSeconds(100)).until(() -> served.relay.getReceivedMessages().length == 2);
    }
  }
}
