package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin's hand on the timetable: hold, release, skip, run now, pause; and every post is told once whatever is decided. */
class SlotsTest {
  @TempDir Path temp;
  private RawRelay relay;
  private Shop shop;

  @BeforeEach
  void furnish() throws Exception {
    relay = new RawRelay();
    shop = Shop.furnished(temp.resolve("house"), relay.address().getPort());
    shop.write("subscribers/daily.csv", "email\nada@reader.example\n");
    shop.at("2026-11-23T06:00:00Z", "run");
    shop.at("2026-11-24T06:00:00Z", "run");
    relay.mails.clear();
    for (int day = 23; day <= 30; day++) shop.post("posts/late-%d.md".formatted(day), "Late story %d".formatted(day), "City", LocalDate.of(2026, 11, day) + " 23:30:00");
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
  }

  private void hold(String time) throws Exception {
    Path config = shop.home.resolve("config/tidings.yml");
    shop.write("config/tidings.yml", Files.readString(config).replace("every day at 07:00", "every day at 07:00\n    hold: " + time));
  }

  /** The late stories that mail number {@code n} told. */
  private List<String> told(int n) {
    String text = new StrictMail(relay.mails.get(n).bytes()).text();
    return Stream.of("23", "24", "25", "26", "27").filter(day -> text.contains("Late story " + day)).collect(Collectors.toList());
  }

  @Test
  void anEditionWaitsForTheEditorAndIsAPlanMeanwhile() throws Exception {
    hold("30 minutes");
    assertThat(shop.at("2026-11-24T06:30:00Z", "plan").out()).contains("Next slot: 2026-11-24 07:00 Europe/London (goes out at 2026-11-24 07:30)");
    Shop.Said early = shop.at("2026-11-24T07:05:00Z", "run");
    assertThat(early.all()).contains("the slot 2026-11-24 07:00 Europe/London is not published yet: it waits for the end of its hold");
    shop.post("posts/just.md", "Late story 27 came in time", "City", "2026-11-24 07:10:00");
    assertThat(shop.at("2026-11-24T07:20:00Z", "plan").out()).contains("waits until 2026-11-24 07:30").contains("came in time");
    assertThat(relay.mails).isEmpty();
    shop.at("2026-11-24T07:30:05Z", "run");
    assertThat(told(0)).containsExactly("23", "27");
    assertThat(shop.say("report", "--json").json().get("editions").get(0).get("slot").asText()).isEqualTo("2026-11-24T07:00");
    assertThat(shop.at("2026-11-24T07:35:00Z", "run").all()).contains("nothing is due");
  }

  @Test
  void aSlotThatNoScheduleHasIsOneLikeAnyOther() throws Exception {
    assertThat(shop.at("2026-11-24T06:10:00Z", "slot", "add", "daily", "2026-11-24T16:00").out()).contains("daily 2026-11-24T16:00 Europe/London brings an edition too");
    assertThat(shop.at("2026-11-24T06:11:00Z", "slot", "add", "daily", "2026-11-24T16:00").all()).contains("has a slot then already");
    assertThat(shop.at("2026-11-24T06:11:00Z", "slot", "add", "daily", "2026-11-24T05:00").all()).contains("has passed");
    assertThat(shop.at("2026-11-24T06:11:00Z", "slot", "add", "daily", "noon").all()).contains("is not a local date and time");
    shop.at("2026-11-24T07:00:05Z", "run");
    assertThat(told(0)).containsExactly("23");
    assertThat(shop.at("2026-11-24T07:01:00Z", "slot", "list", "daily").out()).startsWith("2026-11-24T16:00 Europe/London").contains("2026-11-25T07:00");
    assertThat(shop.at("2026-11-24T07:01:00Z", "plan").out()).contains("Next slot: 2026-11-24 16:00");
    shop.post("posts/noon.md", "Late story 27 came at noon", "City", "2026-11-24 12:00:00");
    shop.at("2026-11-24T16:00:05Z", "run");
    assertThat(told(1)).containsExactly("27");
    assertThat(shop.say("report", "--json").json().get("editions").get(0).get("slot").asText()).isEqualTo("2026-11-24T16:00");
    shop.at("2026-11-25T07:00:05Z", "run");
    assertThat(told(2)).containsExactly("24");
    shop.at("2026-11-25T08:00:00Z", "slot", "add", "daily", "2026-11-25T12:00");
    assertThat(shop.at("2026-11-25T08:01:00Z", "slot", "skip", "daily", "2026-11-25T12:00").out()).contains("is skipped");
    assertThat(shop.at("2026-11-25T12:00:05Z", "run").all()).doesNotContain("edition 4");
  }

