package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.edition.Layout;
import dev.tidings.edition.Story;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrimTest {
  private final MailTemplates templates = new MailTemplates(Newsroom.LOOK, TemplateFolder.DEFAULT);

  @Test
  void theEndIsLeftOutFirst() {
    assertThat(levels(new Trim(5, 4))).isEqualTo("BULLETS BULLETS BULLETS HEADLINE");
    assertThat(levels(new Trim(2, 4))).isEqualTo("FULL FULL BULLETS BULLETS");
    assertThat(levels(new Trim(10, 4))).isEqualTo("HEADLINE HEADLINE MORE MORE");
    assertThat(levels(new Trim(11, 4))).isEqualTo("HEADLINE MORE MORE MORE");
    assertThat(levels(Trim.none(3))).isEqualTo("FULL FULL FULL");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 120, 400})
  void aMailThatWouldBeClippedIsMadeToFit(int stories) {
    List<Story> told = IntStream.rangeClosed(1, stories)
        .mapToObj(i -> Newsroom.story(i, new Newsroom.Tale("Story " + i + " of a very long morning", "City", 5, "Neutral",
            "A long bullet: " + "the carts stood in line and nobody moved. ".repeat(14), "港の通行料は廃止。".repeat(60), "Third."))).toList();
    Layout whole = Newsroom.layout(told, 0);
    Layout all = new Layout(whole.heading(), told.get(0),
        List.of(new dev.tidings.edition.Section(Newsroom.category("City"), told.subList(1, stories))), List.of(), 2, java.util.Optional.empty());
    String html = templates.render(all, Format.HTML, "en").parts().html();
    Document page = Jsoup.parse(html);
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isBetween(60_000, 95_000);
    assertThat(page.select("a[href^=mailto:]")).hasSize(1);
    assertThat(page.text()).contains("12 Fleet Street", "more on the web", stories + 2 + " stories");
    assertThat(page.select("style").html().length()).isLessThan(16 * 1024);
  }

  @Test
  void evenAMonstrousLeadLeavesRoomForTheFooter() {
    Story monster = Newsroom.story(1, new Newsroom.Tale("Title ".repeat(4_000), "City", 5, "Label ".repeat(3_000),
        "word ".repeat(40_000), "&".repeat(50_000), "長".repeat(60_000)));
    String html = templates.render(Newsroom.layout(List.of(monster), 0), Format.HTML, "en").parts().html();
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(95_000);
    assertThat(html).contains("12 Fleet Street");
  }

  private static String levels(Trim trim) {
    return String.join(" ", IntStream.range(0, trim.stories()).mapToObj(i -> trim.of(i).name()).toList());
  }
}
