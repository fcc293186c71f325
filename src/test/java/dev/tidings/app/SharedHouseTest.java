package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two machines, each with the house's folder, share one store. */
class SharedHouseTest {
  private static final String AT = "2026-11-24T07:00:10Z";
  private static final int READERS = 120;
  @TempDir Path temp;
  private RawRelay relay;
  private Shop here;
  private Shop there;

  @BeforeEach
  void furnish() throws Exception {
    relay = new RawRelay();
    relay.nanosPerMail = 3_000_000;
    here = Shop.furnished(temp.resolve("here"), relay.address().getPort());
    here.write("subscribers/daily.csv", IntStream.range(0, READERS).mapToObj(i -> "r%d@d%d.example%n".formatted(i, i % 7)).collect(Collectors.joining("", "email\n", "")));
    Path config = here.home.resolve("config/tidings.yml");
    Files.writeString(config, Files.readString(config).replaceAll("store: .*\n", "") + "store: " + TestStore.postgres(temp.resolve("shared")).shown() + "\n");
    here.say("run", "--at", "2026-11-24T06:30:00Z");
    there = new Shop(temp.resolve("there"));
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
  }

  private void copy(String... parts) throws IOException {
    for (String part : parts) {
      try (Stream<Path> tree = Files.walk(here.home.resolve(part))) {
        for (Path from : tree.filter(Files::isRegularFile).toList()) {
          Path to = there.home.resolve(here.home.relativize(from));
          Files.createDirectories(to.getParent());
          Files.copy(from, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  @Test
  void aSlotIsPublishedOnceAndEachReaderGetsOneMail() throws Exception {
    assertThat(here.say("subscribers", "list").exit()).isZero();
    here.say("test", "editor@paper.example", "--at", "2026-11-24T06:31:00Z"); // makes the keys
    int before = relay.mails.size();
    copy("config", "posts", "subscribers", "data/keys");
    Process first = here.start("run", "--at", AT);
    Process second = there.start("run", "--at", AT);
    assertThat(first.waitFor(90, TimeUnit.SECONDS) && second.waitFor(90, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(here.home.resolve("err.txt")) + Files.readString(there.home.resolve("err.txt"));
    assertThat(first.exitValue() + second.exitValue()).as(said).isZero();
    assertThat(here.say("report", "--json").json().get("editions")).as(said).hasSize(1);
    assertThat(relay.mails.subList(before, relay.mails.size()).stream().map(RawRelay.Received::recipient).collect(Collectors.toSet())).hasSize(READERS);
    assertThat(relay.mails).as("one each").hasSize(before + READERS);
  }

  @Test
  void aMachineWithOtherKeysIsRefused() throws Exception {
    assertThat(here.say("run", "--at", AT).exit()).isZero();
    int before = relay.mails.size();
    copy("config", "posts", "subscribers");
    Shop.Said said = there.say("run", "--now", "daily", "--at", "2026-11-24T09:00:00Z");
    assertThat(said.exit()).as(said.all()).isEqualTo(2);
    assertThat(said.err()).contains("these are not the keys", "Nothing was sent", "Copy data/keys/");
    assertThat(relay.mails).hasSize(before);
  }
}
