package dev.tidings.report;

import dev.tidings.edition.Story;
import dev.tidings.markup.Markdown;
import dev.tidings.post.Body;
import dev.tidings.post.Category;
import dev.tidings.post.Filing;
import dev.tidings.post.Gist;
import dev.tidings.post.Post;
import dev.tidings.post.PostDates;
import dev.tidings.post.PostFile;
import dev.tidings.post.Quote;
import dev.tidings.post.Sentiment;
import dev.tidings.post.Source;
import dev.tidings.post.Title;
import dev.tidings.shelf.PostKey;
import dev.tidings.shelf.ShelvedPost;
import java.math.BigDecimal;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Stories that nobody writes on purpose and everybody sooner or later. */
public final class TrialStories {
  static final String INJECTED = "tidings-trial";
  private static final String MARKUP = "<" + INJECTED + " onclick=\"a()\">&amp;${7*7} __${7*7}__ [[${7*7}]] </td></table>";
  private final Markdown markdown;
  private final URI site;

  public TrialStories(Markdown markdown, URI site) {
    this.markdown = markdown;
    this.site = site;
  }

  /** @param name reads after "an edition with" */
  record Trial(String name, List<Story> stories) {}

  List<Trial> all() {
    return List.of(
        new Trial("markup in every word", List.of(story(1, MARKUP, "en", List.of(MARKUP, MARKUP), sources(2)))),
        new Trial("words of 300 letters", List.of(story(1, "x".repeat(300), "en", List.of("https://long.example/" + "y".repeat(600), "z".repeat(300)), List.of()))),
        new Trial("right-to-left text", List.of(story(1, "שוק הדגים נפתח (again) 24–26 בנובמבר", "he", List.of("השער הצפוני נסגר, says the notice.", "‏\"ציטוט\"‎"), sources(1)))),
        new Trial("30 stories", IntStream.rangeClosed(1, 30).mapToObj(i -> story(i, "Story number " + i, "en", List.of("A bullet.", "Another."), sources(3))).toList()),
        new Trial("no bullets", List.of(story(1, "Nothing in short", "en", List.of(), List.of()))),
        new Trial("60 sources", List.of(story(1, "Well attested", "en", List.of("Sixty said so."), sources(60)))),
        new Trial("no words at all", List.of(bare())),
        new Trial("emoji and odd letters", List.of(story(1, "👩‍👩‍👧‍👦 Ça va — 東京の朝 İstanbul ﷽", "ja", List.of("🇬🇧🧵 e\u0301", "\u200b\u202etxet\u202c"), sources(1)))));
  }

  private Story story(int number, String title, String language, List<String> bullets, List<Source> sources) {
    var mood = Optional.of(new Sentiment(BigDecimal.valueOf(number % 11), title, 2));
    var gist = new Gist(bullets, Optional.empty(), mood, Optional.of(new Source(title, Optional.of(URI.create("https://source.example/" + number)))), sources);
    var body = new Body(title + "\n\n" + String.join("\n\n", bullets), bullets, Optional.of(new Quote(title, title)));
    return told(number, new Title(title, Optional.empty(), Optional.empty()), language, gist, body);
  }

  private Story bare() {
    var gist = new Gist(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    return told(1, new Title("Untitled", Optional.empty(), Optional.empty()), "en", gist, new Body("", List.of(), Optional.empty()));
  }

  private Story told(int number, Title title, String language, Gist gist, Body body) {
    String name = "trial-" + number;
    var file = new PostFile(name + ".md", name + ".md", name, Optional.empty(), Optional.empty(), Optional.empty());
    var filing = new Filing(List.of(Category.of(title.text())), List.of(), List.of(title.text()), Optional.of(language), false, OptionalInt.empty());
    var dates = new PostDates(ZonedDateTime.of(2026, 1, 27, 9, 0, 0, 0, ZoneOffset.UTC), Optional.empty());
    var post = new Post(file, title, filing, dates, gist, body);
    URI link = site.resolve("posts/" + name + "/");
    return new Story(new ShelvedPost(new PostKey(name), "tag:trial.example,2026:" + number, "posts/" + name + "/", link, post), number, markdown.article(post, link));
  }

  private static List<Source> sources(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> new Source("Source " + i, Optional.of(URI.create("https://source-" + i + ".example/page")))).toList();
  }
}
