package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T4: nothing ran while slots passed. What is told late, what is not, and that no post is told twice or never. */
class DownTest {
  @TempDir Path temp;
  private RawRelay relay;
  private Shop shop;

  @BeforeEach
  void furnish() throws Exception {
    relay = new RawRelay();
    shop = Shop.furnished(temp, relay.address().getPort());
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
  }

  private void every(String schedule) throws Exception {
    shop.write("config/tidings.yml", java.nio.file.Files.readString(temp.resolve("config/tidings.yml")).replace("every day at 07:00", schedule));
    shop.write("subscribers/daily.csv", "email\nada@reader.example\nbo@reader.example\n");
    shop.say("run", "--at", "2026-11-23T06:00:00Z");
    shop.say("run", "--at", "2026-11-24T06:30:00Z");
    relay.mails.clear();
    for (int day = 23; day <= 26; day++)
      shop.post("posts/missed-%d.md".formatted(day), "Missed story %d".formatted(day), "City", LocalDate.of(2026, 11, day) + " 23:30:00");
  }

  @ParameterizedTest
  @CsvSource({"every day at 07:00, 2026-11-24T07:10:00Z, 2026-11-24T07:00, 0", "every day at 07:00, 2026-11-24T12:00:00Z, 2026-11-24T07:00, 0",
      "every day at 07:00, 2026-11-27T07:00:00Z, 2026-11-27T07:00, 3", "every 4 hours, 2026-11-24T08:10:00Z, 2026-11-24T08:00, 0",
      "every 4 hours, 2026-11-24T12:10:00Z, 2026-11-24T12:00, 1"})
  void withinTheGraceThereIsOneLateEditionWithEveryMissedPostOnce(String schedule, Instant back, String slot, int passed) throws Exception {
    every(schedule);
    Shop.Said run = shop.say("run", "--at", back.toString());
    assertThat(run.exit()).as(run.all()).isZero();
    assertThat(relay.mails).as(run.all()).extracting(RawRelay.Received::recipient).containsExactlyInAnyOrder("ada@reader.example", "bo@reader.example");
    assertThat(run.out()).contains(slot.replace('T', ' '));
    assertThat(notices(run)).hasSize(passed == 0 ? 0 : 1);
    toldOnce(missed(back));
    Shop.Said again = shop.say("run", "--at", back.plusSeconds(300).toString());
    assertThat(again.all()).contains("nothing is due");
    assertThat(relay.mails).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"every day at 07:00, 2026-11-24T19:10:00Z, 2026-11-25T07:00:10Z, 1 slot", "every day at 07:00, 2026-11-27T20:00:00Z, 2026-11-28T07:00:10Z, 4 slots",
      "every 4 hours, 2026-11-24T10:10:00Z, 2026-11-24T12:00:10Z, 1 slot"})
  void beyondItThereIsNoneAndOneNoticeAndThePostsComeWithTheNext(String schedule, Instant back, Instant next, String slots) throws Exception {
    every(schedule);
    Shop.Said run = shop.say("run", "--at", back.toString());
    assertThat(run.exit()).as(run.all()).isZero();
    assertThat(relay.mails).isEmpty();
    assertThat(notices(run)).singleElement().asString().contains("daily: " + slots, "come with the next");
    assertThat(shop.say("run", "--json", "--at", back.plusSeconds(60).toString()).json().get("skipped")).isEmpty();
    Shop.Said then = shop.say("run", "--at", next.toString());
    assertThat(relay.mails).as(then.all()).hasSize(2);
    assertThat(notices(then)).isEmpty();
    toldOnce(missed(next));
  }

  @Test
  void scriptsSeeEachSlotThatWasSkipped() throws Exception {
    every("every day at 07:00");
    var skipped = shop.say("run", "--json", "--at", "2026-11-26T20:00:00Z").json().get("skipped");
    assertThat(skipped).hasSize(3);
    assertThat(skipped.get(0).toString()).isEqualTo("{\"newsletter\":\"daily\",\"slot\":\"2026-11-24T07:00\",\"reason\":\"missed\"}");
  }

  private static List<String> notices(Shop.Said run) {
    return run.all().lines().filter(line -> line.contains("while nothing ran")).toList();
  }

  private static List<String> missed(Instant now) {
    return Stream.of(23, 24, 25, 26).filter(day -> Instant.parse("2026-11-%dT23:30:00Z".formatted(day)).isBefore(now)).map("Missed story %d"::formatted).toList();
  }

  /** In each reader's mail each story has one headline. */
  private void toldOnce(List<String> stories) {
    for (RawRelay.Received mail : relay.mails) {
      List<String> headlines = new StrictMail(mail.bytes()).text().lines().filter(line -> line.matches("\\d+\\. Missed .*")).map(line -> line.replaceFirst("\\d+\\. ", "").strip()).toList();
      assertThat(headlines).as(mail.recipient()).containsExactlyInAnyOrderElementsOf(stories);
    }
  }
}
