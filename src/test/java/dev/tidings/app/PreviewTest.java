package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {
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

  @Test
  void isTheMailThatARunThenSends() throws Exception {
    shop.say("run", "--now", "daily", "--at", "2026-11-23T12:00:00Z");
    relay.purgeEmailFromAllMailboxes();
    shop.post("posts/2026-11-24-tide.md", "A high tide on Thursday", "City", "2026-11-24 06:00:00");
    Shop.Said preview = shop.say("preview", "daily", "--for", "Ada@reader.example", "--now", "--at", MORNING);
    assertThat(preview.exit()).as(preview.all()).isZero();
    shop.say("run", "--now", "daily", "--at", MORNING);
    var bytes = new ByteArrayOutputStream();
    for (var mail : relay.getReceivedMessages()) if (Shop.to(mail).equals("ada@reader.example")) mail.writeTo(bytes);
    assertThat(own(bytes.toString(StandardCharsets.UTF_8))).isEqualTo(own(Files.readString(temp.resolve("data/preview/daily.eml"))));
  }

  @Test
  void changesNothing() throws Exception {
    shop.say("preview", "--at", MORNING);
    assertThat(temp.resolve("data/tidings.db")).doesNotExist();
    assertThat(temp.resolve("data/keys")).doesNotExist();
    shop.say("run", "--at", "2026-11-24T06:00:00Z");
    Shop.Said before = shop.say("plan", "--json", "--at", MORNING);
    shop.say("preview", "--at", MORNING);
    assertThat(shop.say("plan", "--json", "--at", MORNING).out()).isEqualTo(before.out());
    assertThat(shop.say("report", "--json").json().get("editions")).isEmpty();
  }

  @Test
  void whereNothingIsNewTheNewestDayIsAnExample() throws Exception {
    shop.say("run", "--now", "daily", "--at", MORNING);
    Shop.Said preview = shop.say("preview", "--for", "bo@reader.example", "--json", "--at", "2026-11-24T08:30:00Z");
    assertThat(preview.json().at("/previews/0/example").asBoolean()).as(preview.all()).isTrue();
    assertThat(Files.readString(temp.resolve("data/preview/daily.txt"))).contains("Rope Street").doesNotContain("cranes");
    assertThat(temp.resolve("data/preview/daily.html")).doesNotExist();
  }

  @Test
  void saysWhyAReaderGetsNone() {
    assertThat(shop.say("preview", "--for", "cy@reader.example", "--at", MORNING).out()).contains("cy@reader.example is not on this newsletter");
    shop.say("run", "--at", MORNING);
    shop.say("subscribers", "unsubscribe", "ada@reader.example");
    Shop.Said gone = shop.say("preview", "--for", "ada@reader.example", "--at", MORNING);
    assertThat(gone.out()).contains("the subscription is ended: left");
    assertThat(gone.exit()).isEqualTo(1);
  }

  @Test
  @Tag("slow")
  void watchesTemplatesPostsAndConfigurationAndOutlivesABrokenTemplate() throws Exception {
    shop.say("templates", "copy", "mail/digest.html");
    Process watching = shop.start("preview", "--watch", "--at", MORNING);
    try {
      until("out.txt", "Waiting for changes");
      shop.post("posts/2026-11-23-cranes.md", "Three new cranes", "Harbour", "2026-11-23 09:00:00");
      until("data/preview/daily.txt", "Three new cranes");
      Path template = temp.resolve("templates/mail/digest.html");
      String good = Files.readString(template);
      Files.writeString(template, good.replace("<body", "<p th:text=\"${nonsense.here}\"></p><body"));
      until("err.txt", "templates/mail/digest.html");
      Files.writeString(template, good);
      shop.write("config/tidings.yml", Files.readString(temp.resolve("config/tidings.yml")).replace("3 Quay Lane", "7 Quay Lane"));
      until("data/preview/daily.txt", "7 Quay Lane");
      assertThat(watching.isAlive()).isTrue();
    } finally {
      watching.destroy();
      watching.waitFor();
    }
  }

  private void until(String file, String words) {
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> assertThat(temp.resolve(file)).content().contains(words));
  }

  /** Without what the relay put on top and what each try of a second has of its own. */
  private static String own(String mail) {
    return mail.replaceFirst("\\A(?:(?:Return-Path|Received):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+", "").replaceAll("(?m)^(Date|Message-ID): .*$", "$1").replace("\r\n", "\n").strip();
  }
}
