package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
import dev.tidings.store.StorePlace;
import dev.tidings.store.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that cannot be used: one clear line, nothing sent, everything as it was. */
class StoreAwayTest {
  @TempDir Path temp;

  private Shop.Said run(String store) throws Exception {
    try (var relay = new RawRelay()) {
      Shop shop = Shop.furnished(temp.resolve("house"), relay.address().getPort());
      Path file = shop.home.resolve("config/tidings.yml");
      Files.writeString(file, Files.readString(file).replaceAll("store: .*\n", "") + "store: " + store + "\n");
      Shop.Said said = shop.say("run");
      assertThat(relay.mails).isEmpty();
      assertThat(said.exit()).as(said.all()).isEqualTo(2);
      assertThat(said.all().strip().lines()).as(said.all()).hasSizeLessThanOrEqualTo(2);
      return said;
    }
  }

  @Test
  void outOfReach() throws Exception {
    assertThat(run("postgresql://tidings@127.0.0.1:1/tidings").err()).contains("postgresql://tidings@127.0.0.1:1/tidings: the server cannot be reached", "no mail is started", "Check host, port");
  }

  @Test
  void noSuchDatabase() throws Exception {
    String place = TestStore.postgres(temp.resolve("x")).shown().replaceAll("/[^/]*$", "/nobodys");
    assertThat(run(place).err()).contains("there is no such database", "Nothing was sent", "createdb");
  }

  @Test
  void newerThanThisProgram() throws Exception {
    StorePlace.Server place = TestStore.postgres(temp.resolve("newer"));
    try (Database database = Database.open(place)) {
      database.inTx(tx -> tx.sql().execute("INSERT INTO flyway_schema_history SELECT 99, '99', 'future', type, 'V99__future.sql', 1, installed_by, installed_on, 0, true"
          + " FROM flyway_schema_history WHERE version = '1'"));
    }
    assertThat(run(place.shown()).err()).contains("newer Tidings", "Nothing was sent");
  }

  @Test
  void anotherHouses() throws Exception {
    StorePlace.Server place = TestStore.postgres(temp.resolve("theirs"));
    try (Database database = Database.open(place)) {
      database.note("house", "theirs");
    }
    assertThat(run(place.shown()).err()).contains("belongs to another house (theirs", "Nothing was sent", "make a database for it").doesNotContain("--new-store");
  }

  @Test
  void aPasswordInTheFileIsRefusedAndNotRepeated() throws Exception {
    assertThat(run("postgresql://tidings:qu1et@127.0.0.1/tidings").all()).contains("config/tidings.yml:", "store: a secret does not belong in this file", "STORE_PASSWORD_FILE").doesNotContain("qu1et");
  }
}
