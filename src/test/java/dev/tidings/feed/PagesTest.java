package dev.tidings.feed;

import static dev.tidings.feed.Morning1666.CITY;
import static dev.tidings.feed.Morning1666.SITE;
import static dev.tidings.feed.Morning1666.catalogue;
import static dev.tidings.feed.Morning1666.edition;
import static dev.tidings.feed.Morning1666.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.post.Filing;
import dev.tidings.post.Post;
import dev.tidings.render.Hole;
import dev.tidings.render.Look;
import dev.tidings.render.TemplateFolder;
import dev.tidings.shelf.ShelvedPost;
import dev.tidings.timetable.Imprint;
import dev.tidings.timetable.Newsletter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
  /** What a reader's own link ends with until it is sent. */
  private static final String OWN = "x".repeat(Hole.WIDTH);
  @TempDir Path folder;

  @Test
  void aPostsPageSpeaksItsOwnLanguageAndDirection() throws IOException {
    write("en", TemplateFolder.DEFAULT, List.of(spoken("he", post(2, "הגשר", "הגשר נפתח הבוקר.", CITY)), spoken("ja", post(1, "朝刊", "港の通行料。", CITY))));
    assertThat(read("posts/1666/2/index.html")).contains("<html lang=\"he\" dir=\"rtl\">", "2 בספטמבר 1666", "<h2>מקורות</h2>");
    assertThat(read("posts/1666/1/index.html")).contains("<html lang=\"ja\" dir=\"ltr\">", "1666年9月2日", "<h2>出典</h2>");
    assertThat(read("feeds/all/atom.xml")).contains("<entry xml:lang=\"he\">", "<entry xml:lang=\"ja\">");
    assertThat(read("feeds/all/feed.json")).contains("\"language\":\"he\"");
  }

  @Test
  void theSitesWordsAreInTheSitesLanguage() throws IOException {
    for (Map.Entry<String, String> word : Map.of("de", "Beiträge", "es", "Artículos", "fr", "Articles", "he", "ידיעות", "ja", "記事", "en", "Posts").entrySet()) {
      write(word.getKey(), TemplateFolder.DEFAULT, List.of(post(1, "One", "Words of one.", CITY)));
      assertThat(read("index.html")).contains("<html lang=\"" + word.getKey() + "\"", "<h2><bdi>" + word.getValue() + "</bdi></h2>");
    }
  }

  @Test
  void pagesWearTheHousesColourAndLogo() throws IOException {
    write("en", TemplateFolder.DEFAULT, List.of(post(1, "One", "Words of one.", CITY)));
    assertThat(read("style.css")).contains("--accent: #8a2b0b;").doesNotContain("--house-", "#0b5c8a");
    assertThat(read("index.html")).contains("<img src=\"https://dispatch.example/logo.png\" height=\"24\" alt=\"\">");
  }

  @Test
  void anEditionsPageHasWaysToTheOthersAndHome() throws IOException {
    String mail = "<html><head><style>.story { color: red }</style></head><body class=\"x\"><h1>The Daily Dispatch</h1><p>Toll.</p><a href=\"mailto:leave@dispatch.example?subject=" + OWN + "\">Unsubscribe</a> · <a href=\"https://dispatch.example/feeds/\">Feeds</a></body></html>";
    new FeedComposer(Morning1666.settings(10), look(), "en", TemplateFolder.DEFAULT).write(catalogue(true, List.of()), List.of(edition(3, mail, "c"), edition(2, mail, "b"), edition(1, "", "Only <text>\n\nUnsubscribe\nmailto:leave@dispatch.example?subject=" + OWN + "\n")), new Cuts(List.of()), new SiteWriter(folder.resolve("site"), ""));
    assertThat(read("editions/daily/2/index.html")).contains("<a class=\"previous\" rel=\"prev\" href=\"https://dispatch.example/editions/daily/1/\"", "<a class=\"next\" rel=\"next\" href=\"https://dispatch.example/editions/daily/3/\"",
        "<a class=\"up\" href=\"https://dispatch.example/editions/daily/\"", "href=\"https://dispatch.example/\"", "<style>.story { color: red }</style>", "<h1>The Daily Dispatch</h1>", "Feeds</a>")
        .doesNotContain("Unsubscribe", "mailto:");
    assertThat(read("editions/daily/3/index.html")).doesNotContain("rel=\"next\"");
    assertThat(read("editions/daily/1/index.html")).contains("Only &lt;text&gt;").doesNotContain("rel=\"prev\"", "mailto:");
  }

  @Test
  void aBrokenTemplateCostsNoPageAndIsToldOnce() throws IOException {
    Path templates = Files.createDirectories(folder.resolve("templates/site"));
    Files.writeString(templates.resolve("post.html"), "<html>\n<p th:text=\"${post.nonsense()}\"></p></html>");
    Files.writeString(templates.resolve("list.html"), "<p th:text=\"__${list.heading()}__\"></p>");
    FeedReport report = write("en", new TemplateFolder(Optional.of(templates.getParent()), Optional.empty()), List.of(post(2, "Two", "Words of two.", CITY), post(1, "One", "Words of one.", CITY)));
    assertThat(report.problems()).hasSize(2).extracting(Object::toString).anySatisfy(problem -> assertThat(problem).contains("templates/site/post.html", "nonsense", "The shipped template is used"))
        .anySatisfy(problem -> assertThat(problem).contains("underscores"));
    assertThat(read("posts/1666/2/index.html")).contains("<h1 dir=\"auto\">Two</h1>");
    assertThat(read("index.html")).contains("<h1><bdi>The London Dispatch</bdi></h1>");
  }

  @Test
  void whoComesBeforeTheFirstEditionFindsEachNewsletterAndItsDoor() throws IOException {
    Newsletter daily = edition(1, "", "").newsletter();
    var imprint = new Imprint("The Weekly", "What stayed.", "en", daily.imprint().zone(), Optional.empty());
    var weekly = new Newsletter("weekly", imprint, daily.choice(), daily.schedule(), daily.bounds(), List.of());
    Catalogue none = catalogue(true, List.of());
    var catalogue = new Catalogue(List.of(daily, weekly), none.newestFirst(), none.categories(), true, none.reading());
    var served = new Look("The London Dispatch", SITE, "12 Fleet Street, London", Look.Brand.DEFAULT, new Look.Doors(true, Optional.empty(), "gloomy", "bright"), Map.of());
    new FeedComposer(Morning1666.settings(10), served, "en", TemplateFolder.DEFAULT).write(catalogue, List.of(edition(1, "", "Toll.")), new Cuts(List.of()), new SiteWriter(folder.resolve("site"), ""));
    assertThat(read("index.html")).contains("subscribe?newsletter=daily", "Each morning.", "subscribe?newsletter=weekly", "What stayed.", "No edition yet", "href=\"https://dispatch.example/editions/weekly/\"")
        .doesNotContain("<time class=\"note\" datetime=\"\"");
    assertThat(read("editions/weekly/index.html")).contains("What stayed.", "No edition yet", "The first one comes to your mailbox", "subscribe?newsletter=weekly");
    assertThat(read("editions/daily/index.html")).doesNotContain("No edition yet");
    new FeedComposer(Morning1666.settings(10), look(), "en", TemplateFolder.DEFAULT).write(catalogue, List.of(), new Cuts(List.of()), new SiteWriter(folder.resolve("site"), "no server"));
    assertThat(read("index.html")).contains("The Weekly", "Posts and editions will appear here").doesNotContain("subscribe?");
    assertThat(read("editions/weekly/index.html")).contains("No edition yet").doesNotContain("subscribe?");
  }

  @Test
  void theIndexShowsTheNewestEditionsOfAllNewsletters() throws IOException {
    var daily = new ArrayList<PublishedEdition>();
    for (int number = 12; number > 0; number--) daily.add(edition(number, "", "Toll."));
    PublishedEdition last = daily.get(0);
    var weekly = new Newsletter("weekly", last.newsletter().imprint(), last.newsletter().choice(), last.newsletter().schedule(), last.newsletter().bounds(), List.of());
    daily.add(new PublishedEdition(weekly, 1, last.local(), last.publishedAt(), "The week in one sheet", List.of(), last.letter()));
    new FeedComposer(Morning1666.settings(10), look(), "en", TemplateFolder.DEFAULT).write(catalogue(true, List.of()), daily, new Cuts(List.of()), new SiteWriter(folder.resolve("site"), ""));
    String index = read("index.html");
    assertThat(index.substring(index.indexOf(">Editions<"))).contains("day 12", "The week in one sheet", "day 4").doesNotContain("day 3");
  }

  private FeedReport write(String language, TemplateFolder templates, List<ShelvedPost> posts) {
    return new FeedComposer(Morning1666.settings(10), look(), language, templates).write(catalogue(true, posts), List.of(), new Cuts(List.of()), new SiteWriter(folder.resolve("site"), language));
  }

  private static Look look() {
    return new Look("The London Dispatch", SITE, "12 Fleet Street, London", new Look.Brand(Optional.of(URI.create("https://dispatch.example/logo.png")), "#8a2b0b"),
        new Look.Doors(false, Optional.empty(), "gloomy", "bright"), Map.of());
  }

  private static ShelvedPost spoken(String language, ShelvedPost shelved) {
    Post post = shelved.post();
    Filing filing = post.filing();
    var own = new Filing(filing.categories(), filing.tags(), filing.authors(), Optional.of(language), filing.featured(), filing.weight());
    return new ShelvedPost(shelved.key(), shelved.feedId(), shelved.page(), shelved.link(), new Post(post.file(), post.title(), own, post.dates(), post.gist(), post.body()));
  }

  private String read(String path) throws IOException {
    return Files.readString(folder.resolve("site").resolve(path));
  }
}
