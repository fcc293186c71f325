package dev.tidings.feed;

import dev.tidings.markup.Article;
import dev.tidings.markup.Markdown;
import dev.tidings.post.Body;
import dev.tidings.post.Category;
import dev.tidings.post.Filing;
import dev.tidings.post.Gist;
import dev.tidings.post.Post;
import dev.tidings.post.PostDates;
import dev.tidings.post.PostFile;
import dev.tidings.post.Sentiment;
import dev.tidings.post.Source;
import dev.tidings.post.Title;
import dev.tidings.render.Look;
import dev.tidings.render.TemplateFolder;
import dev.tidings.shelf.Arrived;
import dev.tidings.shelf.Entry;
import dev.tidings.shelf.PostKey;
import dev.tidings.shelf.ShelvedPost;
import dev.tidings.timetable.CategoryChoice;
import dev.tidings.timetable.Imprint;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Schedule;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A morning paper of the year 1666, as the feeds' tests read it. */
final class Morning1666 {
  static final URI SITE = URI.create("https://dispatch.example/");
  static final Look LOOK = new Look("The London Dispatch", SITE, "12 Fleet Street, London", Look.Brand.DEFAULT,
      new Look.Doors(false, Optional.empty(), "gloomy", "bright"), Map.of());
  static final Category CITY = new Category("City", "city");
  static final Category COURT = new Category("Court & Crown", "court-and-crown");
  static final Category HEBREW = new Category("עיר", "עיר");

  private Morning1666() {}

  static FeedSettings settings(int entries) {
    return new FeedSettings(entries, 30, Optional.of(URI.create("https://hub.example/")), Map.of("feed.xml", "all/atom.xml"));
  }

  static FeedComposer composer(int entries) {
    return composer(settings(entries), TemplateFolder.DEFAULT);
  }

  static FeedComposer composer(FeedSettings settings, TemplateFolder templates) {
    return new FeedComposer(settings, LOOK, "en", templates);
  }

  /** Arrivals in the order of the numbers in their keys. */
  static Catalogue catalogue(boolean pages, List<ShelvedPost> newestFirst) {
    var markdown = new Markdown();
    return catalogue(pages, newestFirst, post -> markdown.article(post.post(), post.link()));
  }

  static Catalogue catalogue(boolean pages, List<ShelvedPost> newestFirst, Function<ShelvedPost, Article> articles) {
    Map<PostKey, ShelvedPost> posts = newestFirst.stream().collect(Collectors.toMap(ShelvedPost::key, post -> post));
    Map<String, String> names = new TreeMap<>();
    newestFirst.forEach(post -> post.post().filing().categories().forEach(category -> names.put(category.slug(), category.name())));
    List<Arrived> arrived = newestFirst.stream().map(post -> new Arrived(entry(post), Long.parseLong(post.key().value().substring(1)), Integer.toHexString(post.hashCode()))).toList();
    return new Catalogue(List.of(), arrived, names, pages, new Catalogue.Reading(entry -> Optional.ofNullable(posts.get(entry.key())), articles));
  }

  private static Entry entry(ShelvedPost post) {
    Set<String> slugs = post.post().filing().categories().stream().map(Category::slug).collect(Collectors.toSet());
    return new Entry(post.key(), post.post().file().relative(), post.post().title().text(), slugs, new Entry.Times(post.post().dates().published().toInstant(), post.corrected()), new Entry.Names(post.feedId(), post.page()));
  }

  static ShelvedPost post(int number, String title, String body, Category... categories) {
    return post(number, title, body, "Cautiously Neutral", Optional.empty(), categories);
  }

  static ShelvedPost post(int number, String title, String body, String label, Optional<ZonedDateTime> modified, Category... categories) {
    ZonedDateTime published = ZonedDateTime.of(1666, 9, 2, 6, 0, 0, 0, ZoneOffset.UTC).plusHours(number);
    String page = "posts/1666/" + number + "/";
    var file = new PostFile("posts/" + number + ".md", number + ".md", "d" + number, Optional.empty(), Optional.empty(), Optional.empty());
    var filing = new Filing(List.of(categories), List.of("bread"), List.of(), Optional.empty(), false, OptionalInt.empty());
    var source = new Source("Almanack", Optional.of(URI.create("https://almanack.example/" + number)));
    var gist = new Gist(List.of("The toll is **dropped**.", "Carts wait no more.", "Next: the bridge."), Optional.empty(),
        Optional.of(new Sentiment(new BigDecimal("6"), label, 3)), Optional.of(source),
        List.of(new Source("Ledger & Sons", Optional.of(URI.create("https://ledger.example/a?b=1&c=2")))));
    var post = new Post(file, new Title(title, Optional.empty(), Optional.empty()), filing, new PostDates(published, modified), gist,
        new Body(body, List.of(), Optional.empty()));
    return new ShelvedPost(new PostKey("k" + number), "tag:dispatch.example,1666-09-02:" + number, page, SITE.resolve(page), post);
  }

  static PublishedEdition edition(int number, String html, String text, ShelvedPost... stories) {
    return edition(number, "en", html, text, stories);
  }

  static PublishedEdition edition(int number, String language, String html, String text, ShelvedPost... stories) {
    var imprint = new Imprint("The Daily Dispatch", "Each morning.", language, ZoneId.of("Europe/London"), Optional.empty());
    var newsletter = new Newsletter("daily", imprint, CategoryChoice.ALL, Schedule.BY_HAND, new Newsletter.Bounds(1, 20), List.of());
    return new PublishedEdition(newsletter, number, LocalDateTime.of(1666, 9, 3, 7, 0).plusDays(number), Instant.parse("1666-09-03T07:00:01Z").plus(Duration.ofDays(number)),
        "Harbour toll dropped, day " + number, Stream.of(stories).map(ShelvedPost::key).toList(), () -> new PublishedEdition.Letter(html, text));
  }
}
