package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is exported, and a new house takes it in: every reader, state and cursor is the same, and so is what she is told next. */
class RoundTripTest {
  private static final List<String> TABLES = List.of("subscriber", "subscription", "origin", "suppression", "newsletter", "post", "post_alias", "shelf", "slot_skipped",
      "edition_post", "variant", "request", "category", "audit");
  @TempDir Path temp;
  private RawRelay here;
  private RawRelay there;
  private Shop old;

  @BeforeEach
  void furnish() throws Exception {
    here = new RawRelay();
    there = new RawRelay();
    old = Shop.furnished(temp.resolve("old"), here.address().getPort());
    old.write("subscribers/daily.csv", "email,name,categories,format,rhythm,consent\nada@reader.example,=Ada,,html,,\"by post, 2026\"\nbo@reader.example,Bo,City,text,,\n"
        + "cy@reader.example,Cy,,html,weekly thu,\ndi@reader.example,Di,Harbour,html,,\ned@reader.example,,,html,,\nflo@reader.example,Flo,,html,,\ngus@reader.example,,,html,,\nhal@reader.example,,,html,,\n");
    old.write("members.csv", "email,name,status,created_at\njo@reader.example,Jo,active,2025-03-04\nkit@reader.example,Kit,pending,\nlou@reader.example,Lou,unsubscribed,\nmo@reader.example,Mo,paused,\nned@reader.example,Ned,bounced,\n");
    done("run", "--at", "2026-11-23T18:00:00Z");
    done("import", "daily", "members.csv");
    done("run", "--at", "2026-11-24T07:00:30Z");
    old.post("posts/2026-11-24-tide.md", "High tide at noon", "City", "2026-11-24 12:00:00");
    done("subscribers", "unsubscribe", "flo@reader.example");
    done("subscribers", "suppress", "gus@reader.example");
    old.say("subscribers", "forget", "hal@reader.example");
    done("run", "--at", "2026-11-25T07:00:30Z");
    old.post("posts/2026-11-20-late.md", "A letter that came late", "Harbour", "2026-11-20 12:00:00");
    old.post("posts/2026-11-25-fog.md", "Fog on the estuary", "City", "2026-11-25 12:00:00");
    Files.move(old.home.resolve("posts/2026-11-23-cranes.md"), old.home.resolve("posts/2026-11-23-two-cranes.md"));
  }

  @AfterEach
  void close() throws Exception {
    here.close();
    there.close();
  }

  private void done(String... words) {
    Shop.Said said = old.say(words);
    assertThat(said.exit()).as(said.all()).isZero();
  }

  /** What stands in git and the keys come along; the store does not. */
  private Shop newHouse() throws IOException {
    var house = new Shop(temp.resolve("new"));
    copy(old.home, house.home, "config", "posts", "subscribers", "data/keys");
    String config = Files.readString(old.home.resolve("config/tidings.yml")).replaceAll("store: .*\n", "").replace(":" + " " + here.address().getPort(), ": " + there.address().getPort());
    house.write("config/tidings.yml", config);
    return house;
  }

  private static void copy(Path from, Path to, String... parts) throws IOException {
    for (String part : parts)
      try (Stream<Path> files = Files.walk(from.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path target = to.resolve(from.relativize(file).toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
  }

  private static Map<String, List<String>> tables(Shop house) {
    try (Database store = TestStore.open(house.home.resolve("data/tidings.db"))) {
      var all = new TreeMap<String, List<String>>();
      for (String table : TABLES)
        all.put(table, store.read(sql -> sql.createQuery("SELECT * FROM " + table).mapToMap().list()).stream()
            .filter(row -> !"forgotten".equals(row.get("address")) && !"forgotten".equals(row.get("ended_why")))
            .map(row -> row.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(RoundTripTest::shown).collect(Collectors.joining(" "))).sorted().toList());
      return all;
    }
  }

  private static String shown(Map.Entry<String, Object> cell) {
    return cell.getKey() + "=" + (cell.getValue() instanceof byte[] octets ? new String(octets, StandardCharsets.ISO_8859_1) : String.valueOf(cell.getValue()));
  }

  /** By reader: all but what names the single mail. */
  private static Map<String, String> told(RawRelay relay, int from) {
    var told = new TreeMap<String, String>();
    for (RawRelay.Received mail : new ArrayList<>(relay.mails).subList(from, relay.mails.size()))
      told.put(mail.recipient(), new String(mail.bytes(), StandardCharsets.ISO_8859_1).replaceAll("(?m)^(Message-ID|Date): .*\r\n( .*\r\n)*", ""));
    return told;
  }

  @Test
  void everyReaderAndCursorIsTheSameAndTheNextSlotsTellTheSame() throws Exception {
    Shop.Said out = old.say("export", "--everything", "leaving.zip");
    assertThat(out.exit()).as(out.all()).isZero();
    assertThat(out.out()).contains("12 readers", "2 editions");
    Shop house = newHouse();
    String zip = old.home.resolve("leaving.zip").toString();
    Shop.Said dry = house.say("import", "--everything", zip, "--dry-run");
    assertThat(dry.exit()).as(dry.all()).isZero();
    assertThat(dry.out()).contains("nothing was changed", "12 readers of daily");
    Shop.Said in = house.say("import", "--everything", zip);
    assertThat(in.exit()).as(in.all()).isZero();
    assertThat(in.err()).doesNotContain("warning");
    Map<String, List<String>> was = tables(old);
    tables(house).forEach((table, rows) -> assertThat(rows).as(table).isEqualTo(was.get(table)));
    assertThat(house.say("report").out()).isEqualTo(old.say("report").out());

    for (String slot : List.of("2026-11-26T07:00:30Z", "2026-11-27T07:00:30Z", "2026-12-03T07:00:30Z")) {
      int before = here.mails.size();
      int beforeThere = there.mails.size();
      done("run", "--at", slot);
      Shop.Said ran = house.say("run", "--at", slot);
      assertThat(ran.exit()).as(ran.all()).isZero();
      Map<String, String> told = told(here, before);
      assertThat(told(there, beforeThere).keySet()).as(slot).isEqualTo(told.keySet());
      told(there, beforeThere).forEach((reader, mail) -> assertThat(mail.lines()).as(slot + " " + reader).isEqualTo(told.get(reader).lines().toList()));
      for (Shop each : List.of(old, house)) each.post("posts/after-" + slot.substring(0, 10) + ".md", "News after " + slot.substring(0, 10), "City", slot.substring(0, 10) + " 12:00:00");
    }
    assertThat(here.mails.stream().map(RawRelay.Received::recipient)).contains("cy@reader.example", "jo@reader.example").doesNotContain("hal@reader.example.x", "lou@reader.example", "kit@reader.example");
    assertThat(tables(house).get("subscription")).isEqualTo(tables(old).get("subscription"));
    assertThat(house.home.resolve("site/editions/daily/1")).as("old editions have their pages").exists();
  }
}
