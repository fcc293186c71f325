package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A template that breaks at 07:00 costs nobody the mail. */
class BrokenTemplateTest {
  @TempDir Path home;
  private TemplateFolder folder;

  @BeforeEach
  void house() {
    folder = new TemplateFolder(Optional.of(home.resolve("templates")), Optional.of(home.resolve("data/templates-good")));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "mail/digest.html | ${masthead.newsletter}   | ${masthead.newslettre} | 18 | masthead.newslettre",
    "mail/story.html  | ${story.headline.text}   | ${story.headline.txt}  | 1  | story.headline.txt",
    "mail/digest.html | #{also}                  | #{alos}                | 0  | alos",
    "mail/digest.txt  | ${masthead.date}         | __${masthead.date}__   | 4  | __${masthead.date}__",
    "mail/digest.css  | .preheader {             | .pre[header {          | 0  | .pre[header",
    "mail/digest.css  | var(--muted)             | var(--muffled)         | 0  | --muffled",
    "mail/digest.html | ${footer.leave}\" th:text | ${footer.pages.view}\" th:text | 0 | footer.leave",
    "mail/digest.html | </body>                | <p th:text=\"${         | 0  | templates/mail/digest.html",
    "mail/story.html  | </h2>                    | </h2><form></form>     | 0  | <form>",
  })
  void theShippedOneIsTakenAndTheMistakeIsNamed(String name, String was, String is, int line, String key) throws IOException {
    write(name, folder.shipped(name).orElseThrow().replace(was, is));
    var templates = new MailTemplates(Newsroom.LOOK, folder);
    Variant mail = templates.render(Newsroom.edition(12), Format.HTML, "en");
    assertThat(mail.parts().html())
        .isEqualTo(new MailTemplates(Newsroom.LOOK, TemplateFolder.DEFAULT).render(Newsroom.edition(12), Format.HTML, "en").parts().html());
    assertThat(templates.problems()).isNotEmpty();
    TemplateProblem problem = templates.problems().get(0);
    assertThat(problem.message()).contains("last good").doesNotContain("Exception");
    assertThat(problem.toString()).contains(key);
    if (line > 0) assertThat(problem.line()).isEqualTo(line);
    if (!is.contains("form")) assertThat(problem.template()).isEqualTo("templates/" + name);
  }

  @Test
  void theLastGoodOnesAreTakenBeforeTheShippedOnes() throws IOException {
    String own = folder.shipped("mail/digest.txt").orElseThrow().replace("=====", "~~~~~");
    write("mail/digest.txt", own);
    folder.keepGood();
    write("mail/digest.txt", own.replace("${masthead.date}", "${nobody.date}"));
    var templates = new MailTemplates(Newsroom.LOOK, folder);
    assertThat(templates.render(Newsroom.edition(1), Format.TEXT, "en").parts().text()).contains("~~~~~");
    assertThat(templates.problems()).hasSize(1);
  }

  @Test
  void aHouseSpeaksItsOwnWords() throws IOException {
    write("words/nl.properties", "leave=Afmelden\nstories.1=1 bericht\n");
    String text = new MailTemplates(Newsroom.LOOK, folder).render(Newsroom.edition(1), Format.TEXT, "nl").parts().text();
    assertThat(text).contains("Afmelden", "1 bericht", "View in browser");
    write("words/nl.properties", "leave=\\u12\n");
    var templates = new MailTemplates(Newsroom.LOOK, folder);
    templates.render(Newsroom.edition(1), Format.TEXT, "nl");
    assertThat(templates.problems()).singleElement().asString().contains("words/nl.properties");
  }

  @Test
  void templatesAreListedCopiedAndCompared() throws IOException {
    assertThat(folder.names()).contains("mail/digest.css", "mail/digest.html", "mail/digest.txt", "mail/story.html", "mail/story.txt");
    Path copy = folder.copy("mail/digest.css");
    assertThat(folder.isOverridden("mail/digest.css")).isTrue();
    assertThat(folder.diff("mail/digest.css")).isEmpty();
    Files.writeString(copy, Files.readString(copy).replace("font-size: 24px", "font-size: 34px"));
    assertThat(folder.diff("mail/digest.css")).contains("@@").contains("\n-h1 {").contains("\n+h1 {");
  }

  private void write(String name, String text) throws IOException {
    Path file = home.resolve("templates").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
