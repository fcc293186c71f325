package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.cli.Opener.Purpose;
import dev.tidings.config.HouseFile;
import dev.tidings.store.Database;
import dev.tidings.store.StoreException;
import dev.tidings.store.StorePlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseStoreTest {
  private static final HouseFile YOUNG = new HouseFile("ours", "salt", Optional.empty());
  private static final HouseFile OLD = new HouseFile("ours", "salt", Optional.of(LocalDate.parse("2026-01-31")));
  private static final HouseFile OTHER = new HouseFile("theirs", "salt", Optional.empty());
  @TempDir Path house;

  @Test
  void aYoungHouseGetsItsStoreAndKeepsIt() {
    open(YOUNG, Purpose.WORK).note("mark", "kept");
    assertThat(mark(open(OLD, Purpose.WORK))).isEqualTo("kept");
    assertThat(mark(open(OLD, Purpose.NEW_STORE))).as("nothing is lost beside a good store").isEqualTo("kept");
  }

  @Test
  void aHouseThatHasPublishedAndLostItsStoreWaitsForAWord() {
    assertThatThrownBy(() -> open(OLD, Purpose.WORK)).isInstanceOf(StoreException.class)
        .message().contains("data/tidings.db", "missing", "2026-01-31", "Nothing was sent", "backup", "--new-store");
    assertThat(file()).as("refusing makes no store, or the next run would find one").doesNotExist();
    open(OLD, Purpose.NEW_STORE).close();
    open(OLD, Purpose.WORK).close();
  }

  @Test
  void anEmptyStoreWithoutAnOwnerDoesNotPassForTheLostOne() {
    Database.open(file()).close();
    assertThatThrownBy(() -> open(OLD, Purpose.WORK)).hasMessageContaining("--new-store");
  }

  @Test
  void lookingAtALostStoreIsAllowedAndSaysSo() {
    open(OLD, Purpose.LOOK).close();
    assertThat(new HouseStore(new StorePlace.File(file()), OLD).warning()).contains("missing");
    assertThat(file()).doesNotExist();
  }

  @Test
  void anotherHousesStoreIsRefusedAndSetAsideOnlyOnAWord() {
    open(OTHER, Purpose.WORK).note("mark", "theirs");
    for (Purpose purpose : new Purpose[] {Purpose.WORK, Purpose.LOOK}) {
      assertThatThrownBy(() -> open(YOUNG, purpose)).message().contains("another house", "theirs", "ours", "Nothing was sent", "--new-store");
    }
    assertThat(mark(open(YOUNG, Purpose.NEW_STORE))).isEmpty();
    assertThat(mark(Database.open(file().resolveSibling("of-theirs-tidings.db")))).isEqualTo("theirs");
  }

  @Test
  void theDayOfTheFirstPublicationIsNotedOnce() throws Exception {
    HouseFile made = HouseFile.readOrMake(house);
    HouseFile.notePublished(house, LocalDate.parse("2026-01-31"));
    HouseFile.notePublished(house, LocalDate.parse("2026-02-01"));
    assertThat(HouseFile.read(house)).contains(new HouseFile(made.id(), made.salt(), Optional.of(LocalDate.parse("2026-01-31"))));
    try (var files = Files.list(house.resolve("config"))) {
      assertThat(files).hasSize(1);
    }
  }

  private Database open(HouseFile file, Purpose purpose) {
    return new HouseStore(new StorePlace.File(file()), file).open(purpose);
  }

  private Path file() {
    return house.resolve("data/tidings.db");
  }

  private static String mark(Database database) {
    return database.note("mark").orElse("");
  }
}
