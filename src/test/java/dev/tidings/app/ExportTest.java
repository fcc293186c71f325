package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export holds, and what is refused: a half one, a changed one, another house's, one into a house that is not new. */
class ExportTest {
  @TempDir Path temp;
  private RawRelay relay;
  private Shop old;

  @BeforeEach
  void furnish() throws Exception {
    relay = new RawRelay();
    old = Shop.furnished(temp.resolve("old"), relay.address().getPort());
    assertThat(old.say("run", "--at", "2026-11-23T18:00:00Z").exit()).isZero();
    assertThat(old.say("run", "--at", "2026-11-24T07:00:30Z").exit()).isZero();
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
  }

  private Path exported() {
    Shop.Said said = old.say("export", "--everything", "out");
    assertThat(said.exit()).as(said.all()).isZero();
    return old.home.resolve("out");
  }

  private Shop newHouse(boolean sameHouse) throws Exception {
    var house = new Shop(temp.resolve("new-" + sameHouse));
    house.write("config/tidings.yml", Files.readString(old.home.resolve("config/tidings.yml")).replaceAll("store: .*\n", ""));
    house.write("subscribers/daily.csv", "email\nada@reader.example\nbo@reader.example\n");
    if (sameHouse) house.write("config/house.yml", Files.readString(old.home.resolve("config/house.yml")));
    return house;
  }

  private Shop.Said refused(Shop house, Path export) {
    Shop.Said said = house.say("import", "--everything", export.toString());
    assertThat(said.exit()).as(said.all()).isEqualTo(1);
    assertThat(said.out()).contains("nothing was taken in");
    assertThat(house.say("subscribers", "list").out()).contains("No reader");
    return said;
  }

