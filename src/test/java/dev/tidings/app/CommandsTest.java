package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  private static final String MORNING = "2026-11-24T07:30:00Z";
  @TempDir Path temp;
  private final GreenMail relay = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private Shop shop;

  @BeforeEach
  void furnish() throws Exception {
    relay.start();
    shop = Shop.furnished(temp, relay.getSmtp().getPort());
  }

  @AfterEach
  void close() {
    relay.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "plan", "preview", "feeds", "deliver", "queue list", "report", "explain ada@reader.example", "posts list", "subscribers list", "check", "config describe",
      "templates list", "run", "test me@reader.example"})
  void jsonIsOneObjectOnStandardOutput(String words) throws Exception {
    shop.say("run", "--now", "daily", "--at", MORNING);
    shop.write("posts/2026-11-23-broken.md", "---\ntitle: x\ndate: 2026-17-12\n---\nText.\n");
    Shop.Said said = shop.say((words + " --json").split(" "));
    assertThat(said.json().isObject()).as(said.all()).isTrue();
    assertThat(said.exit()).as(said.all()).isLessThan(2);
  }

  @Test
  void aRunGivesJustWhatThePlanSaid() throws Exception {
    shop.say("run", "--at", "2026-11-24T06:30:00Z");
    JsonNode plan = shop.say("plan", "--json", "--at", MORNING).json();
    JsonNode run = shop.say("run", "--json", "--at", MORNING).json();
    JsonNode planned = plan.at("/newsletters/0");
    JsonNode edition = run.at("/editions/0");
    assertThat(planned.get("due").asBoolean()).isTrue();
    assertThat(edition.get("slot")).isEqualTo(planned.get("slot"));
    for (String key : new String[] {"number", "subject", "planned"}) assertThat(edition.get(key)).as(key).isEqualTo(planned.at("/edition/" + key));
    assertThat(edition.get("stories").asInt()).isEqualTo(planned.at("/edition/stories").asInt());
    assertThat(relay.getReceivedMessages()).hasSize(planned.at("/edition/planned").asInt());
    assertThat(run.get("posts")).isEqualTo(plan.get("posts"));
    JsonNode after = shop.say("plan", "--json", "--at", MORNING).json().at("/newsletters/0");
    assertThat(after.get("due").asBoolean()).isFalse();
    assertThat(after.get("reason").asText()).isEqualTo("nothing-new");
    assertThat(after.at("/example/stories").asInt()).isEqualTo(2);
  }

  @Test
  void aListThatCannotBeTrustedIsInThePlanToo() throws Exception {
    shop.say("run", "--at", "2026-11-24T06:30:00Z");
    java.nio.file.Files.delete(temp.resolve("subscribers/daily.csv"));
    JsonNode plan = shop.say("plan", "--json", "--at", MORNING).json().at("/newsletters/0");
    assertThat(plan.get("reason").asText()).isEqualTo("refused");
    assertThat(plan.has("edition")).isFalse();
    Shop.Said run = shop.say("run", "--at", MORNING);
    assertThat(run.out()).contains("nothing was published, for a list cannot be trusted");
  }

  @Test
  void aRunThatSendsNothingSaysWhyAndWhenAndHow() {
    Shop.Said run = shop.say("run", "--at", "2026-11-24T06:30:00Z");
    assertThat(run.out()).contains("nothing is due").contains("2026-11-24 07:00 Europe/London").contains("tidings run --now daily");
    shop.say("run", "--at", MORNING);
    Shop.Said again = shop.say("run", "--now", "daily", "--at", "2026-11-24T09:00:00Z");
    assertThat(again.out()).contains("nothing new to tell").contains("2026-11-25 07:00 Europe/London");
  }

  @Test
  void aTestMailIsTheDigestAndNobodyCountsAsTold() throws Exception {
    shop.say("run", "--at", "2026-11-24T06:30:00Z");
    Shop.Said said = shop.say("test", "Me@reader.example", "daily");
    assertThat(said.exit()).as(said.all()).isZero();
    assertThat(said.out()).contains("Accepted by the relay", "250");
    assertThat(relay.getReceivedMessages()).hasSize(1);
    var mail = relay.getReceivedMessages()[0];
    assertThat(mail.getSubject()).doesNotStartWith("Test");
    assertThat(Shop.to(mail)).isEqualTo("Me@reader.example");
    assertThat(mail.getHeader("List-Id")).hasSize(1);
    assertThat(mail.getHeader("Feedback-ID")).hasSize(1);
    assertThat(mail.isMimeType("multipart/alternative")).isTrue();
    JsonNode plan = shop.say("plan", "--json", "--at", MORNING).json().at("/newsletters/0");
    assertThat(plan.at("/edition/planned").asInt()).isEqualTo(2);
    assertThat(shop.say("report", "--json").json().get("editions")).isEmpty();
  }

  @Test
  void aReadersTestMailIsByteForByteTheOneThatComes() throws Exception {
    shop.say("run", "--at", "2026-11-24T06:30:00Z");
    shop.say("test", "ada@reader.example", "daily", "--at", MORNING);
    shop.say("run", "--at", MORNING);
    List<String> copies = java.util.Arrays.stream(relay.getReceivedMessages()).filter(mail -> Shop.to(mail).equals("ada@reader.example")).map(CommandsTest::bytes).toList();
    assertThat(copies).hasSize(2);
    assertThat(copies.get(0)).contains("List-Unsubscribe:").isEqualTo(copies.get(1));
  }

  /** Without what no two copies share, and what the relay writes on top. */
  private static String bytes(jakarta.mail.internet.MimeMessage mail) {
    try {
      var out = new java.io.ByteArrayOutputStream();
      mail.writeTo(out);
      String text = out.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
      return text.substring(text.indexOf("From: ")).replaceFirst("Message-ID: .*\r\n", "").replaceFirst("Date: .*\r\n", "");
    } catch (java.io.IOException | jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSeedGetsEachEditionOnceAndCountsNowhere() throws Exception {
    shop.write("config/tidings.yml", java.nio.file.Files.readString(temp.resolve("config/tidings.yml")).replace("  from:", "  seeds: [watch@box.example]\n  from:"));
    shop.say("run", "--at", "2026-11-24T06:30:00Z");
    JsonNode edition = shop.say("run", "--json", "--at", MORNING).json().at("/editions/0");
    shop.say("run", "--at", MORNING);
    assertThat(edition.get("planned").asInt()).isEqualTo(2);
    List<String> copies = java.util.Arrays.stream(relay.getReceivedMessages()).filter(mail -> Shop.to(mail).equals("watch@box.example")).map(CommandsTest::bytes).toList();
    assertThat(copies).singleElement().asString().contains("List-Id:", "Feedback-ID:", "multipart/alternative");
    assertThat(relay.getReceivedMessages()).hasSize(3);
  }

  @Test
  void watchingABoxNeedsABox() throws Exception {
    Shop.Said said = shop.say("bounce", "--watch", "5");
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.all()).contains("no box is configured");
  }

  @Test
  void aTestMailTakesNoOtherMailWithIt() throws Exception {
    relay.stop();
    shop.say("run", "--now", "daily", "--at", MORNING);
    Shop.Said down = shop.say("test", "me@reader.example");
    assertThat(down.exit()).isEqualTo(1);
    assertThat(down.out()).contains("Not sent to me@reader.example").contains("cannot be reached");
    relay.start();
    Shop again = Shop.furnished(temp, relay.getSmtp().getPort());
    again.say("test", "me@reader.example");
    assertThat(java.util.Arrays.stream(relay.getReceivedMessages()).map(mail -> Shop.to(mail)).distinct()).containsExactly("me@reader.example");
  }

  @Test
  void templatesThatWereOnlyCopiedAreNotOwn() throws Exception {
    shop.say("templates", "copy", "mail/digest.txt");
    assertThat(shop.say("templates", "list").out()).contains("copy     mail/digest.txt").contains("shipped  mail/digest.html");
    shop.write("templates/mail/digest.txt", java.nio.file.Files.readString(temp.resolve("templates/mail/digest.txt")) + "\nEver yours.\n");
    assertThat(shop.say("templates", "list").out()).contains("own      mail/digest.txt");
  }
}
