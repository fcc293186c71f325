package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.cli.House;
import dev.tidings.cli.Opener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When it was wrong: a correction goes to exactly those who got the wrong thing, once; and it moves no cursor. */
class CorrectTest {
  @TempDir Path temp;
  private RawRelay relay;
  private Shop shop;

  @BeforeEach
  void furnish() throws Exception {
    relay = new RawRelay();
    shop = Shop.furnished(temp.resolve("house"), relay.address().getPort());
    shop.at("2026-11-23T06:00:00Z", "run");
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
  }

  private List<String> recipients() {
    var recipients = new ArrayList<>(relay.mails.stream().filter(RawRelay.Received::taken).map(RawRelay.Received::recipient).toList());
    recipients.sort(null);
    relay.mails.clear();
    return recipients;
  }

  @Test
  void aCorrectionIsShownFirstAndThenGoesOnceToThoseWhoGotTheWrongOne() throws Exception {
    shop.at("2026-11-24T07:00:10Z", "run");
    assertThat(recipients()).containsExactly("ada@reader.example", "bo@reader.example");
    shop.write("subscribers/daily.csv", "email,name,categories,format\nada@reader.example,Ada,,html\nbo@reader.example,Bo,City,text\nlate@reader.example,Late,,html\n");
    shop.at("2026-11-24T07:30:00Z", "run");
    Shop.Said shown = shop.at("2026-11-24T08:00:00Z", "correct", "daily/1", "--words", "There is *one* crane, not two.");
    assertThat(shown.exit()).isZero();
    assertThat(shown.out()).contains("Subject: Correction: ", "This corrects the edition of Tue 24 Nov:", "There is one crane, not two.", "would go to 2 readers of daily/1, as daily/2", "Nothing was sent");
    assertThat(relay.mails).isEmpty();
    assertThat(shop.say("report", "--json").json().get("editions")).hasSize(1);

    Shop.Said sent = shop.at("2026-11-24T08:01:00Z", "correct", "daily/1", "--words", "There is *one* crane, not two.", "--yes", "--json");
    JsonNode edition = sent.json().get("editions").get(0);
    assertThat(edition.get("planned").asInt()).isEqualTo(2);
    assertThat(edition.get("sent").asInt()).isEqualTo(2);
    StrictMail ada = new StrictMail(relay.mails.stream().filter(mail -> mail.recipient().startsWith("ada")).findFirst().orElseThrow().bytes());
    assertThat(ada.text()).contains("There is one crane, not two.");
    assertThat(ada.html()).contains("There is <em>one</em> crane");
    assertThat(recipients()).containsExactly("ada@reader.example", "bo@reader.example");

    Shop.Said again = shop.at("2026-11-24T08:02:00Z", "correct", "daily/1", "--words", "There is *one* crane, not two.", "--yes");
    assertThat(again.out()).contains("daily/2 says the same already");
    assertThat(recipients()).isEmpty();
    assertThat(Files.readString(shop.home.resolve("site/editions/daily/1/index.html"))).contains("cranes");
  }

  @Test
  void itMovesNoCursorAndTheNextEditionComesAsIfNothingHadBeen() throws Exception {
    shop.at("2026-11-24T07:00:10Z", "run");
    recipients();
    shop.post("posts/2026-11-24-fog.md", "Fog on the river until noon", "City", "2026-11-24 09:30:00");
    shop.at("2026-11-24T09:00:00Z", "correct", "daily/1", "--words", "The lamps are gas.", "--yes");
    recipients();
    shop.at("2026-11-25T07:00:10Z", "run");
    assertThat(relay.mails).hasSize(2).allSatisfy(mail -> assertThat(new StrictMail(mail.bytes()).text()).contains("Fog on the river").doesNotContain("lamps", "cranes"));
    assertThat(shop.say("report", "--json").json().get("editions")).hasSize(3);
  }

  @Test
  void whoIsReachedByTheWrongOneLaterGetsTheCorrectionAfterIt() throws Exception {
    shop.at("2026-11-24T07:00:10Z", "run");
    recipients();
    try (House house = OpenHouse.open(shop.home, Optional.empty(), Opener.Purpose.WORK)) { // as if the relay had said "later" to one of the two
      house.ledger().inTx(tx -> tx.sql().execute("UPDATE delivery SET state = 'deferred', due_at = ? WHERE subscriber = (SELECT id FROM subscriber WHERE address = 'ada@reader.example')", Instant.parse("2026-11-24T07:30:00Z").toEpochMilli()));
      house.ledger().inTx(tx -> tx.sql().execute("UPDATE edition SET closed_at = NULL, account = NULL"));
    }
    Shop.Said sent = shop.at("2026-11-24T07:10:00Z", "correct", "daily/1", "--words", "The lamps are gas.", "--yes");
    assertThat(sent.out()).contains("daily/2 goes to 1 reader.");
    assertThat(recipients()).containsExactly("bo@reader.example");
    shop.at("2026-11-24T07:31:00Z", "run");
    assertThat(recipients()).containsExactly("ada@reader.example");
    shop.at("2026-11-24T07:32:00Z", "run");
    assertThat(new StrictMail(relay.mails.get(0).bytes()).text()).contains("The lamps are gas.");
    assertThat(recipients()).containsExactly("ada@reader.example");
    JsonNode account = shop.say("report", "--json").json().get("editions");
    assertThat(account).hasSize(2).allSatisfy(edition -> assertThat(edition.get("sent").asInt()).isEqualTo(2));
  }

