package dev.tidings.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidings.render.Look;
import dev.tidings.render.TemplateFolder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StructuredPostTest {
  private static final Instant THEN = Instant.parse("2026-11-24T07:00:00Z");
  private static final String EVIL = "</script><script>alert(1)</script> \"quoted\" & <!-- \u2028";

  private static String page(String title) {
    var look = new Look("The Leaf", URI.create("https://leaf.example/"), "", Look.Brand.DEFAULT, new Look.Doors(true, Optional.empty(), "gloomy", "bright"), Map.of());
    var frame = new Frame(look, "en", TemplateFolder.DEFAULT, List.of(), problem -> { throw new AssertionError(problem.toString()); });
    var head = new Frame.Head(title, title, title, Optional.of(new Frame.Dated(THEN, THEN.plusSeconds(60), Optional.of("Ada"))));
    var entry = new Page.Entry(null, List.of(), "<p>x</p>", List.of());
    var story = new Page.Story(title, new Page.Line(Page.Link.to(title, "https://leaf.example/a/"), "", "", "", List.of()), List.of(), entry);
    return frame.page("post.html", new Frame.Sheet("posts/a/", head, "en", Page.Ways.NONE, List.of()), "post", story);
  }

  private static String data(String page) {
    String begin = "<script type=\"application/ld+json\">";
    int at = page.indexOf(begin) + begin.length();
    return page.substring(at, page.indexOf("</script", at));
  }

  @Test
  void aTitleCannotLeaveTheScriptElement() throws Exception {
    String page = page(EVIL);
    assertThat(page.split("<script", -1)).as("one script element").hasSize(2);
    JsonNode article = new ObjectMapper().readTree(data(page));
    assertThat(article.get("headline").asText()).isEqualTo(EVIL);
    assertThat(article.get("@type").asText()).isEqualTo("NewsArticle");
    assertThat(article.get("datePublished").asText()).isEqualTo("2026-11-24T07:00:00Z");
    assertThat(article.get("dateModified").asText()).isEqualTo("2026-11-24T07:01:00Z");
    assertThat(article.get("url").asText()).isEqualTo("https://leaf.example/posts/a/");
    assertThat(article.get("author").get("name").asText()).isEqualTo("Ada");
  }

  @Test
  void aLinkToAPageHasItsCard() {
    assertThat(page("The tolls are dropped"))
        .contains("<meta property=\"og:type\" content=\"article\">", "<meta property=\"og:title\" content=\"The tolls are dropped\">", "<meta property=\"og:url\" content=\"https://leaf.example/posts/a/\">",
            "<meta property=\"og:description\"", "<meta name=\"twitter:card\" content=\"summary\">", "<link rel=\"canonical\" href=\"https://leaf.example/posts/a/\">");
  }
}
