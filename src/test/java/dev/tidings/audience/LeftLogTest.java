package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import dev.tidings.timetable.CategoryChoice;
import dev.tidings.timetable.Imprint;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftLogTest {
  @TempDir Path folder;

  @Test
  void whoLeftStaysOutOfANewStore() throws IOException {
    Files.writeString(folder.resolve("daily.csv"), "email\na@ink.example\nb@ink.example\nc@ink.example\n");
    var log = new LeftLog(settings());
    log.append("a@ink.example", "left:daily", Instant.EPOCH);
    log.append("b@ink.example", "left", Instant.EPOCH);
    log.append("b@ink.example", "back", Instant.EPOCH);
    log.append("c@ink.example", "forgotten", Instant.EPOCH);
    try (var database = TestStore.passing()) {
      assertThat(sync(database).counts()).isEqualTo(new SyncReport.Counts(1, 0, 0, 2));
      assertThat(active(database)).containsExactly("b@ink.example");
      assertThat(sync(database).counts().joined()).isZero();
    }
    assertThat(folder.resolve("left.csv")).content().doesNotContain("@").contains(",1970-01-01,left:daily\n");
  }

  @Test
  void aTornLineCostsItselfOnly() throws IOException {
    Files.writeString(folder.resolve("daily.csv"), "email\na@ink.example\n");
    Files.writeString(folder.resolve("left.csv"), "abc", StandardOpenOption.CREATE);
    new LeftLog(settings()).append("a@ink.example", "complaint", Instant.EPOCH);
    try (var database = TestStore.passing()) {
      assertThat(sync(database).problems()).singleElement().asString().startsWith("subscribers/left.csv:1: ");
      assertThat(active(database)).isEmpty();
      assertThat(database.<String>read(sql -> sql.createQuery("SELECT reason FROM suppression").mapTo(String.class).one())).isEqualTo("complaint");
    }
  }

  private AudienceSettings settings() {
    return new AudienceSettings(folder, "house", "salt");
  }

  private SyncReport sync(Database database) {
    var newsletter = new Newsletter("daily", new Imprint("Daily", "", "en", ZoneOffset.UTC, Optional.empty()), CategoryChoice.ALL,
        Schedule.BY_HAND, new Newsletter.Bounds(1, 20), List.of("daily.csv"));
    return database.inTx(tx -> new Audience(settings()).sync(tx, newsletter, new Audience.Sync(Instant.EPOCH, 7, false)));
  }

  private static List<String> active(Database database) {
    return database.read(sql -> sql.createQuery("SELECT s.address_key FROM subscriber s JOIN subscription u ON u.subscriber = s.id"
        + " WHERE u.status = 'active' ORDER BY 1").mapTo(String.class).list());
  }
}
