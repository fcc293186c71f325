package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers with the same choices share one rendering; only their own bytes differ. */
class VariantsTest {
  private static final List<String> CHOICES = List.of("html,en,", "text,en,", "html,de,", "html,en,City");

  @Test
  void aThousandReadersWithFourChoicesAreFourRenderings(@TempDir Path home) throws IOException {
    try (PaperHouse house = new PaperHouse(home)) {
      house.write("subscribers/daily.csv", IntStream.range(0, 1_000).mapToObj(i -> "reader-%04d@one.example,%s\n".formatted(i, CHOICES.get(i % 4)))
          .collect(Collectors.joining("", "email,format,language,categories\n", ""))).open();
      house.post("toll", "Harbour toll is dropped", "category: City\n", "Carts move.\n").post("vote", "Two wards vote", "category: Court\n", "On Thursday.\n").publish();
      assertThat(house.relay.mails).hasSize(1_000);
      try (Database store = Database.open(home.resolve("data/tidings.db"))) {
        assertThat(store.<Integer>read(sql -> sql.createQuery("SELECT count(*) FROM variant").mapTo(Integer.class).one())).isEqualTo(4);
      }
      var shared = house.mails().values().stream().map(VariantsTest::withoutOwnBytes).collect(Collectors.groupingBy(text -> text, Collectors.counting()));
      assertThat(shared.values()).containsOnly(250L);
    }
  }

  private static String withoutOwnBytes(StrictMail mail) {
    return mail.raw.replaceAll("reader-\\d{4}@", "reader@").replaceAll("(?m)^Message-ID: .*", "").replaceAll("unsubscribe%20[\\w-]{34}", "unsubscribe%20")
        .replaceAll("(?<=unsubscribe%20=\r\n)[\\w-]{34}", "");
  }
}
