package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A house whose store has the schema of an older program, every version that there has been, with the rows of a morning. Whatever
 * command comes first brings it up to date; no row is lost, and the next morning is an ordinary one.
 */
class UpgradeTest {
  @TempDir Path temp;

  /** The same on PostgreSQL, whatever the profile. */
  @ExtendWith(TestStore.OnPostgres.class)
  static class OnPostgresTest extends UpgradeTest {}

  static List<Integer> olderVersions() throws Exception {
    try (Stream<Path> files = Files.list(Path.of(Database.class.getResource("migrations").toURI()))) {
      return IntStream.range(1, (int) files.count()).boxed().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("olderVersions")
  void eachOlderStoreIsBroughtUpToDateWithItsRows(int version) throws Exception {
    try (var relay = new RawRelay()) {
      Shop shop = afterAMorning(relay);
      var store = new OldStore(shop.home.resolve("data/tidings.db"));
      Map<String, TreeSet<String>> columns = store.columns();
      store.becomes(version);
      Map<String, Integer> before = store.counts();
      assertThat(before).containsEntry("subscription", 3).containsEntry("delivery", 3).containsEntry("edition", 1);

      Shop.Said morning = shop.say("run", "--at", "2026-11-25T07:00:10Z");
      assertThat(morning.exit()).as(morning.all()).isZero();
      assertThat(relay.mails).as("three of the first morning, three of the second").hasSize(6);
      Map<String, Integer> after = store.counts();
      before.forEach((table, rows) -> assertThat(after.get(table)).as(table).isGreaterThanOrEqualTo(rows));
      assertThat(store.columns()).as("the same tables as a new store has").isEqualTo(columns);
      if (!TestStore.isPostgres()) theStoreAsItWasIsKept(shop, version, before);
    }
  }

  private Shop afterAMorning(RawRelay relay) throws IOException {
    Shop shop = Shop.furnished(temp, relay.address().getPort());
    shop.write("subscribers/daily.csv", "email\nann@one.example\nben@two.example\ncid@three.example\n");
    shop.say("run", "--at", "2026-11-24T06:30:00Z");
    Shop.Said first = shop.say("run", "--at", "2026-11-24T07:00:10Z");
    assertThat(first.exit()).as(first.all()).isZero();
    shop.post("posts/2026-11-24-ropes.md", "New ropes for the ferry", "Harbour", "2026-11-24 10:00:00");
    return shop;
  }

  /** Who goes back to the older program puts it in place with that program's own restore. */
  private static void theStoreAsItWasIsKept(Shop shop, int version, Map<String, Integer> before) throws Exception {
    List<Path> copies = copies(shop);
    assertThat(copies).singleElement().satisfies(copy -> assertThat(copy.getFileName().toString()).endsWith("-schema-" + version + ".upgrade.zip"));
    Path apart = Files.createDirectory(shop.home.resolve("apart"));
    try (var zip = new java.util.zip.ZipFile(copies.get(0).toFile()); var in = zip.getInputStream(zip.getEntry("tidings.db"))) {
      Files.copy(in, apart.resolve("tidings.db"));
    }
    assertThat(new OldStore(apart.resolve("tidings.db")).counts()).isEqualTo(before);
    assertThat(shop.say("restore", "--check", copies.get(0).toString()).all()).contains("good.", "3 readers, 1 editions");
  }

  private static List<Path> copies(Shop shop) throws IOException {
    Path folder = shop.home.resolve("data/backups");
    if (!Files.exists(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void withoutTheCopyNothingIsChanged() throws Exception {
    assumeFalse(TestStore.isPostgres(), "a PostgreSQL database is saved by pg_dump");
    try (var relay = new RawRelay()) {
      Shop shop = afterAMorning(relay);
      var store = new OldStore(shop.home.resolve("data/tidings.db"));
      store.becomes(1);
      Map<String, TreeSet<String>> columns = store.columns();
      Path folder = shop.home.resolve("data/backups");
      Files.writeString(folder, "a file where the folder should be");
      Shop.Said said = shop.say("run", "--at", "2026-11-25T07:00:10Z");
      assertThat(said.exit()).as(said.all()).isEqualTo(2);
      assertThat(said.all()).contains("the copy before that cannot be made", "Nothing was changed").doesNotContain("Exception:");
      assertThat(store.columns()).isEqualTo(columns);
      assertThat(relay.mails).hasSize(3);
    }
  }
}
