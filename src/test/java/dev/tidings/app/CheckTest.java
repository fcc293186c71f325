package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  @TempDir Path temp;
  private Shop shop;

  @BeforeEach
  void furnish() throws Exception {
    shop = Shop.furnished(temp, 2525);
  }

  @Test
  void aHouseInOrderHasNoRemarks() {
    Shop.Said said = shop.say("check");
    assertThat(said.exit()).as(said.all()).isZero();
    assertThat(said.out()).contains("2 posts read, 2 publishable, 0 held; 0 remarks.");
  }

  @Test
  void findingsHaveFileLineConsequenceAndWayOut() throws Exception {
    shop.write("posts/2026-11-23-draft.md", """
        ---
        title: A story that is not ready
        category: City
        date: 2026-11-23
        tldr:
          - "One thing, on [the map]()."
          - ""
        ---
        See [this]() and ![](a.png).

        TODO: ask the watch.
        See [this]() again.
        """);
    assertThat(shop.say("check").out())
        .contains("posts/2026-11-23-draft.md:7: a bullet of tldr is empty. It is left out. Fill it or remove it.")
        .contains("posts/2026-11-23-draft.md:6: the link 'the map' leads nowhere.")
        .contains("posts/2026-11-23-draft.md:9: the link 'this' leads nowhere.").contains("posts/2026-11-23-draft.md:12: the link 'this' leads nowhere.")
        .contains("posts/2026-11-23-draft.md:9: an image has no alternative text.").contains("posts/2026-11-23-draft.md:11: 'TODO' looks unfinished");
  }

  @Test
  void categoriesThatNobodyCanReachAreNamed() throws Exception {
    shop.write("config/tidings.yml", Files.readString(temp.resolve("config/tidings.yml")).replace("categories: all", "categories: [City, Cort]"));
    shop.write("subscribers/daily.csv", "email,categories\nada@reader.example,City\nbo@reader.example,Sport\n");
    assertThat(shop.say("check").out())
        .contains("config/tidings.yml:11: daily carries the category 'Cort', and no post is in it.")
        .contains("subscribers/daily.csv:3: 1 reader of daily follows 'sport', and no post is in it.")
        .contains("posts/2026-11-23-cranes.md: no newsletter carries the category 'Harbour'");
  }

  @Test
  void aFreemailSenderIsDoubtful() throws Exception {
    shop.write("config/tidings.yml", Files.readString(temp.resolve("config/tidings.yml")).replace("sheet@sheet.example", "sheet@gmail.com"));
    assertThat(shop.say("check").out()).contains("config/tidings.yml:15: ").contains("gmail.com").contains("DMARC");
  }

  @Test
  void rowsOfReadersWhoLeftAreCounted() {
    shop.say("run", "--at", "2026-11-24T06:30:00Z");
    shop.say("subscribers", "unsubscribe", "ada@reader.example");
    assertThat(shop.say("check").out()).contains("1 row of the lists of daily names a reader who gets nothing");
  }

  @Test
  void trialEditionsFindATemplateThatTrustsAuthorsAndOneThatBreaks() throws Exception {
    shop.say("templates", "copy", "mail/digest.html");
    Path template = temp.resolve("templates/mail/digest.html");
    String good = Files.readString(template);
    Files.writeString(template, good.replaceFirst("th:text=\"\\$\\{lead.headline", "th:utext=\"\\${lead.headline"));
    String trusting = Files.readString(template);
    if (!trusting.equals(good)) assertThat(shop.say("check").out()).contains("templates/mail/digest.html: an author's words arrive as markup");
    Files.writeString(template, good.replace("</body>", "<p th:text=\"${no.such.key}\"></p></body>"));
    Shop.Said broken = shop.say("check");
    assertThat(broken.out()).contains("templates/mail/digest.html").doesNotContain("templates/templates");
    assertThat(broken.exit()).isEqualTo(1);
  }
}
