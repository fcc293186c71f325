package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTemplatesTest {
  private final MailTemplates templates = new MailTemplates(Newsroom.LOOK, TemplateFolder.DEFAULT);

  /** Golden: -Dgolden.update=true rewrites. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 30})
  void aDigestLooksAsItDid(int stories) throws IOException {
    Variant mail = templates.render(Newsroom.edition(stories), Format.HTML, "en");
    golden("digest-" + stories + ".html", mail.parts().html());
    golden("digest-" + stories + ".txt", mail.parts().text());
    assertThat(templates.problems()).isEmpty();
  }

  @Test
  void sameInputSameBytes() {
    Variant once = templates.render(Newsroom.edition(5), Format.HTML, "en");
    Variant again = new MailTemplates(Newsroom.LOOK, TemplateFolder.DEFAULT).render(Newsroom.edition(5), Format.HTML, "en");
    assertThat(again.body().bytes()).isEqualTo(once.body().bytes());
    assertThat(again.postsDigest()).isEqualTo(once.postsDigest());
  }

  @Test
  void theTextShowsEachLinkOfTheHtmlOnce() {
    Variant mail = templates.render(Newsroom.edition(12), Format.HTML, "en");
    Document page = Jsoup.parse(mail.parts().html());
    List<String> lines = mail.parts().text().lines().map(String::strip).collect(Collectors.toList());
    for (String link : page.select("a[href]").eachAttr("href").stream().distinct().toList())
      assertThat(lines.stream().filter(link::equals)).as(link).hasSize(1);
  }

  @Test
  void theReaderSeesWhatTheChecklistAsksFor() {
    Document page = Jsoup.parse(templates.render(Newsroom.edition(5), Format.HTML, "en").parts().html());
    assertThat(page.select("h1").eachText()).containsExactly("The Daily Dispatch");
    assertThat(page.select("h2 a")).hasSize(5);
    assertThat(page.body().text()).startsWith("Two wards choose new aldermen");
    assertThat(page.text()).contains("◑ 6/10 Cautiously Neutral", "Tue 24 Nov · 5 stories · 2 min", "By the numbers", "12 Fleet Street");
    assertThat(page.select("table:not([role=presentation])")).isEmpty();
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select("a[href^=mailto:leave@dispatch.example?subject=unsubscribe%20]")).hasSize(1);
    assertThat(page.select("a[href*=/preferences/]")).isEmpty();
  }

  private static void golden(String name, String actual) throws IOException {
    Path file = Path.of("src/test/resources/render", name);
    if (Boolean.getBoolean("golden.update")) Files.writeString(file, actual);
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
