package dev.tidings.render;

import dev.tidings.edition.Heading;
import dev.tidings.edition.Layout;
import dev.tidings.edition.Section;
import dev.tidings.edition.Story;
import dev.tidings.markup.Article;
import dev.tidings.markup.FreshHtml;
import dev.tidings.markup.Inline;
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
import dev.tidings.timetable.CategoryChoice;
import dev.tidings.timetable.Imprint;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Schedule;
import dev.tidings.timetable.Slot;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Layouts for tests, told as a morning paper of 1666 would. */
final class Newsroom {
  static final ZoneId LONDON = ZoneId.of("Europe/London");
  static final Look LOOK = new Look(
      "The London Dispatch", URI.create("https://dispatch.example/"), "The London Dispatch, 12 Fleet Street, London",
      Look.Brand.DEFAULT, new Look.Doors(false, Optional.of("leave@dispatch.example"), "gloomy", "bright"), Map.of());
  static final Look SERVED = new Look(
      LOOK.title(), LOOK.site(), LOOK.postalAddress(), LOOK.brand(), new Look.Doors(true, Optional.empty(), "gloomy", "bright"),
      Map.of());

  private Newsroom() {}

  /** What a test says about one story; the rest is made up from its title. */
  record Tale(String title, String category, Optional<String> language, List<Inline> bullets, Optional<Sentiment> mood) {
    Tale(String title, String category, int score, String label, String... bullets) {
      this(title, category, Optional.empty(), inlines(bullets),
          Optional.of(new Sentiment(BigDecimal.valueOf(score), label, (score - 1) / 2)));
    }

    Tale in(String tag) {
      return new Tale(title, category, Optional.of(tag), bullets, mood);
    }
  }

  static final Tale LEAD = new Tale(
      "Harbour toll is dropped after a week of queues", "City", 5, "Cautiously Neutral",
      "The harbour masters have ended the toll of 2 pence a cart that was brought in on Monday.",
      "Carts had stood in line from Billingsgate to the bridge, and fish was sold off at half its price.",
      "A committee of nine will say by 14–16 December how the new quay is to be paid for.");

  private static final List<Tale> TALES = List.of(
      new Tale("Two wards choose new aldermen on Thursday", "Court", 4, "Neutral",
          "Cornhill and Cheap vote after both seats fell vacant in one month.",
          "Six candidates stand; none has spoken against the new building rules.",
          "Doors open at 8 in the morning and the count is public."),
      new Tale("The King’s players return with a comedy", "Court", 8, "Delighted",
          "The theatre in Drury Lane opens again after 18 months.",
          "Seats in the pit cost 2 shillings and 6 pence; boys may not hold places for money.",
          "The first night is sold out and a second has been added."),
      new Tale("Rain ends and the river falls by 3 feet", "Weather", 6, "Relieved",
          "The watermen at Queenhithe measured the fall between Sunday and Tuesday.",
          "Cellars in Thames Street are dry enough to be swept.",
          "Frost is expected before the week is out."),
      new Tale("Coffee house sells tea and nobody minds", "City", 9, "Bright",
          "Garway’s now pours the China drink from a barrel at 16 pence a pint.",
          "Physicians of the house praise it for headaches.",
          "A second shipment is due with the spring fleet."),
      new Tale("Bakers ask for a fixed weight of the penny loaf", "Trade", 3, "Worried",
          "Flour has gone up by a fifth since Michaelmas.",
          "The company of bakers wants 9 ounces in law, so that nobody is undersold by a lighter loaf.",
          "The Lord Mayor hears both sides on Friday."));

  static Layout edition(int stories) {
    List<Story> told = new ArrayList<>();
    told.add(lead());
    for (int i = 1; i < stories; i++) {
      Tale tale = TALES.get((i - 1) % TALES.size());
      String title = i <= TALES.size() ? tale.title() : tale.title() + ", part " + (i / TALES.size() + 1);
      told.add(story(i + 1, new Tale(title, tale.category(), tale.language(), tale.bullets(), tale.mood())));
    }
    return layout(told, 0);
  }

