package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.archive.SearchIndex;
import dev.tidings.cli.Opener;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search's index follows `feeds` and `run`, too, where a server searches it. */
class KeptSearchTest {
  @TempDir Path home;

  @Test
  void feedsAndRunKeepTheIndexOfAHouseWithAServer() throws Exception {
    Shop shop = Shop.furnished(home, 1);
    for (boolean server : new boolean[] {false, true}) {
      shop.write("config/tidings.yml", """
          site: {title: The Dispatch, url: 'https://dispatch.example', zone: UTC, address: 3 Quay Lane}
          server: %s
          newsletters: {daily: {schedule: every day at 07:00}}
          mail: {from: The Dispatch <digest@dispatch.example>, relay: {host: 127.0.0.1, port: 1, security: none}}
          """.formatted(server));
      shop.post("posts/ferry.md", "The ferry", "City", "2026-01-27 13:00:00");
      assertThat(shop.say("feeds", "--at", "2026-01-28T06:00:00Z").exit()).isZero();
      assertThat(titles("ferry")).isEqualTo(server ? List.of("The ferry") : List.of());
    }
    shop.post("posts/lantern.md", "The lantern", "City", "2026-01-27 14:00:00");
    shop.say("run", "--at", "2026-01-28T06:10:00Z");
    assertThat(titles("lantern")).containsExactly("The lantern");
  }

  private List<String> titles(String question) {
    try (var house = OpenHouse.open(home, Clock.systemUTC(), Opener.Purpose.WORK)) {
      return house.ledger().read(sql -> new SearchIndex(house.ledger().dialect()).find(sql, question, 9)).stream().map(SearchIndex.Found::title).toList();
    }
  }
}
