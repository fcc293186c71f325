package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first mail to a reader who has just confirmed. */
class WelcomeTest {
  @TempDir Path home;
  private ServedHouse served;

  @BeforeEach
  void serve() throws Exception {
    served = new ServedHouse(home, Instant.parse("2026-01-28T06:00:00Z"), """
        newsletters:
          daily: {title: The Daily, schedule: every day at 07:00, welcome: edition}
          letter: {title: The Letter, schedule: every day at 09:00, welcome: letter}
          silent: {title: The Silent, schedule: every day at 10:00}""");
    served.post("harbour", "2026-01-27T10:00:00Z", "City");
    served.post("queen", "2026-01-27T11:00:00Z", "Court");
    await().atMost(Duration.ofSeconds(40)).until(() -> served.get("/feeds/all/atom.xml").body().contains("queen"));
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void theLatestEditionComesAtOnceAndCountsAsTold() throws Exception {
    publish("2026-01-28T07:00:30Z", "fair", "/editions/daily/1/");
    confirm("anne@reader.example", "newsletter=daily&topic=daily/court");
    MimeMessage welcome = mail("anne@reader.example", 2);
    assertThat(welcome.getSubject()).isEqualTo("Welcome to The Daily");
    assertThat(text(welcome)).contains("Welcome! This is the latest edition of The Daily").contains("The queen story").as("only what she follows").doesNotContain("harbour");
    assertThat(welcome.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");

    served.post("king", "2026-01-28T12:00:00Z", "Court");
    publish("2026-01-29T07:00:30Z", "frost", "/editions/daily/2/");
    assertThat(text(mail("anne@reader.example", 3))).contains("The king story").as("told already").doesNotContain("queen");
    assertThat(text(mail("anne@reader.example", 3))).doesNotContain("Welcome!");

    String leave = path(welcome.getHeader("List-Unsubscribe")[0], "u/");
    assertThat(served.post(leave, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
    confirm("anne@reader.example", "newsletter=daily");
    assertThat(mail("anne@reader.example", 5).getSubject()).isEqualTo("Welcome to The Daily");
    assertThat(text(mail("anne@reader.example", 5))).as("she had the latest edition, so this is a letter").doesNotContain("king").contains("/preferences/");
  }

  @Test
  void beforeTheFirstEditionAndWhereNoneIsWantedItIsALetterOrNothing() throws Exception {
    confirm("tom@reader.example", "newsletter=daily&newsletter=letter&newsletter=silent");
    await().atMost(Duration.ofSeconds(30)).until(() -> served.mailsTo("tom@reader.example").size() == 3);
    assertThat(served.mailsTo("tom@reader.example").subList(1, 3)).extracting(MimeMessage::getSubject).containsExactlyInAnyOrder("Welcome to The Daily", "Welcome to The Letter");
    MimeMessage letter = served.mailsTo("tom@reader.example").get(1);
    assertThat(served.get(path(text(letter), "preferences/")).body()).contains("tom@reader.example");
    publish("2026-01-28T07:00:30Z", "fair", "/editions/daily/1/");
    assertThat(text(mail("tom@reader.example", 4))).as("a letter tells nothing").contains("The queen story");
  }

  private void publish(String moment, String name, String page) throws Exception {
    served.turnTo(moment);
    served.post(name, Instant.parse(moment).minusSeconds(20).toString(), "City");
    await().atMost(Duration.ofSeconds(40)).until(() -> served.get(page).statusCode() == 200);
  }

  private void confirm(String address, String choice) throws Exception {
    int before = served.mailsTo(address).size();
    Matcher ticket = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"").matcher(served.get("/subscribe").body());
    assertThat(ticket.find()).isTrue();
    served.turnTo(served.house().clock().instant().plusSeconds(10).toString());
    served.post("/subscribe", "email=" + address + "&" + choice + "&ticket=" + ticket.group(1));
    assertThat(served.post(path(text(mail(address, before + 1)), "confirm/"), "").body()).contains("You are in");
  }

  private MimeMessage mail(String address, int number) {
    await().atMost(Duration.ofSeconds(30)).until(() -> served.mailsTo(address).size() >= number);
    return served.mailsTo(address).get(number - 1);
  }

  private static String text(MimeMessage mail) throws Exception {
    return mail.getContent() instanceof Multipart parts ? String.valueOf(parts.getBodyPart(0).getContent()) : String.valueOf(mail.getContent());
  }

  private static String path(String text, String below) {
    Matcher link = Pattern.compile("https://dispatch\\.example(/" + below + "[A-Za-z0-9_-]+)").matcher(text);
    assertThat(link.find()).as(text).isTrue();
    return link.group(1);
  }
}
