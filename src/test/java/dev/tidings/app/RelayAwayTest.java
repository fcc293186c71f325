package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** N1, as cron sees it: the relay refuses connections for an hour, then for three days. The clock is moved, not waited for. */
class RelayAwayTest {
  private static final Instant SLOT = Instant.parse("2026-11-24T07:00:10Z");
  private static final int READERS = 40;
  @TempDir Path temp;

  private Shop shop(int port) throws IOException {
    Shop shop = Shop.furnished(temp, port);
    var list = new StringBuilder("email\n");
    for (int i = 0; i < READERS; i++) list.append("r").append(i).append("@d").append(i % 7).append(".example\n");
    shop.write("subscribers/daily.csv", list.toString());
    return shop;
  }

  private static int closedPort() throws IOException {
    try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return gone.getLocalPort();
    }
  }

  @Test
  void anHourAwayNothingIsShownAsSentAndThenEverybodyHasOneMail() throws Exception {
    Shop shop = shop(closedPort());
    shop.say("run", "--at", "2026-11-24T06:30:00Z");
    for (int minutes = 0; minutes <= 60; minutes += 5) {
      Shop.Said run = shop.say("run", "--json", "--at", SLOT.plus(Duration.ofMinutes(minutes)).toString());
      assertThat(run.exit()).as("something to report, after %d minutes", minutes).isEqualTo(1);
      account(run.json().at("/editions/0"), "queued");
    }
    try (var relay = new RawRelay()) {
      shop(relay.address().getPort());
      Shop.Said back = shop.say("run", "--json", "--at", SLOT.plus(Duration.ofMinutes(65)).toString());
      assertThat(back.exit()).as(back.all()).isZero();
      account(back.json().at("/editions/0"), "sent");
      everybodyOnce(relay);
    }
  }

  /** Longer than a digest is news: it expires, nobody is counted as told, and the posts come with the next edition. */
  @Test
  void threeDaysAwayThePostsComeWithTheNextEdition() throws Exception {
    Shop shop = shop(closedPort());
    shop.say("run", "--at", "2026-11-24T06:30:00Z");
    shop.say("run", "--at", SLOT.toString());
    try (var relay = new RawRelay()) {
      shop(relay.address().getPort());
      Shop.Said back = shop.say("run", "--json", "--at", SLOT.plus(Duration.ofDays(3)).toString());
      everybodyOnce(relay);
      account(back.json().at("/editions/0"), "sent");
      assertThat(new StrictMail(relay.mails.get(0).bytes()).text()).contains("Two new cranes", "The lamps of Rope Street");
      account(shop.say("report", "--json").json().at("/editions/1"), "expired");
    }
  }

  private static void account(JsonNode edition, String state) {
    assertThat(edition.get("planned").asInt()).isEqualTo(READERS);
    assertThat(edition.get(state).asInt()).as(edition.toString()).isEqualTo(READERS);
  }

  private static void everybodyOnce(RawRelay relay) {
    var reached = new HashSet<String>();
    relay.mails.forEach(mail -> assertThat(reached.add(mail.recipient())).as("a copy for %s", mail.recipient()).isTrue());
    assertThat(reached).hasSize(READERS);
  }
}