  /** Sections for the first eight, one line for the rest. */
  static Layout layout(List<Story> told, int more) {
    List<Section> sections = new ArrayList<>();
    for (Story story : told.subList(1, Math.min(8, told.size()))) {
      Category category = story.article().post().filing().categories().get(0);
      int at = sections.stream().map(Section::category).toList().indexOf(category);
      if (at < 0) sections.add(new Section(category, List.of(story)));
      else {
        List<Story> grown = new ArrayList<>(sections.get(at).stories());
        grown.add(story);
        sections.set(at, new Section(category, grown));
      }
    }
    return new Layout(
        heading(told), told.get(0), sections, told.size() > 8 ? told.subList(8, told.size()) : List.of(), more, Optional.empty());
  }

  static Heading heading(List<Story> told) {
    return new Heading(
        newsletter("The Daily Dispatch", "en"),
        new Slot("daily", LocalDateTime.of(2026, 11, 24, 7, 0), LONDON, false), 12, "Harbour toll dropped",
        told.size() < 2 ? List.of() : told.subList(1, Math.min(4, told.size())).stream().map(Story::headline).toList(),
        Math.max(1, told.size() / 2));
  }

  static Newsletter newsletter(String title, String language) {
    return new Newsletter(
        "daily", new Imprint(title, "", language, LONDON, Optional.empty()), CategoryChoice.ALL, Schedule.BY_HAND,
        new Newsletter.Bounds(1, 20), List.of("daily.csv"));
  }

  static Story lead() {
    Story plain = story(1, LEAD);
    Post post = plain.article().post();
    var gist = new Gist(
        post.gist().tldr(), Optional.empty(), Optional.of(new Sentiment(BigDecimal.valueOf(6), "Cautiously Neutral", 2)),
        post.gist().source(), sources("billingsgate.example", "bridge-house.example", "quay.example", "aldermen.example"));
    var body = new Body("Text.", List.of("2 pence"), Optional.of(new Quote("A toll that stops the carts earns nothing.", "Ann Harding, fishwife")));
    var told = new Post(post.file(), post.title(), post.filing(), post.dates(), gist, body);
    return story(told, 1, plain.article().bullets(), List.of(
        FreshHtml.inline("2 pence a cart for 6 days"), FreshHtml.inline("40 000 carts a week cross the bridge")));
  }

  static Story story(int number, Tale tale) {
    String slug = "story-" + number;
    var post = new Post(
        new PostFile("posts/" + slug + ".md", slug + ".md", "digest" + number, Optional.empty(), Optional.empty(), Optional.empty()),
        new Title(tale.title(), Optional.empty(), Optional.empty()),
        new Filing(List.of(category(tale.category())), List.of(), List.of(), tale.language(), false, OptionalInt.empty()),
        new PostDates(ZonedDateTime.of(2026, 11, 23, 9, 0, 0, 0, LONDON), Optional.empty()),
        new Gist(List.of(), Optional.empty(), tale.mood(),
            Optional.of(new Source("The Gazette", Optional.of(URI.create("https://gazette.example/1666/" + number)))),
            sources("register.example/" + number, "chronicle.example/" + number, "almanack.example/" + number)),
        new Body("Text.", List.of(), Optional.empty()));
    return story(post, number, tale.bullets(), List.of());
  }

  static Story story(Post post, long number, List<Inline> bullets, List<Inline> numbers) {
    var shelved = new ShelvedPost(
        new PostKey("key" + number), "tag:dispatch.example,2026:" + number, "posts/2026/" + number + "/",
        URI.create("https://dispatch.example/posts/2026/story-" + number + "/"), post);
    return new Story(shelved, number, new Article(post, bullets, false, numbers, java.util.Optional.empty(), FreshHtml.of("<p>Text.</p>")));
  }

  static Category category(String name) {
    return new Category(name, name.toLowerCase(java.util.Locale.ROOT));
  }

  static List<Source> sources(String... hosts) {
    return java.util.Arrays.stream(hosts)
        .map(host -> new Source(host, Optional.of(URI.create("https://" + (host.contains("/") ? host : host + "/"))))).toList();
  }

  static List<Inline> inlines(String... texts) {
    return java.util.Arrays.stream(texts).map(FreshHtml::inline).toList();
  }
}