  @Test
  void whatIsDroppedMakesTheMailsOfSeveralReadersTheSame() throws Exception {
    shop.write("subscribers/daily.csv", "email,categories\nada@reader.example,\nbo@reader.example,City\n");
    shop.post("posts/tide.md", "High tide at noon", "Harbour", "2026-11-23 23:00:00");
    shop.write("notes/daily/2026-11-24.md", "---\ndrop: posts/tide.md\n---\n");
    assertThat(shop.at("2026-11-24T07:00:05Z", "run").all()).contains("planned 2 = 2 sent");
    assertThat(told(0)).isEqualTo(told(1)).containsExactly("23");
    assertThat(shop.say("explain", "ada@reader.example", "tide.md").out()).contains("was left out of edition");
  }

  @Test
  void aHoldLastsUntilTheReleaseAndGraceDoesNotRun() {
    assertThat(shop.at("2026-11-24T06:30:00Z", "slot", "hold", "daily").out()).contains("daily 2026-11-24T07:00 Europe/London is held until");
    assertThat(shop.at("2026-11-24T07:05:00Z", "run").all()).contains("held until 'tidings slot release'");
    assertThat(shop.at("2026-11-24T07:05:00Z", "slot", "list", "daily").out()).startsWith("2026-11-24T07:00 Europe/London (held").contains("2026-11-25T07:00");
    assertThat(shop.say("explain", "ada@reader.example", "daily/2026-11-24T07:00").out()).contains("is held by the admin until it is released");
    assertThat(shop.at("2026-11-24T22:00:00Z", "run").all()).as("beyond the grace it is still due").contains("is not published yet");
    assertThat(shop.at("2026-11-24T22:10:00Z", "slot", "release", "daily").out()).contains("goes out with the next run");
    shop.at("2026-11-24T22:11:00Z", "run");
    assertThat(told(0)).containsExactly("23");
    Shop.Said late = shop.at("2026-11-24T22:12:00Z", "slot", "skip", "daily", "2026-11-24T07:00");
    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.err()).contains("was published as daily/1. Nothing was changed. 'tidings queue pause daily/1'");
    shop.at("2026-11-25T07:00:10Z", "run");
    assertThat(told(1)).containsExactly("24");
  }

  @Test
  void theNextSlotTakesAlongWhatAHeldOneWouldHaveTold() {
    shop.at("2026-11-24T06:30:00Z", "slot", "hold", "daily", "2026-11-24T07:00");
    shop.at("2026-11-24T07:05:00Z", "run");
    shop.at("2026-11-25T07:00:10Z", "run");
    assertThat(told(0)).containsExactly("23", "24");
    shop.at("2026-11-25T08:00:00Z", "slot", "release", "daily");
    assertThat(shop.at("2026-11-25T08:01:00Z", "run").all()).contains("2026-11-24 07:00 Europe/London brought no edition: nothing new to tell");
    assertThat(relay.mails).hasSize(1);
    assertThat(shop.at("2026-11-25T08:02:00Z", "run").all()).contains("nothing is due");
  }

  @Test
  void whatASkippedSlotWouldHaveToldComesWithTheNext() {
    assertThat(shop.at("2026-11-24T06:30:00Z", "slot", "skip", "daily", "2026-11-24T07:00").out()).contains("is skipped; what it would have told comes with the next edition.");
    assertThat(shop.at("2026-11-24T06:31:00Z", "plan").out()).contains("Next slot: 2026-11-25 07:00").contains("2026-11-24 07:00 Europe/London (skipped)");
    Shop.Said run = shop.at("2026-11-24T07:00:10Z", "run");
    assertThat(run.exit()).isZero();
    assertThat(run.all()).contains("brought no edition: skipped by the admin");
    assertThat(relay.mails).isEmpty();
    assertThat(shop.say("explain", "ada@reader.example", "late-23.md").out()).contains("comes with the next edition").contains("The slot 2026-11-24T07:00 brought no edition: the admin skipped it.");
    assertThat(shop.at("2026-11-24T08:00:00Z", "slot", "reset", "daily", "2026-11-24T07:00").err()).contains("has passed without an edition (skipped)");
    shop.at("2026-11-25T07:00:10Z", "run");
    assertThat(told(0)).containsExactly("23", "24");
    assertThat(relay.mails).hasSize(1);
  }

  @Test
  void aSkipCanBeTakenBack() {
    shop.at("2026-11-24T06:30:00Z", "slot", "skip", "daily");
    shop.at("2026-11-24T06:31:00Z", "slot", "reset", "daily");
    shop.at("2026-11-24T07:00:10Z", "run");
    assertThat(told(0)).containsExactly("23");
  }

  @Test
  void aPausedNewsletterGoesOnWithWhatIsNewAndOnlyByHandMeanwhile() {
    assertThat(shop.at("2026-11-24T06:30:00Z", "slot", "pause", "daily").out()).contains("daily is paused");
    assertThat(shop.at("2026-11-24T06:40:00Z", "plan").out()).contains("Paused: no slot brings an edition until 'tidings slot resume daily'");
    assertThat(shop.at("2026-11-24T07:00:10Z", "run").all()).contains("brought no edition: the newsletter is paused");
    assertThat(relay.mails).isEmpty();
    shop.at("2026-11-25T09:00:00Z", "slot", "resume", "daily"); // nothing ran at the slot of this morning
    assertThat(shop.at("2026-11-25T09:01:00Z", "run").all()).as("what passed in the pause is over").contains("nothing is due");
    shop.at("2026-11-26T07:00:10Z", "run");
    assertThat(told(0)).containsExactly("23", "24", "25");
    shop.at("2026-11-26T08:00:00Z", "slot", "pause", "daily");
    shop.at("2026-11-27T06:00:00Z", "run", "--now", "daily");
    assertThat(told(1)).containsExactly("26");
  }

  @Test
  void nowMeansTheSlotThatWaits() throws Exception {
    hold("2 hours");
    shop.at("2026-11-24T07:05:00Z", "run");
    shop.at("2026-11-24T07:10:00Z", "run", "--now", "daily");
    assertThat(told(0)).containsExactly("23");
    assertThat(shop.say("report", "--json").json().get("editions").get(0).get("slot").asText()).isEqualTo("2026-11-24T07:00");
    shop.at("2026-11-24T09:10:00Z", "run");
    assertThat(relay.mails).hasSize(1);
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThat(shop.at("2026-11-24T06:30:00Z", "slot", "skip", "daily", "2026-11-24T07:30").err()).contains("daily has no slot 2026-11-24T07:30. Nothing was changed. There are: 2026-11-24T07:00 Europe/London");
    assertThat(shop.at("2026-11-24T06:30:00Z", "slot", "skip", "daily", "tomorrow").err()).contains("Write it as 2026-11-25T07:00.");
    assertThat(shop.at("2026-11-24T06:30:00Z", "slot", "skip", "weekly").err()).contains("there is no newsletter 'weekly'");
    assertThat(shop.at("2026-11-24T06:30:00Z", "slot", "release", "daily").err()).contains("no slot of daily is");
    assertThat(shop.at("2026-11-24T06:30:00Z", "slot", "hold", "daily", "2026-11-22T07:00").err()).contains("is over. Nothing was changed.");
  }

  /** Either the skip was in time and there is no edition, or it was too late and says so. */
  @Test
  @Tag("slow")
  void aSkipThatRacesWithTheFreezeIsInTimeOrRefused() throws Exception {
    long began = System.nanoTime();
    assertThat(shop.start("run", "--at", "2026-11-24T07:00:10Z").waitFor(60, TimeUnit.SECONDS)).isTrue();
    long whole = System.nanoTime() - began;
    for (int day = 25; day <= 28; day++) {
      String moment = "2026-11-%dT07:00:10Z".formatted(day);
      relay.mails.clear();
      Process run = shop.start("run", "--at", moment);
      Thread.sleep(Duration.ofNanos(whole * (day - 24) / 4).toMillis());
      Shop.Said skip = shop.at(moment, "slot", "skip", "daily", "2026-11-%dT07:00".formatted(day));
      assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(relay.mails).as(skip.all()).hasSize(skip.exit() == 0 ? 0 : 1);
      assertThat(skip.all()).containsAnyOf("is skipped; what it would have told", "was published as daily/");
    }
  }
}