  @Test
  void aWrongOneThatReachedNobodyNeedsNoCorrection() throws Exception {
    relay.afterTheDot = "451 4.3.0 later";
    shop.at("2026-11-24T07:00:10Z", "run");
    assertThat(shop.at("2026-11-24T07:01:00Z", "correct", "daily/1", "--words", "The lamps are gas.", "--yes").all()).contains("was sent to nobody who could still be told", "queue cancel");
    assertThat(shop.say("report", "--json").json().get("editions")).as("nothing is left of it").hasSize(1);
  }

  @Test
  void nothingIsMailedWhereNothingSaysWhatWasWrong() {
    shop.at("2026-11-24T07:00:10Z", "run");
    assertThat(shop.at("2026-11-24T08:00:00Z", "correct", "daily/1").all()).contains("Nothing says what was wrong with daily/1. Nothing was sent.", "correction:");
    assertThat(shop.at("2026-11-24T08:00:00Z", "correct", "daily/7", "--words", "x").all()).contains("There is no edition daily/7");
    assertThat(shop.at("2026-11-24T08:00:00Z", "correct", "daily", "--words", "x").all()).contains("names no edition");
  }

  private void cranes(String correction) throws Exception {
    shop.write("posts/2026-11-23-cranes.md", "---\ntitle: Two new cranes at the east quay\ncategory: Harbour\ndate: 2026-11-23 09:00:00\n" + correction + "tldr: [One thing is known about it., Another is not.]\n---\nWhat is known was told by the night watch.\n");
  }

  @Test
  void anAuthorsCorrectionStandsOnTopOfTheNextMailOfThoseWhoWereToldAndNowhereElse() throws Exception {
    shop.at("2026-11-24T07:00:10Z", "run");
    recipients();
    shop.write("subscribers/daily.csv", "email,name,categories,format\nada@reader.example,Ada,,html\nbo@reader.example,Bo,City,text\nlate@reader.example,Late,,html\n");
    cranes("correction: There is *one* crane, not two.\n");
    shop.post("posts/2026-11-24-fog.md", "Fog on the river until noon", "City", "2026-11-24 09:30:00");
    shop.at("2026-11-24T10:00:00Z", "run");
    assertThat(Files.readString(shop.home.resolve("site/feeds/all/atom.xml"))).contains("Correction.", "There is &lt;em&gt;one&lt;/em&gt; crane", "<updated>2026-11-24T10:00");
    shop.at("2026-11-25T07:00:10Z", "run");
    assertThat(mail("ada@reader.example").text()).contains("--- Correction ---", "There is one crane, not two.", "Fog on the river");
    assertThat(mail("ada@reader.example").html()).contains("There is <em>one</em> crane");
    assertThat(mail("bo@reader.example").text()).as("follows another category").doesNotContain("crane").contains("Fog on the river");
    assertThat(mail("late@reader.example").text()).as("joined later").doesNotContain("Correction").contains("Fog on the river");
    relay.mails.clear();
    shop.post("posts/2026-11-25-ice.md", "Ice on the upper dock", "City", "2026-11-25 09:30:00");
    shop.at("2026-11-26T07:00:10Z", "run");
    assertThat(mail("ada@reader.example").text()).as("once").doesNotContain("crane").contains("Ice on the upper dock");
    assertThat(shop.at("2026-11-26T08:00:00Z", "correct", "daily/1").out()).contains("Two new cranes at the east quay", "There is one crane, not two.");
  }

  private StrictMail mail(String to) {
    return new StrictMail(relay.mails.stream().filter(mail -> mail.recipient().equals(to)).findFirst().orElseThrow().bytes());
  }

  /** Killed while it goes out, and said again: one correction, and nobody is lost; a copy only of what had no final reply. */
  @Test
  @Tag("slow")
  void killedInBetweenItIsDoneOnce() throws Exception {
    String list = IntStream.rangeClosed(1, 20).mapToObj(n -> "reader%02d@place%d.example\n".formatted(n, n % 5)).collect(Collectors.joining("", "email\n", ""));
    shop.write("subscribers/daily.csv", list);
    shop.at("2026-11-24T07:00:10Z", "run", "--yes");
    assertThat(recipients()).hasSize(20);
    relay.nanosPerMail = 300_000_000;
    Process process = shop.start("correct", "daily/1", "--words", "The lamps are gas.", "--yes", "--at", "2026-11-24T08:00:00Z");
    await().atMost(Duration.ofSeconds(60)).until(() -> relay.mails.size() >= 4);
    process.destroyForcibly().waitFor();
    int before = relay.mails.size();
    relay.nanosPerMail = 0;
    Shop.Said again = shop.at("2026-11-24T08:05:00Z", "correct", "daily/1", "--words", "The lamps are gas.", "--yes", "--json");
    assertThat(before).isLessThan(20);
    assertThat(again.json().get("known").asBoolean()).isTrue();
    await().atMost(Duration.ofSeconds(60)).until(() -> {
      shop.at("2026-11-24T08:20:00Z", "run");
      return shop.say("report", "--json").json().get("editions").get(0).get("sent").asInt() == 20;
    });
    List<String> got = recipients();
    assertThat(got.stream().distinct().toList()).hasSize(20);
    assertThat(got.size()).as("copies of what was in flight").isLessThanOrEqualTo(20 + 4);
    assertThat(shop.say("report", "--json").json().get("editions")).hasSize(2);
  }
}
