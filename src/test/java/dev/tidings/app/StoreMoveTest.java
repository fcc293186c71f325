package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
import dev.tidings.store.StorePlace;
import dev.tidings.store.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A house goes to PostgreSQL and back; nobody is told anything twice, and the old store is opened no more. */
class StoreMoveTest {
  private static final String MORNING = "2026-11-24T07:00:30Z";
  private static final String NEXT = "2026-11-25T07:00:30Z";
  private static final String LATER = "2026-11-26T07:00:30Z";
  @TempDir Path temp;
  private RawRelay relay;
  private Shop shop;
  private String config;
  private StorePlace.Server server;

  @BeforeEach
  void furnish() throws Exception {
    relay = new RawRelay();
    shop = Shop.furnished(temp.resolve("house"), relay.address().getPort());
    config = Files.readString(shop.home.resolve("config/tidings.yml")).replaceAll("store: .*\n", "");
    server = TestStore.postgres(temp.resolve("moved"));
    use("");
    shop.say("run", "--at", "2026-11-23T18:00:00Z"); // first seen: slots begin
    Shop.Said run = shop.say("run", "--at", MORNING);
    assertThat(run.exit()).as(run.all()).isZero();
    assertThat(relay.mails).hasSize(2);
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
  }

  /** The store's line is written as an admin would; on the profile postgresql too. */
  private void use(String line) throws Exception {
    Files.writeString(shop.home.resolve("config/tidings.yml"), config + line);
  }

  @Test
  void thereAndBackNobodyIsToldTwice() throws Exception {
    Shop.Said there = shop.say("store", "move", server.shown());
    assertThat(there.exit()).as(there.all()).isZero();
    assertThat(there.out()).contains("delivery ", "read again and the same", "store: " + server.shown());
    Shop.Said old = shop.say("run", "--at", NEXT);
    assertThat(old.exit()).isEqualTo(2);
    assertThat(old.err()).contains("was moved to " + server.shown(), "Nothing was sent");
    use("store: " + server.shown() + "\n");
    assertThat(shop.say("run", "--at", MORNING).exit()).isZero();
    assertThat(relay.mails).as("told already").hasSize(2);
    shop.post("posts/2026-11-24-tide.md", "High tide at noon", "City", "2026-11-24 12:00:00");
    assertThat(shop.say("run", "--at", NEXT).exit()).isZero();
    assertThat(relay.mails).hasSize(4);
    assertThat(shop.say("explain", "ada@reader.example").exit()).isZero();
    Shop.Said back = shop.say("store", "move", "file");
    assertThat(back.exit()).as(back.all()).isZero();
    assertThat(shop.say("run", "--at", LATER).err()).contains("was moved to data/tidings.db", "Take the line 'store:' out");
    use("");
    assertThat(shop.say("run", "--at", NEXT).exit()).isZero();
    assertThat(relay.mails).as("told already").hasSize(4);
    shop.post("posts/2026-11-25-fog.md", "Fog on the estuary", "City", "2026-11-25 12:00:00");
    assertThat(shop.say("run", "--at", LATER).exit()).isZero();
    assertThat(relay.mails).hasSize(6);
  }

  @Test
  void aMoveThatWasBrokenOffIsBegunAnew() throws Exception {
    try (Database target = Database.open(server)) {
      target.inTx(tx -> tx.sql().execute("INSERT INTO newsletter (slug, first_seen, considered) VALUES ('half', 1, 1)"));
    }
    assertThat(shop.say("store", "move", server.shown()).exit()).isZero();
    try (Database target = Database.open(server)) {
      String slugs = target.read(sql -> sql.createQuery("SELECT string_agg(slug, ',') FROM newsletter").mapTo(String.class).one());
      assertThat(slugs).isEqualTo("daily");
    }
  }

  @Test
  void anotherHousesStoreAWrongAddressAndARunningServerAreRefused() throws Exception {
    try (Database target = Database.open(server)) {
      target.note("house", "theirs");
    }
    assertThat(shop.say("store", "move", server.shown()).err()).contains("belongs to another house (theirs)", "Nothing was moved");
    assertThat(shop.say("store", "move", "mysql://x").err()).contains("Nothing was moved", "postgresql://");
    assertThat(shop.say("store", "move", "postgresql://me:secret@host/x").err()).contains("does not belong on a command line").doesNotContain("secret@");
    assertThat(shop.say("store", "move", "file").err()).contains("of that kind already");
    assertThat(shop.say("run", "--at", MORNING).exit()).as("everything is as it was").isZero();
    assertThat(relay.mails).hasSize(2);
  }
}