  @Test
  void itHoldsWhatPeopleAndOtherProgramsCanRead() throws Exception {
    Path out = exported();
    assertThat(Files.readString(out.resolve("README.txt"))).contains("suppressions.csv");
    assertThat(Files.readString(out.resolve("accounts.csv"))).contains("daily,1,2026-11-24T07:00,Europe/London,").contains(",2,0,0,2,0,0,0,0,0,0\r\n");
    assertThat(Files.readAllLines(out.resolve("readers/daily.csv")).get(1)).startsWith("ada@reader.example,Ada,,html,,,each,,active,,1,1,,2,,");
    List<Path> mails;
    try (var files = Files.list(out.resolve("editions/daily/0001"))) {
      mails = files.filter(file -> file.toString().endsWith(".eml")).toList();
    }
    assertThat(mails).hasSize(2);
    try (InputStream in = Files.newInputStream(mails.get(0))) {
      assertThat(new MimeMessage(null, in).getSubject()).isNotBlank();
    }
    assertThat(out.resolveSibling("out.part")).doesNotExist();
    assertThat(old.say("export", "--everything", "out").err()).contains("something of that name already");
    String secret = Files.readString(old.home.resolve("data/keys/tokens")).strip().split(" ")[1];
    try (var files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) assertThat(Files.readString(file)).doesNotContain(secret);
    }
  }

  @Test
  void aHalfOneAndAChangedOneAreRefused() throws Exception {
    Path out = exported();
    Shop house = newHouse(true);
    String accounts = Files.readString(out.resolve("ledger/shelf.csv"));
    Files.writeString(out.resolve("ledger/shelf.csv"), accounts + "daily,9,x,,0\r\n");
    assertThat(refused(house, out).err()).contains("ledger/shelf.csv is not as it was written");
    Files.delete(out.resolve("ledger/shelf.csv"));
    assertThat(refused(house, out).err()).contains("ledger/shelf.csv is missing");
    Files.delete(out.resolve("manifest.csv"));
    assertThat(refused(house, out).err()).contains("manifest.csv is missing", "broken off");
  }

  /** With a manifest that is true of it: as a newer version may write it. */
  @Test
  void unknownColumnsStatesAndValuesAreSaidRowByRow() throws Exception {
    Path out = exported();
    Path readers = out.resolve("readers/daily.csv");
    String was = Files.readString(readers);
    replace(out, "readers/daily.csv", was.replace("email,name", "email,mood").replace("\r\nada", "\r\nada"));
    assertThat(refused(newHouse(true), out).err()).contains("readers/daily.csv:1: this version does not know the column mood");
    replace(out, "readers/daily.csv", was.replaceFirst("each,,active", "each,,asleep").replaceFirst("bo@reader.example", "bo@@reader.example"));
    assertThat(refused(newHouse(true), out).err()).contains("readers/daily.csv:2: the state 'asleep' is not known", "readers/daily.csv:3: 'bo@@reader.example'");
    replace(out, "readers/daily.csv", was);
    replace(out, "ledger/shelf.csv", Files.readString(out.resolve("ledger/shelf.csv")).replaceFirst("daily,1,", "daily,one,"));
    assertThat(refused(newHouse(true), out).err()).contains("ledger/shelf.csv:2: 'number' is no whole number: 'one'");
  }

  private static void replace(Path out, String name, String text) throws Exception {
    Files.writeString(out.resolve(name), text);
    String sha = java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    Path manifest = out.resolve("manifest.csv");
    Files.writeString(manifest, Files.readString(manifest).replaceAll("(" + name + ",\\d+,)[0-9a-f]+", "$1" + sha));
  }

  @Test
  void aHouseThatIsNotNewAndOneWithAnotherSaltAreRefused() throws Exception {
    Path out = exported();
    Shop.Said again = old.say("import", "--everything", out.toString());
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("this house is not new");
    Shop stranger = newHouse(false);
    Shop.Said links = stranger.say("import", "--everything", out.toString());
    assertThat(links.exit()).as(links.all()).isZero();
    assertThat(links.err()).contains("warning: data/keys/ is not the old house's");
    old.say("subscribers", "forget", "bo@reader.example");
    assertThat(old.say("export", "--everything", "later").exit()).isZero();
    Files.delete(stranger.home.resolve("config/house.yml"));
    Shop third = new Shop(temp.resolve("third"));
    third.write("config/tidings.yml", Files.readString(stranger.home.resolve("config/tidings.yml")).replaceAll("store: .*\n", ""));
    assertThat(refused(third, old.home.resolve("later")).err()).contains("another salt", "config/house.yml");
  }

  /** Mails that were never handed over are told by the next edition of the new house. */
  @Test
  void whatIsOwedIsToldInTheNewHouse() throws Exception {
    relay.close();
    old.post("posts/2026-11-24-tide.md", "High tide at noon", "City", "2026-11-24 12:00:00");
    old.say("run", "--at", "2026-11-25T07:00:30Z");
    Shop.Said said = old.say("export", "--everything", "out");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.out()).contains("2 mails are still owed");
    Shop house = newHouse(true);
    Files.walk(old.home.resolve("posts")).filter(Files::isRegularFile).forEach(post -> {
      try {
        house.write("posts/" + post.getFileName(), Files.readString(post));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
    try (RawRelay next = new RawRelay()) {
      house.write("config/tidings.yml", Files.readString(house.home.resolve("config/tidings.yml")).replaceAll("store: .*\n", "").replaceAll("port: \\d+", "port: " + next.address().getPort()));
      Shop.Said in = house.say("import", "--everything", old.home.resolve("out").toString());
      assertThat(in.err()).contains("2 mails were still owed");
      assertThat(house.say("report").out()).contains("2 cancelled");
      house.post("posts/2026-11-25-fog.md", "Fog on the estuary", "City", "2026-11-25 12:00:00");
      Shop.Said run = house.say("run", "--at", "2026-11-26T07:00:30Z");
      assertThat(run.exit()).as(run.all()).isZero();
      assertThat(next.mails).hasSize(2).allSatisfy(mail -> assertThat(new String(mail.bytes(), java.nio.charset.StandardCharsets.US_ASCII)).contains("High tide", "Fog on the").doesNotContain("lamps"));
    }
  }

  @Test
  void whatAKilledExportLeftIsRemovedByTheNext() throws Exception {
    Files.createDirectories(old.home.resolve("out.part/readers"));
    Files.writeString(old.home.resolve("out.part/readers/half.csv"), "email\n");
    assertThat(exported().resolve("readers/half.csv")).doesNotExist();
    assertThat(old.home.resolve("out.part")).doesNotExist();
  }
}
