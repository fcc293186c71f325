package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tidings.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does for the store beside its mails. */
class UpkeepTest {
  @TempDir Path temp;

  @Test
  void backupsAreMadeWhenOneIsDueAndSoManyStay() throws Exception {
    assumeFalse(TestStore.isPostgres(), "pg_dump saves a PostgreSQL database");
    try (var relay = new RawRelay()) {
      Shop shop = house(relay, "backup: {every: 1 day, keep: 2}");
      shop.say("run", "--at", "2026-11-24T06:30:00Z");
      assertThat(backups()).singleElement().asString().startsWith("2026-11-24T0630").endsWith(".tidings.zip");
      shop.say("run", "--at", "2026-11-24T20:00:00Z");
      assertThat(backups()).as("not due yet").hasSize(1);
      Files.writeString(temp.resolve("data/backups/0-mine.zip"), "somebody's own");
      for (int day = 25; day < 28; day++) shop.say("run", "--at", "2026-11-" + day + "T" + (day - 15) + ":00:00Z");
      assertThat(backups()).hasSize(3).contains("0-mine.zip").allMatch(name -> name.startsWith("0-") || name.compareTo("2026-11-26") > 0);
      assertThat(shop.say("restore", "--check", "data/backups/" + backups().get(2)).all()).contains("good.");
    }
  }

  @Test
  void triesAreForgottenAndTheAccountStays() throws Exception {
    try (var relay = new RawRelay()) {
      Shop shop = house(relay, "keep: {attempts: 10 days, audit: 20 days}");
      shop.say("run", "--at", "2026-11-24T06:30:00Z");
      shop.say("run", "--at", "2026-11-24T07:00:10Z");
      var store = new OldStore(temp.resolve("data/tidings.db"));
      assertThat(store.counts().get("attempt")).isEqualTo(2);
      String account = shop.say("report").out();
      shop.say("run", "--at", "2026-12-03T07:30:00Z");
      assertThat(store.counts().get("attempt")).as("nine days").isEqualTo(2);
      assertThat(shop.say("run", "--at", "2026-12-05T07:30:00Z").err()).contains("2 old traces");
      assertThat(store.counts().get("attempt")).isZero();
      assertThat(shop.say("report").out()).isEqualTo(account);
      assertThat(relay.mails).hasSize(2);
    }
  }

  private Shop house(RawRelay relay, String keys) throws IOException {
    Shop shop = Shop.furnished(temp, relay.address().getPort());
    Path config = temp.resolve("config/tidings.yml");
    Files.writeString(config, Files.readString(config) + keys + "\n");
    return shop;
  }

  private List<String> backups() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("data/backups"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
