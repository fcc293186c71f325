package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.edition.Layout;
import dev.tidings.edition.Story;
import dev.tidings.markup.FreshHtml;
import dev.tidings.post.Body;
import dev.tidings.post.Filing;
import dev.tidings.post.Gist;
import dev.tidings.post.Post;
import dev.tidings.post.Quote;
import dev.tidings.post.Sentiment;
import dev.tidings.post.Source;
import dev.tidings.post.Title;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data never becomes code: RELIABILITY P5 and P6, in each field of a mail at once. */
class TemplateSafetyTest {
  private static final MailTemplates TEMPLATES = new MailTemplates(Newsroom.LOOK, TemplateFolder.DEFAULT);

  static List<String> injections() throws IOException {
    return lines("injections.txt");
  }

  static List<String> scripts() throws IOException {
    return lines("xss.txt");
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/safety", file)).stream().filter(line -> !line.startsWith("# ")).toList();
  }

  @Test
  void thereAreEnoughVectors() throws IOException {
    assertThat(injections()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(scripts()).hasSizeGreaterThanOrEqualTo(120);
  }

  @ParameterizedTest
  @MethodSource("injections")
  void dataIsNeverEvaluated(String vector) {
    Variant mail = TEMPLATES.render(poisoned(vector), Format.HTML, "en");
    assertThat(TEMPLATES.problems()).isEmpty();
    assertThat(mail.parts().text()).doesNotContain("1337").contains(vector.substring(0, Math.min(10, vector.length())));
    assertThat(Jsoup.parse(mail.parts().html()).text().replace(vector, "")).doesNotContain("1337");
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void dataIsNeverMarkup(String vector) {
    Document page = Jsoup.parse(TEMPLATES.render(poisoned(vector), Format.HTML, "en").parts().html());
    assertThat(TEMPLATES.problems()).isEmpty();
    assertThat(page.select("script, svg, img, iframe, form, input, base, math, meta[http-equiv]")).isEmpty();
    assertThat(page.select("title").text()).contains(vector.substring(0, 5).strip().split("\\s")[0]);
    for (Element element : page.getAllElements()) {
      element.attributes().forEach(attribute -> assertThat(attribute.getKey()).doesNotStartWith("on"));
      if (element.hasAttr("href")) assertThat(element.attr("href")).matches("(https?://|mailto:).*");
      assertThat(element.attr("style")).doesNotContain("url(");
    }
  }

  @Test
  void privateUseCharactersOfAPostOpenNoHole() {
    Variant mail = TEMPLATES.render(poisoned("\ue000\ue001 quay"), Format.HTML, "en");
    assertThat(mail.body().holes()).hasSize(2);
  }

  /** One string in every field that an author or an editor fills. */
  private static Layout poisoned(String vector) {
    Story plain = Newsroom.lead();
    Post post = plain.article().post();
    var line = FreshHtml.inline(vector);
    var sentiment = new Sentiment(BigDecimal.valueOf(6), vector, 2);
    var gist = new Gist(List.of(vector), Optional.of(vector), Optional.of(sentiment),
        Optional.of(new Source(vector, Optional.of(URI.create("javascript:alert(1)")))),
        List.of(new Source(vector, Optional.of(URI.create("mailto:a@b.example"))), new Source(vector, Optional.of(URI.create("https://a.example/%22%3E")))));
    var filing = new Filing(List.of(Newsroom.category(vector)), List.of(vector), List.of(vector), Optional.of(vector), false, OptionalInt.empty());
    var evil = new Post(post.file(), new Title(vector, Optional.of(vector), Optional.of(vector)), filing, post.dates(), gist,
        new Body(vector, List.of(vector), Optional.of(new Quote(vector, vector))));
    Story lead = Newsroom.story(evil, 1, List.of(line, line), List.of(line));
    Story second = Newsroom.story(evil, 2, List.of(line), List.of());
    Layout layout = Newsroom.layout(List.of(lead, second, Newsroom.story(3, Newsroom.LEAD)), 0);
    var heading = new dev.tidings.edition.Heading(
        Newsroom.newsletter(vector, "en"), layout.heading().slot(), 1, vector, List.of(vector, vector), 1);
    var opening = new Layout.Opening(line.html(), vector, Optional.of(new Layout.Sponsored(line.html(), vector)));
    return new Layout(heading, layout.lead(), layout.sections(), List.of(second), 0, Optional.of(opening));
  }
}
