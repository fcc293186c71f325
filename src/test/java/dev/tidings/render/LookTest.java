package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.edition.Layout;
import dev.tidings.edition.Story;
import dev.tidings.markup.FreshHtml;
import dev.tidings.markup.Inline;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookTest {
  private static final MailTemplates TEMPLATES = new MailTemplates(Newsroom.SERVED, TemplateFolder.DEFAULT);

  @ParameterizedTest
  @ValueSource(strings = {"#0b5c8a", "#000000", "#7a1f1f", "#1d3d1a", "#2b0f54", "#ff0000"})
  void anAccentIsReadableInTheDark(String accent) {
    assertThat(Colour.parse(accent).lightenedFor(Colour.DARK_PAPER).contrast(Colour.DARK_PAPER)).isGreaterThanOrEqualTo(4.5);
  }

  @Test
  void theShippedColoursAreReadable() {
    assertThat(Colour.parse("#1a1a1a").contrast(Colour.PAPER)).isGreaterThan(15);
    for (String colour : List.of("#5c5c5c", "#0b5c8a"))
      assertThat(Colour.parse(colour).contrast(Colour.PAPER)).as(colour).isGreaterThanOrEqualTo(4.5);
    for (String colour : List.of("#ececea", "#a3a3a0"))
      assertThat(Colour.parse(colour).contrast(Colour.DARK_PAPER)).as(colour).isGreaterThanOrEqualTo(4.5);
    assertThat(Colour.parse("#0b5c8a").contrast(Colour.PAPER)).isBetween(7.2, 7.3);
  }

  @Test
  void styleIsInTheElementsAndOnlyTheRestInTheHead() {
    Document page = page(Newsroom.edition(5), TEMPLATES);
    String style = page.select("style").html();
    assertThat(style).contains("prefers-color-scheme:dark", "[data-ogsc]", "max-width:480px").doesNotContain("var(", ".bullets li{");
    assertThat(page.select("h2").get(0).attr("style")).contains("font-size:30px");
    assertThat(page.select("h2").get(1).attr("style")).contains("font-size:19px");
    assertThat(page.select(".content").attr("style")).contains("font-size:16px");
    for (Element element : page.getAllElements())
      assertThat(element.attr("style")).doesNotContain("position:", "var(", "grid", "flex");
  }

  @Test
  void aServerOpensItsDoors() {
    Variant mail = TEMPLATES.render(Newsroom.edition(2), Format.HTML, "en");
    assertThat(mail.parts().html()).contains("https://dispatch.example/u/xxxx", "https://dispatch.example/preferences/xxxx",
        "https://dispatch.example/editions/daily/12/", "https://dispatch.example/feeds/").doesNotContain("mailto:");
    assertThat(mail.body().holes()).extracting(Hole::kind).containsExactly(
        Hole.Kind.UNSUBSCRIBE, Hole.Kind.PREFERENCES, Hole.Kind.UNSUBSCRIBE, Hole.Kind.PREFERENCES);
  }

  @Test
  void withoutAnyDoorReadersAreToldToAnswer() {
    Look closed = new Look("T", URI.create("https://dispatch.example/"), "Address", Look.Brand.DEFAULT,
        new Look.Doors(false, Optional.empty(), "gloomy", "bright"), Map.of());
    Variant mail = new MailTemplates(closed, TemplateFolder.DEFAULT).render(Newsroom.edition(2), Format.TEXT, "en");
    assertThat(mail.parts().text()).contains("To leave, answer this mail");
    assertThat(mail.parts().html()).isEmpty();
    assertThat(mail.body().contentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(mail.body().holes()).isEmpty();
  }

  @Test
  void anEditorSpeaksFirstAndAPaidBlockSaysSo() {
    Layout plain = Newsroom.edition(5);
    var opening = new Layout.Opening(
        FreshHtml.of("<p>Good morning. Read <a href=\"https://map.example/\">the map</a>.</p>"), "Good morning. Read the map.",
        Optional.of(new Layout.Sponsored(FreshHtml.of("<p>Candles at <a href=\"https://wax.example/\">Wax &amp; Son</a>.</p>"), "Candles at Wax & Son.")));
    var layout = new Layout(plain.heading(), plain.lead(), plain.sections(), plain.brief(), 0, Optional.of(opening));
    Variant mail = TEMPLATES.render(layout, Format.HTML, "en");
    assertThat(Jsoup.parse(mail.parts().html()).text()).containsSubsequence("The Daily Dispatch", "Good morning.", "Harbour toll", "Sponsored", "Candles", "Two wards");
    assertThat(mail.parts().text()).containsSubsequence("Good morning. Read the map.\nhttps://map.example/", "Sponsored", "https://wax.example/");
  }

  @Test
  void numbersStayOnOneLineAndLinksOfABulletAreInTheText() {
    Story lead = Newsroom.story(Newsroom.lead().article().post(), 1, List.of(
        new Inline(FreshHtml.of("The toll fell by 5 % from 40 000 on 14-16 May, <a href=\"https://ledger.example/a?b=1&amp;c=2\">says the ledger</a>."),
            "The toll fell by 5 % from 40 000 on 14-16 May, says the ledger.")), List.of());
    Variant mail = TEMPLATES.render(Newsroom.layout(List.of(lead), 0), Format.HTML, "en");
    assertThat(mail.parts().html()).contains("5&nbsp;%", "40&nbsp;000", "white-space:nowrap\">14-16</span>");
    assertThat(mail.parts().text()).contains("\n     https://ledger.example/a?b=1&c=2\n");
  }

  @Test
  void aLogoIsTheOnlyImageAndTheMailIsCompleteWithoutIt() {
    Look branded = new Look(Newsroom.LOOK.title(), Newsroom.LOOK.site(), Newsroom.LOOK.postalAddress(),
        new Look.Brand(Optional.of(URI.create("https://dispatch.example/logo.png")), "#7a1f1f"), Newsroom.LOOK.doors(), Map.of());
    Document page = page(Newsroom.edition(2), new MailTemplates(branded, TemplateFolder.DEFAULT));
    assertThat(page.select("img")).hasSize(1);
    assertThat(page.select("img").hasAttr("alt")).isTrue();
    assertThat(page.select("a[style*=#7a1f1f]")).isNotEmpty();
  }

  @Test
  void theToneIsOffUnlessMostStoriesHaveAScore() {
    Story plain = Newsroom.story(2, new Newsroom.Tale("A barge is named", "City", Optional.empty(), List.of(), Optional.empty()));
    assertThat(page(Newsroom.layout(List.of(Newsroom.lead(), plain), 0), TEMPLATES).text()).doesNotContain("Tone of this edition");
    assertThat(page(Newsroom.edition(5), TEMPLATES).text()).contains("Tone of this edition ◔◑◕◕".substring(0, 22), "gloomy to bright");
  }

  private static Document page(Layout layout, MailTemplates templates) {
    return Jsoup.parse(templates.render(layout, Format.HTML, "en").parts().html());
  }
}
