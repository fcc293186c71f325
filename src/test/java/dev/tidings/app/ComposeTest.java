package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.demo.Newsroom;
import dev.tidings.render.TemplateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the editor and the configuration can ask for, seen in the mail that goes out. */
class ComposeTest {
  @TempDir Path home;
  private PaperHouse house;

  @BeforeEach
  void build() throws IOException {
    house = new PaperHouse(home);
  }

  @AfterEach
  void close() throws IOException {
    house.close();
  }

  private StrictMail published() {
    return house.publish().get("reader@one.example");
  }

  private static List<String> headlines(StrictMail mail) {
    return Jsoup.parse(mail.html()).select("h2").eachText();
  }

  private PaperHouse four() throws IOException {
    return house.open().post("barge", "A barge is named", "category: City\nslug: the-barge\n", "She is called Patience.\n").post("vote", "Two wards vote", "category: Court\nid: vote-1\n", "On Thursday.\n")
        .post("rain", "Rain ends", "category: Weather\n", "The river falls.\n").post("kites", "Kites over the marsh", "category: City\n", "They fly.\n");
  }

  @Test
  void theEditorsNoteDecides() throws IOException {
    four().write("notes/daily/2026-11-24.md", """
        ---
        subject: "A vote, and  kites: read   this first"
        lead: vote-1
        order: [2026-11-23-kites.md, the-barge]
        drop: [2026-11-23-rain]
        ---

        Good morning from [the quay](/quay/).

        ## Sponsored

        Candles at [Wax & Son](https://wax.example/).
        """);
    StrictMail mail = published();
    assertThat(mail.message.getSubject()).isEqualTo("A vote, and kites: read this first");
    assertThat(headlines(mail)).containsExactly("Two wards vote", "Kites over the marsh", "A barge is named");
    assertThat(mail.html()).doesNotContain("Rain ends").contains("https://leaf.example/quay/");
    assertThat(mail.text()).containsSubsequence("Good morning from the quay.\r\nhttps://leaf.example/quay/", "1. Two wards vote", "Sponsored", "Candles at Wax & Son.\r\nhttps://wax.example/", "2. Kites");
    assertThat(mail.text()).contains("3 stories");
    house.post("late", "Late news", "", "Told later.\n").run(PaperHouse.MORNING.plus(Duration.ofDays(1)));
    assertThat(headlines(house.mails().get("reader@one.example"))).as("what was dropped stays dropped").containsExactly("Late news");
  }

  @Test
  void aWishThatNobodyKnowsIsSaid() throws IOException {
    four().write("notes/daily/2026-11-24.md", "---\nsubjekt: A vote\nlead: vote-1\n---\n");
    Newsroom.Report report = house.run(PaperHouse.MORNING);
    assertThat(report.problems()).singleElement().asString().startsWith("notes/daily/2026-11-24.md:2: there is no wish 'subjekt'");
    assertThat(headlines(house.mails().get("reader@one.example")).get(0)).isEqualTo("Two wards vote");
  }

  @Test
  void withoutANoteFeaturedThenWeightThenTheCategoriesOrderLead() throws IOException {
    house.config("    max_items", "    categories: [Weather, Court, City]\n    max_items");
    four().post("light", "A weighty matter", "category: City\nweight: 1\n", "Text.\n").post("fair", "The fair is open", "category: City\nfeatured: true\n", "Text.\n");
    assertThat(headlines(published())).containsExactly("The fair is open", "Rain ends", "Two wards vote", "A weighty matter", "Kites over the marsh", "A barge is named");
  }

  @Test
  void tooFewAreNoEditionAndTooManyAreCounted() throws IOException {
    house.config("max_items: 20", "max_items: 3\n    min_items: 2").open().post("barge", "A barge is named", "", "Text.\n").run(PaperHouse.MORNING);
    assertThat(house.relay.mails).isEmpty();
    four().run(PaperHouse.MORNING.plus(Duration.ofDays(1)));
    StrictMail mail = house.mails().get("reader@one.example");
    assertThat(headlines(mail)).hasSize(3);
    assertThat(Jsoup.parse(mail.html()).select("a:contains(and 1 more on the web)").attr("href")).isEqualTo("https://leaf.example/editions/daily/1/");
    assertThat(mail.text()).contains("4 stories", "and 1 more on the web");
  }

  @Test
  void aHeadlineLeadsToTheSiteThePostsAreOn() throws IOException {
    house.config("newsletters:\n", "posts: {url: \"https://blog.example/news\", permalink: \"/:year/:month/:title/\"}\nnewsletters:\n");
    four().post("odd", "An odd place", "permalink: '/odd/\"<{100%}>/'\n", "Text.\n");
    assertThat(Jsoup.parse(published().html()).select("h2 a").eachAttr("href")).contains("https://blog.example/news/odd/%22%3C%7B100%25%7D%3E/",
        "https://blog.example/news/2026/11/rain/", "https://blog.example/news/2026/11/the-barge/");
    assertThat(home.resolve("site/posts")).doesNotExist();
  }

  @Test
  void withoutASiteOfTheirOwnPostsHaveAPageOfOurs() throws IOException {
    four();
    for (String link : Jsoup.parse(published().html()).select("h2 a").eachAttr("href"))
      assertThat(house.file("site/" + link.replace("https://leaf.example/", "") + "index.html")).contains("<h1");
  }

  @Test
  void theEditionsPageIsTheMailWithoutAReadersOwnLinks() throws IOException {
    house.open().post("desk", "Write to the desk", "category: City\nsource_url: https://chat.example/u/desk/1\ntldr: ['Write to [the desk](mailto:desk@leaf.example).']\n", "Text.\n");
    published();
    String page = house.file("site/editions/daily/1/index.html");
    assertThat(page).contains("mailto:desk@leaf.example", "https://chat.example/u/desk/1", "Write to the desk", "3 Quay Steps").doesNotContain("unsubscribe", "x".repeat(34), ">Unsubscribe<");
  }

  @Test
  void logoAccentAndTextsComeFromTheConfiguration() throws IOException {
    house.config("mail:\n", "look: {logo: \"https://leaf.example/logo.png\", accent: \"#7a1f1f\"}\ntexts: {read: \"On to the story\", also: \"In brief\"}\nmail:\n");
    four();
    StrictMail mail = published();
    assertThat(mail.html()).contains("src=\"https://leaf.example/logo.png\"", "#7a1f1f", "On to the story").doesNotContain("Read the story");
    assertThat(mail.text()).contains("On to the story");
  }

  @Test
  void aTemplateThatBreaksAtSevenCostsNobodyTheMail() throws IOException {
    String own = TemplateFolder.DEFAULT.shipped("mail/digest.txt").orElseThrow();
    house.open();
    house.write("templates/mail/digest.txt", own.replace("=====", "~~~~~")).post("barge", "A barge is named", "category: City\n", "Text.\n");
    assertThat(published().text()).contains("~~~~~");
    house.write("templates/mail/digest.txt", own.replace("=====", "~~~~~").replace("${masthead.newsletter}", "${masthead.newslettre}")).post("vote", "Two wards vote", "category: City\n", "Text.\n");
    Newsroom.Report report = house.run(PaperHouse.MORNING.plus(Duration.ofDays(1)));
    assertThat(house.mails().get("reader@one.example").text()).contains("~~~~~", "Two wards vote");
    assertThat(report.problems()).singleElement().asString().matches("templates/mail/digest\\.txt:\\d+: 'masthead\\.newslettre': there is no 'newslettre'.*last good.*");
  }
}
