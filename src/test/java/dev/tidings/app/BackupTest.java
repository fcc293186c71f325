package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tidings.store.TestStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved, put back, refused, and what waits for a word afterwards. B1 while mails go out is a row of the table of faults. */
class BackupTest {
  @TempDir Path temp;
  private Shop shop;
  private Path data;

  @BeforeEach
  void furnish() throws IOException {
    assumeFalse(TestStore.isPostgres(), "pg_dump saves a PostgreSQL database");
    int closed;
    try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = gone.getLocalPort();
    }
    shop = Shop.furnished(temp, closed);
    shop.write("subscribers/daily.csv", "email\nann@one.example\nben@two.example\n");
    data = shop.home.resolve("data");
    shop.say("run", "--at", "2026-11-24T06:30:00Z");
    shop.say("run", "--at", "2026-11-24T07:00:10Z");
  }

  @Test
  void aBackupIsItsOwnersAloneAndHoldsTheStoreAndTheKeys() throws IOException {
    Shop.Said made = shop.say("backup", "kept.tidings.zip");
    assertThat(made.exit()).as(made.all()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept()))).isEqualTo("rw-------");
    Shop.Said looked = shop.say("restore", "--check", "kept.tidings.zip");
    assertThat(looked.exit()).as(looked.all()).isZero();
    assertThat(looked.all()).contains("2 readers, 1 editions, 2 mails owed, key files: 1");
    assertThat(shop.say("backup", "kept.tidings.zip").exit()).as("nothing is overwritten").isEqualTo(2);
  }

  private Path kept() {
    return temp.resolve("kept.tidings.zip");
  }

  @Test
  void withinItsGraceAnEditionGoesOnAndBeyondItWaitsForAWord() throws IOException {
    shop.say("backup", "kept.tidings.zip");
    Shop.Said soon = shop.say("restore", "kept.tidings.zip", "--at", "2026-11-24T08:00:00Z");
    assertThat(soon.exit()).as(soon.all()).isZero();
    for (Path secret : List.of(data.resolve("tidings.db"), data.resolve("keys/tokens")))
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret))).as("%s", secret).isEqualTo("rw-------");
    Shop.Said late = shop.say("restore", "kept.tidings.zip", "--at", "2026-11-24T20:00:00Z");
    assertThat(late.exit()).as(late.all()).isEqualTo(1);
    assertThat(late.all()).contains("daily/1 waits for you: 2 mails", "tidings queue resume", "data/before-restore-");
    try (var relay = new RawRelay()) {
      Shop.furnished(temp, relay.address().getPort());
      shop.write("subscribers/daily.csv", "email\nann@one.example\nben@two.example\n");
      shop.say("run", "--at", "2026-11-24T20:01:00Z");
      assertThat(relay.mails).isEmpty();
      shop.say("queue", "resume", "daily/1");
      Shop.Said sent = shop.say("run", "--at", "2026-11-24T20:02:00Z");
      assertThat(relay.mails).as(sent.all()).hasSize(2);
    }
  }

  @Test
  void aTornAForeignOrADamagedBackupChangesNothing() throws IOException {
    shop.say("backup", "kept.tidings.zip");
    byte[] whole = Files.readAllBytes(kept());
    byte[] before = Files.readAllBytes(data.resolve("tidings.db"));
    Files.write(temp.resolve("torn.zip"), Arrays.copyOf(whole, whole.length / 2));
    byte[] bent = whole.clone();
    for (int i = 2_000; i < 2_100; i++) bent[i] ^= 0x55;
    Files.write(temp.resolve("bent.zip"), bent);
    byte[] nicked = whole.clone();
    nicked[whole.length / 2] ^= 1; // the store may well open with it
    Files.write(temp.resolve("nicked.zip"), nicked);
    for (String name : List.of("torn.zip", "bent.zip", "nicked.zip", "missing.zip")) {
      Shop.Said said = shop.say("restore", name);
      assertThat(said.exit()).as(said.all()).isEqualTo(2);
      assertThat(said.all()).contains("Nothing was changed").doesNotContain("Exception");
    }
    Path rules = shop.home.resolve("config/house.yml");
    Files.writeString(rules, Files.readString(rules).replaceAll("(?m)^id:.*$", "id: another-house"));
    assertThat(shop.say("restore", "kept.tidings.zip").all()).contains("it belongs to the house", "Nothing was changed");
    assertThat(Files.readAllBytes(data.resolve("tidings.db"))).isEqualTo(before);
    try (Stream<Path> left = Files.list(data)) {
      assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("restore-") || name.startsWith("before-"));
    }
  }

  @Test
  void soManyBackupsStay() throws IOException {
    for (int minute = 0; minute < 3; minute++) {
      shop.say("backup", "--keep", "2");
      await();
    }
    try (Stream<Path> kept = Files.list(data.resolve("backups"))) {
      assertThat(kept).hasSize(2);
    }
  }

  /** Names are by the second. */
  private static void await() {
    long second = System.currentTimeMillis() / 1000;
    while (System.currentTimeMillis() / 1000 == second) Thread.onSpinWait();
  }
}
