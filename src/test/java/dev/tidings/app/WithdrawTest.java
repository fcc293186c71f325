package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.cli.House;
import dev.tidings.cli.Opener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not be read any more: a withdrawn post is nowhere, but in mails that have arrived. */
class WithdrawTest {
  private static final String SECRET = "The secret of the east quay";
  @TempDir Path temp;
  private RawRelay relay;
  private Shop shop;

  @BeforeEach
  void furnish() throws Exception {
    relay = new RawRelay();
    shop = Shop.furnished(temp.resolve("house"), relay.address().getPort());
    shop.write("subscribers/daily.csv", "email,name,categories,format\nada@reader.example,Ada,,html\nbo@reader.example,Bo,City,text\ncy@reader.example,Cy,Harbour,html\n");
    Files.delete(shop.home.resolve("posts/2026-11-23-cranes.md"));
    shop.write("posts/2026-11-23-secret.md", "---\ntitle: " + SECRET + "\ncategory: Harbour\ndate: 2026-11-23 11:00:00\ntldr: [It is buried under the third crane there., Nobody was to know of it at all.]\nsource_url: https://quay.example/secret\n---\nUnder the third crane lies the secret, and the watch knows it.\n");
    shop.at("2026-11-23T06:00:00Z", "run");
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
  }

  private List<String> filesThatSay(String what) throws IOException {
    try (Stream<Path> files = Files.walk(shop.home.resolve("site"))) {
      return files.filter(Files::isRegularFile).filter(file -> read(file).contains(what)).map(file -> shop.home.relativize(file).toString()).sorted().toList();
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aWithdrawnPostIsInNoFeedNoPageNoKeptMailAndNoMailThatWaits() throws Exception {
    relay.afterTheDot = "451 4.3.0 later";
    shop.at("2026-11-24T07:00:10Z", "run");
    relay.mails.clear();
    assertThat(filesThatSay(SECRET)).isNotEmpty();
    assertThat(filesThatSay("third crane")).isNotEmpty();
    Shop.Said shown = shop.at("2026-11-24T07:05:00Z", "withdraw", "posts/2026-11-23-secret.md");
    assertThat(shown.out()).contains("It would come to this: '" + SECRET + "' is withdrawn", "Of the mails that wait, 1 go without it and 1 not at all", "Nothing was changed");
    assertThat(filesThatSay(SECRET)).isNotEmpty();

    JsonNode done = shop.at("2026-11-24T07:06:00Z", "withdraw", "posts/2026-11-23-secret.md", "--yes", "--json").json();
    assertThat(done.get("editions")).hasSize(1);
    assertThat(done.get("named")).isEmpty();
    assertThat(filesThatSay(SECRET)).isEmpty();
    assertThat(filesThatSay("third crane")).isEmpty();
    assertThat(filesThatSay("quay.example/secret")).isEmpty();
    assertThat(filesThatSay("The lamps of Rope Street")).isNotEmpty();
    assertThat(Files.readString(shop.home.resolve("site/editions/daily/1/index.html"))).contains("A story that stood here was withdrawn.", "The lamps of Rope Street");

    relay.afterTheDot = "250 2.0.0 fine";
    shop.at("2026-11-24T11:00:00Z", "run");
    assertThat(relay.mails).extracting(RawRelay.Received::recipient).containsExactlyInAnyOrder("ada@reader.example", "bo@reader.example");
    for (RawRelay.Received mail : relay.mails) {
      var read = new StrictMail(mail.bytes());
      assertThat(read.text() + (mail.recipient().startsWith("bo") ? "" : read.html()) + mail.text()).doesNotContain("secret of", "third crane", "quay.example/secret").contains("lamps of Rope Street");
    }
    StrictMail ada = new StrictMail(relay.mails.stream().filter(mail -> mail.recipient().startsWith("ada")).findFirst().orElseThrow().bytes());
    assertThat(ada.text()).contains("A story that stood here was withdrawn.");
    assertThat(ada.html()).contains("A story that stood here was withdrawn.");
    JsonNode account = shop.say("report", "--json").json().get("editions").get(0);
    assertThat(account.get("planned").asInt()).isEqualTo(3);
    assertThat(account.get("sent").asInt()).isEqualTo(2);
    assertThat(account.get("cancelled").asInt()).isEqualTo(1);
    assertThat(shop.say("explain", "cy@reader.example", "posts/2026-11-23-secret.md").out()).contains("was withdrawn");
  }

  @Test
  void itStaysAwayHoweverOftenItsFileChangesAndWhoDidItIsInTheLog() throws Exception {
    shop.at("2026-11-24T06:30:00Z", "withdraw", SECRET, "--yes");
    shop.write("posts/2026-11-23-secret.md", Files.readString(shop.home.resolve("posts/2026-11-23-secret.md")) + "\nAnd more.\n");
    shop.at("2026-11-24T07:00:10Z", "run");
    assertThat(relay.mails).hasSize(2).allSatisfy(mail -> assertThat(mail.text()).doesNotContain("third crane", "secret of"));
    assertThat(filesThatSay(SECRET)).isEmpty();
    try (House house = OpenHouse.open(shop.home, Optional.empty(), Opener.Purpose.LOOK)) {
      assertThat(house.staff().log().latest(Long.MAX_VALUE, "shell", 5)).singleElement().satisfies(entry -> {
        assertThat(entry.what()).isEqualTo("withdraw");
        assertThat(entry.detail()).contains(SECRET, "No edition told it");
      });
    }
    shop.say("posts", "release", "posts/2026-11-23-secret.md");
    shop.at("2026-11-24T08:00:10Z", "run");
    assertThat(filesThatSay(SECRET)).as("given free again").isNotEmpty();
  }

  @Test
  void whereItLedItsSubjectGoesToo() throws Exception {
    shop.write("notes/daily/2026-11-24.md", "---\nlead: posts/2026-11-23-secret.md\n---\nGood morning.\n");
    shop.at("2026-11-24T07:00:10Z", "run");
    assertThat(shop.say("report", "--json").json().get("editions").get(0).get("subject").asText()).startsWith(SECRET);
    shop.at("2026-11-24T09:00:00Z", "withdraw", "posts/2026-11-23-secret.md", "--yes");
    assertThat(shop.say("report", "--json").json().get("editions").get(0).get("subject").asText()).doesNotContain("secret").isNotBlank();
    assertThat(filesThatSay("secret of")).isEmpty();
    assertThat(filesThatSay("Nobody was to know")).isEmpty();
    assertThat(Files.readString(shop.home.resolve("site/editions/daily/1/index.html"))).contains("Good morning.", "The lamps of Rope Street");
  }
}
