package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of another program come in: first each row's fate, then for real, and nobody is told what they were told there. */
class MovingInTest {
  @TempDir Path temp;
  private RawRelay relay;
  private Shop shop;

  @BeforeEach
  void furnish() throws Exception {
    relay = new RawRelay();
    shop = Shop.furnished(temp.resolve("house"), relay.address().getPort());
    shop.write("config/tidings.yml", Files.readString(shop.home.resolve("config/tidings.yml")).replaceAll("store: .*\n", "").replace("subscribers: [daily.csv]", "subscribers: []"));
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
  }

  private void zip(String name, Map<String, String> files) throws Exception {
    try (OutputStream out = Files.newOutputStream(shop.home.resolve(name)); var zip = new ZipOutputStream(out)) {
      for (var file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  @Test
  void eachRowIsJudgedBeforeAnythingIsWritten() throws Exception {
    shop.write("members.csv", "email,name,status,Shoe size\nann@ink.example,Ann,enabled,38\nbo@ink.example,Bo,asleep,44\ncy@ink.example,,blocklisted,\nann@ink.example,,enabled,\n,,enabled,\ndi@ink.example,,disabled,\n");
    Shop.Said dry = shop.say("import", "daily", "members.csv", "--dry-run");
    assertThat(dry.exit()).isEqualTo(1);
    assertThat(dry.out().lines().toList()).containsExactly(
        "members.csv:2: ann@ink.example joins",
        "members.csv:3: bo@ink.example is refused: the state 'asleep' is not known; write active, pending or unsubscribed",
        "members.csv:4: cy@ink.example must not be mailed (import): noted, gets no mail",
        "members.csv:5: ann@ink.example stands in line 2 already; the first row counts",
        "members.csv:6: is refused: the row has no address",
        "members.csv:7: di@ink.example had left: noted, gets no mail",
        "Nothing was changed. members.csv: 4 rows read, 1 readers joined daily, 0 stay out by their own word. Not taken over, for there is no such thing here: Shoe size.");
    assertThat(shop.say("subscribers", "list").out()).contains("No reader");
    assertThat(shop.say("import", "daily", "members.csv").out()).contains("1 readers joined");
    assertThat(shop.say("import", "daily", "members.csv", "--dry-run").out()).contains("ann@ink.example is here already (active)", "di@ink.example is out already");
    shop.write("again.csv", "email\ndi@ink.example\ncy@ink.example\n");
    assertThat(shop.say("import", "daily", "again.csv", "--dry-run").out()).contains("again.csv:2: di@ink.example stays out: she left (left)", "again.csv:3: cy@ink.example stays out (import)");
  }

  /** Whoever is in two files of the zip is out if one says so. */
  @Test
  void mailchimpsZipIsTakenInAsItIs() throws Exception {
    String header = "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LAST_CHANGED,";
    zip("audience_export.zip", Map.of(
        "subscribed_email_audience_export_1.csv", header + "LEID,EUID,NOTES,TAGS\nann@ink.example,Ann,Ink,2,,,2025-02-03 04:06:00,192.0.2.8,,1,a,,\nbo@ink.example,Bo,,2,,,,,,2,b,,\n",
        "unsubscribed_email_audience_export_1.csv", header + "UNSUB_TIME,UNSUB_REASON,LEID,EUID,NOTES,TAGS\nbo@ink.example,Bo,,2,,,,,,2026-01-01 00:00:00,NORMAL,2,b,,\n",
        "cleaned_email_audience_export_1.csv", header + "CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,LEID,EUID,NOTES,TAGS\ncy@ink.example,Cy,,2,,,,,,2026-01-01 00:00:00,Hello,3,c,,\n",
        "granular_activity/opens.csv", "Campaign,Opens\nHello,3\n"));
    Shop.Said dry = shop.say("import", "daily", "audience_export.zip", "--dry-run");
    assertThat(dry.out()).contains("cleaned_email_audience_export_1.csv:2: cy@ink.example must not be mailed (hard-bounce)", "unsubscribed_email_audience_export_1.csv:2: bo@ink.example had left",
        "subscribed_email_audience_export_1.csv:2: ann@ink.example joins", "subscribed_email_audience_export_1.csv:3: bo@ink.example stands in an earlier line already", "Passed over, for they are no lists: granular_activity/opens.csv.");
    shop.say("import", "daily", "audience_export.zip");
    assertThat(shop.say("subscribers", "list").out()).contains("ann@ink.example  daily  active", "bo@ink.example  daily  ended (left)", "cy@ink.example  daily  ended (bounced)");
  }

  @Test
  void theFirstSendTellsNobodyAnythingTwice() throws Exception {
    for (int day = 1; day <= 30; day++) shop.post("posts/2026-10-%02d-old.md".formatted(day), "An old story of day " + day, "City", "2026-10-%02d 09:00:00".formatted(day));
    shop.write("told.csv", "email\nann@ink.example\n");
    shop.write("fresh.csv", "email\nbo@ink.example\n");
    // the old program's last mail went out on the 23rd at 09:30: the cranes were in it, the lamps of 10:00 were not
    assertThat(shop.say("import", "daily", "told.csv", "--told-until", "2026-11-23T09:30:00Z").exit()).isZero();
    assertThat(shop.say("run", "--at", "2026-11-23T18:00:00Z").exit()).isZero();
    assertThat(relay.mails).isEmpty();
    Shop.Said run = shop.say("run", "--at", "2026-11-24T07:00:30Z");
    assertThat(run.exit()).as(run.all()).isZero();
    String mail = new String(relay.mails.get(0).bytes(), StandardCharsets.US_ASCII);
    assertThat(mail).contains("lamps of Rope").doesNotContain("cranes", "old story");
  }

  /** Without a word when they were told last, they are new: yesterday's posts, never the archive, though the house has never run. */
  @Test
  void whoIsNewIsNotToldTheArchive() throws Exception {
    for (int day = 1; day <= 30; day++) shop.post("posts/2026-10-%02d-old.md".formatted(day), "An old story of day " + day, "City", "2026-10-%02d 09:00:00".formatted(day));
    shop.write("fresh.csv", "email\nbo@ink.example\n");
    assertThat(shop.say("import", "daily", "fresh.csv").exit()).isZero();
    shop.say("run", "--at", "2026-11-23T18:00:00Z");
    shop.say("run", "--at", "2026-11-24T07:00:30Z");
    assertThat(relay.mails).hasSizeLessThanOrEqualTo(1).allSatisfy(mail -> assertThat(new String(mail.bytes(), StandardCharsets.US_ASCII)).doesNotContain("old story"));
  }

  @Test
  void aZipWithoutAListAndOneThatIsBrokenAreSaid() throws Exception {
    zip("pictures.zip", Map.of("readme.txt", "nothing"));
    assertThat(shop.say("import", "daily", "pictures.zip").out()).contains("no file in it is a list with a column 'email'", "Nobody was taken in");
    Files.write(shop.home.resolve("half.zip"), new byte[] {'P', 'K', 3, 4, 0, 0});
    Shop.Said half = shop.say("import", "daily", "half.zip");
    assertThat(half.exit()).isEqualTo(1);
    assertThat(half.out()).contains("half.zip: the file cannot be read", "Nobody was taken in");
  }
}
