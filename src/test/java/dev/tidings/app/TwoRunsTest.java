package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes in one house: one gathers and freezes, both may deliver. */
class TwoRunsTest {
  private static final int READERS = 200;
  private static final String AT = "2026-11-24T07:00:10Z";
  @TempDir Path temp;
  private RawRelay relay;
  private Shop shop;

  @BeforeEach
  void furnish() throws Exception {
    relay = new RawRelay();
    relay.nanosPerMail = 5_000_000;
    shop = Shop.furnished(temp.resolve("house"), relay.address().getPort());
    var list = new StringBuilder("email\n");
    for (int i = 0; i < READERS; i++) list.append("r").append(i).append("@d").append(i % 7).append(".example\n");
    shop.write("subscribers/daily.csv", list.toString());
    shop.say("run", "--at", "2026-11-24T06:30:00Z");
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
  }

  @Test
  void startedTogetherTheyMakeOneEdition() throws Exception {
    Process first = start("first", "run", "--at", AT);
    Process second = start("second", "run", "--at", AT);
    assertThat(first.waitFor(60, TimeUnit.SECONDS) && second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = said("first") + said("second");
    assertThat(first.exitValue() + second.exitValue()).as(said).isZero();
    everyReaderHasOneMail();
    assertThat(shop.say("report", "--json").json().get("editions")).as(said).hasSize(1);
  }

  @Test
  void whileAnotherPublishesOnlyWhatIsOwedIsDelivered() throws Exception {
    try (var publishing = publishing()) {
      assertThat(publishing).isNotNull();
      Process second = start("second", "run", "--at", AT);
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(said("second")).contains("Another run is publishing at this moment; this one delivered only.");
      assertThat(second.exitValue()).isZero();
      assertThat(relay.mails).isEmpty();
    }
  }

  private AutoCloseable publishing() throws Exception {
    if (!TestStore.isPostgres()) return FileChannel.open(shop.home.resolve("data/publish.lock"), StandardOpenOption.WRITE).lock();
    return Database.open(TestStore.place(shop.home.resolve("data/tidings.db"))).locks().orElseThrow().await("publish");
  }

  @Test
  void bothDeliver() throws Exception {
    String config = Files.readString(shop.home.resolve("config/tidings.yml"));
    shop.write("config/tidings.yml", config.replaceFirst("port: \\d+", "port: 1")); // nobody listens there
    shop.say("run", "--at", AT);
    shop.write("config/tidings.yml", config);
    Process first = start("first", "deliver", "--json");
    Process second = start("second", "deliver", "--json");
    assertThat(first.waitFor(60, TimeUnit.SECONDS) && second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    int one = new ObjectMapper().readTree(said("first")).get("sent").asInt();
    int other = new ObjectMapper().readTree(said("second")).get("sent").asInt();
    assertThat(one + other).as(said("first") + said("second")).isEqualTo(READERS);
    assertThat(Math.min(one, other)).as("sent by either").isPositive();
    everyReaderHasOneMail();
  }

  private void everyReaderHasOneMail() {
    assertThat(relay.mails).hasSize(READERS);
    assertThat(relay.mails.stream().map(RawRelay.Received::recipient).distinct()).hasSize(READERS);
  }

  /** A process whose words go to files of its own. */
  private Process start(String name, String... words) throws IOException {
    Process process = shop.start(words);
    Files.move(shop.home.resolve("out.txt"), temp.resolve(name + ".out"));
    Files.move(shop.home.resolve("err.txt"), temp.resolve(name + ".err"));
    return process;
  }

  private String said(String name) throws IOException {
    return Files.readString(temp.resolve(name + ".out"));
  }
}
