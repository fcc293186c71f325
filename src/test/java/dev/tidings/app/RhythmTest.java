package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers with a rhythm, an hour and a zone of their own, by the ordinary path and a relay that keeps every byte. */
class RhythmTest {
  @TempDir Path home;
  private PaperHouse house;

  @BeforeEach
  void open() throws Exception {
    house = new PaperHouse(home);
    house.write("subscribers/daily.csv", """
        email,rhythm,send_after,zone
        each@one.example,each,,
        weekly@one.example,weekly fri,,
        noon@one.example,each,12:00,
        tokyo@one.example,each,08:00,Asia/Tokyo
        """).open(); // on a Tuesday, the 24th of November
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private void post(String name, String moment) throws Exception {
    house.write("posts/" + name + ".md", "---\ntitle: The " + name + " story\ndate: " + moment + "\ncategory: City\n---\n\nIt was " + name + ".\n");
    Files.setLastModifiedTime(home.resolve("posts/" + name + ".md"), FileTime.from(Instant.parse(moment).plusSeconds(1)));
  }

  /** Names of the stories that a reader was told since the house began, mail by mail. */
  private List<String> told(String reader) {
    var told = new ArrayList<String>();
    for (RawRelay.Received mail : house.relay.mails)
      if (mail.recipient().startsWith(reader))
        told.add(String.join(" ", Pattern.compile("The (\\w+) story").matcher(new StrictMail(mail.bytes()).text()).results().map(found -> found.group(1)).distinct().sorted().toList()));
    return told;
  }

  @Test
  void aPostThatIsAwayWhenAWeeklyReadersTurnComesIsToldToHerOnceItIsBack() throws Exception {
    post("harbour", "2026-11-24T06:30:00Z");
    house.run(Instant.parse("2026-11-24T07:00:30Z"));
    assertThat(told("each")).containsExactly("harbour");
    Files.move(home.resolve("posts/harbour.md"), home.resolve("harbour.away"));
    post("market", "2026-11-26T12:00:00Z");
    house.run(Instant.parse("2026-11-27T07:00:30Z"));
    assertThat(told("weekly")).containsExactly("market");
    assertThat(explain("daily/1")).contains("this edition was not hers: she gets weekly FRI");
    assertThat(explain("")).contains("1 post was away when her turn came");
    Files.move(home.resolve("harbour.away"), home.resolve("posts/harbour.md"));
    post("fair", "2026-11-30T12:00:00Z");
    house.run(Instant.parse("2026-12-01T07:00:30Z"));
    house.run(Instant.parse("2026-12-04T07:00:30Z"));
    assertThat(told("weekly")).containsExactly("market", "fair harbour");
    assertThat(told("each")).containsExactly("harbour", "market", "fair");
  }

  private String explain(String matter) {
    var said = new Shop(home).say(matter.isEmpty() ? new String[] {"explain", "weekly@one.example"} : new String[] {"explain", "weekly@one.example", matter});
    return said.all();
  }

  @Test
  void aPlanCountsByRhythm() throws Exception {
    post("harbour", "2026-11-24T06:30:00Z");
    var plan = new Shop(home).say("plan", "--at", "2026-11-24T07:00:30Z", "--json").json();
    assertThat(plan.toString()).contains("\"not due at this slot by their rhythm\":1");
    assertThat(new Shop(home).say("plan", "--at", "2026-11-27T07:00:30Z", "--json").json().toString()).doesNotContain("by their rhythm");
  }

  @Test
  void theSameWithAFileThatIsBrokenForAWhile() throws Exception {
    post("harbour", "2026-11-24T06:30:00Z");
    house.run(Instant.parse("2026-11-24T07:00:30Z"));
    String whole = house.file("posts/harbour.md");
    house.write("posts/harbour.md", "---\ntitle: [\n---\n");
    house.run(Instant.parse("2026-11-27T07:00:30Z"));
    house.write("posts/harbour.md", whole);
    house.run(Instant.parse("2026-12-04T07:00:30Z"));
    assertThat(told("weekly")).containsExactly("harbour");
    assertThat(told("each")).containsExactly("harbour");
  }

  @Test
  void herHourHoldsHerMailBackOnHerClock() throws Exception {
    post("harbour", "2026-11-24T06:30:00Z");
    house.run(Instant.parse("2026-11-24T07:00:30Z"));
    assertThat(told("each")).hasSize(1);
    house.run(Instant.parse("2026-11-24T11:59:00Z"));
    assertThat(told("noon")).isEmpty();
    house.run(Instant.parse("2026-11-24T12:00:01Z"));
    assertThat(told("noon")).containsExactly("harbour");
    house.run(Instant.parse("2026-11-24T22:59:00Z"));
    assertThat(told("tokyo")).isEmpty();
    house.run(Instant.parse("2026-11-24T23:00:01Z"));
    assertThat(told("tokyo")).containsExactly("harbour");
  }

  @Test
  void aTurnThatBroughtNothingIsMadeUpForAtTheNextSlot() throws Exception {
    post("harbour", "2026-11-24T06:30:00Z");
    new OrdinaryNewsroom().publish(new dev.tidings.demo.Newsroom.Place(home, home), java.time.Clock.fixed(Instant.parse("2026-11-27T07:00:30Z"), java.time.ZoneOffset.UTC),
        new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 1));
    house.run(Instant.parse("2026-11-28T07:00:30Z"));
    assertThat(told("weekly")).as("Friday's mail never left; Saturday's slot is hers").containsExactly("harbour");
  }
}
