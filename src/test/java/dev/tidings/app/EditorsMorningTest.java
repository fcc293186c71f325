package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tidings.report.Explain;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A morning: the editor is shown the next edition, drops a story and holds; the relay goes and comes back; she sends it, and the account adds up. */
class EditorsMorningTest {
  private static final Duration SOON = Duration.ofSeconds(100);
  @TempDir Path home;
  private ServedHouse served;
  private GreenMail back = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void serve() throws Exception {
    Files.createDirectories(home.resolve("subscribers"));
    Files.writeString(home.resolve("subscribers/daily.csv"), "email,categories\nada@reader.example,\nbo@reader.example,City\n");
    Files.writeString(home.resolve("subscribers/early.csv"), "email\ncy@reader.example\n");
    served = new ServedHouse(home, Instant.parse("2026-01-28T05:30:00Z"), """
        newsletters:
          daily: {schedule: every day at 07:00, subscribers: daily.csv, editors: edda@desk.example, editors_before: 1 hour, account: always}
          early: {schedule: every day at 07:00, subscribers: early.csv}
        alarm: {mail: [chief@desk.example]}
        """);
    served.post("harbour", "2026-01-27T10:00:00Z", "Harbour");
    served.post("lamps", "2026-01-27T11:00:00Z", "City");
    await().atMost(SOON).until(() -> count("SELECT count(*) FROM subscription") == 3);
  }

  @AfterEach
  void close() {
    served.close();
    back.stop();
  }

  private int count(String query) {
    return served.house().ledger().read(sql -> sql.createQuery(query).mapTo(Integer.class).one());
  }

  private static List<MimeMessage> to(GreenMail relay, String address) {
    return Arrays.stream(relay.getReceivedMessages()).filter(mail -> Shop.to(mail).equals(address)).toList();
  }

  private static String link(String mail, String act) {
    Matcher link = Pattern.compile("https://dispatch\\.example(/desk/[A-Za-z0-9_-]{34}/" + act + ")").matcher(mail);
    assertThat(link.find()).as(act + " in\n" + mail).isTrue();
    return link.group(1);
  }

  @Test
  void aMorning() throws Exception {
    assertThat(served.mailsTo("edda")).as("not an hour before").isEmpty();
    served.turnAndWakeAt("2026-01-28T06:01:00Z");
    await().atMost(SOON).until(() -> served.mailsTo("edda").size() == 1);
    ReadMail shown = ReadMail.of(served.mailsTo("edda").get(0));
    assertThat(shown.text()).contains("dispatch 1 goes out at 2026-01-28 07:00 Europe/London to 2 readers".replace("dispatch", "The Dispatch"), "The harbour story", "The lamps story");
    assertThat(shown.html()).contains("leave it out", "The lamps story");
    String story = served.house().ledger().read(sql -> sql.createQuery("SELECT key FROM post WHERE title = 'The harbour story'").mapTo(String.class).one());
    String hold = link(shown.text(), "hold");
    String send = link(shown.text(), "send");
    String drop = link(shown.text(), "drop/" + Pattern.quote(story));

    int wishes = count("SELECT count(*) FROM slot_wish");
    for (String page : List.of(hold, send, drop)) {
      assertThat(served.get(page).body()).as(page).contains("<form method=\"post\"");
      assertThat(served.get(page.replace("/desk/", "/desk/A")).statusCode()).isEqualTo(404);
    }
    assertThat(count("SELECT count(*) FROM slot_wish")).as("looking changes nothing").isEqualTo(wishes);
    assertThat(count("SELECT count(*) FROM edition")).isZero();
    assertThat(served.post(drop, "").body()).contains("told to nobody in this newsletter");
    assertThat(served.post(hold, "").body()).contains("is held until");

    int port = served.relay.getSmtp().getPort();
    served.relay.stop(); // the outage begins
    served.turnAndWakeAt("2026-01-28T07:00:10Z");
    await().atMost(SOON).until(() -> count("SELECT count(*) FROM edition WHERE newsletter = 'early'") == 1);
    await().atMost(SOON).until(() -> count("SELECT count(*) FROM meta WHERE key = 'alarm since'") == 1);
    assertThat(count("SELECT count(*) FROM notice WHERE kind = 'alarm'")).as("a short rest is no alarm").isZero();
    served.turnTo("2026-01-28T07:12:00Z");
    await().atMost(SOON).until(() -> count("SELECT count(*) FROM notice WHERE kind = 'alarm'") == 1);
    back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    back.start(); // and ends
    await().atMost(SOON).until(() -> to(back, "cy@reader.example").size() == 1 && to(back, "chief@desk.example").size() == 2);
    assertThat(to(back, "chief@desk.example").stream().map(EditorsMorningTest::subject)).containsExactlyInAnyOrder("Tidings: mail waits", "Tidings: all is well again (mail waits)");
    assertThat(count("SELECT count(*) FROM edition WHERE newsletter = 'daily'")).as("held").isZero();

    served.turnAndWakeAt("2026-01-28T07:30:00Z");
    assertThat(served.get(send).body()).contains("It is held at this moment");
    assertThat(served.post(send, "").body()).contains("It goes out now.");
    await().atMost(SOON).until(() -> to(back, "ada@reader.example").size() == 1 && to(back, "bo@reader.example").size() == 1);
    assertThat(ReadMail.of(to(back, "ada@reader.example").get(0)).text()).contains("The lamps story").doesNotContain("The harbour story");
    assertThat(served.post(send, "").statusCode()).as("it is out").isEqualTo(409);
    served.turnAndWakeAt("2026-01-28T07:31:00Z");
    await().atMost(SOON).until(() -> count("SELECT count(*) FROM edition WHERE closed_at IS NULL") == 0);
    served.turnAndWakeAt("2026-01-28T07:32:00Z");
    await().atMost(SOON).until(() -> to(back, "edda@desk.example").size() == 1);
    assertThat(ReadMail.of(to(back, "edda@desk.example").get(0)).text()).contains("planned 2 = 2 sent");
    assertThat(subject(to(back, "edda@desk.example").get(0))).isEqualTo("daily/1 went out: 2 of 2 sent");

    List<Explain.Answer> why = Explain.ask(served.house().ledger(), "ada@reader.example", Optional.of("harbour.md"));
    assertThat(why).anySatisfy(answer -> {
      assertThat(answer.gate()).isEqualTo("dropped");
      assertThat(answer.sentence()).contains("'The harbour story' was left out of edition 1 by the editor");
    });
    assertThat(count("SELECT count(*) FROM audit WHERE who = 'mail:edda@desk.example'")).isEqualTo(3);
  }

  private static String subject(MimeMessage mail) {
    try {
      return mail.getSubject();
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
