package dev.tidings.feed;

import dev.tidings.markup.Article;
import dev.tidings.post.Category;
import dev.tidings.render.Words;
import dev.tidings.shelf.Arrived;
import dev.tidings.shelf.ShelvedPost;
import dev.tidings.timetable.Newsletter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The pages beside the feeds: the index, categories, posts without a site of their own, editions, the list of feeds, OPML. */
final class SitePages {
  static final int ON_THE_INDEX = 30;
  private final Frame frame;
  private final SiteWriter writer;

  SitePages(Frame frame, SiteWriter writer) {
    this.frame = frame;
    this.writer = writer;
  }

  boolean isCurrent(Arrived post) {
    return writer.isCurrent(file(post), madeOf(post));
  }

  private static String file(Arrived post) {
    return post.entry().names().page() + "index.html";
  }

  private String madeOf(Arrived post) {
    return post.entry().names() + post.state() + frame.topics().stream().filter(topic -> post.entry().categories().contains(topic.name())).toList();
  }

  void post(ShelvedPost shelved, Article article, Item item, Arrived arrived) {
    if (isCurrent(arrived)) return;
    String spoken = frame.spoken(shelved.post());
    LocalDate date = shelved.post().dates().published().toLocalDate();
    List<Page.Link> categories = item.tags().categories().stream().map(this::link).toList();
    var story = new Page.Story(item.title(), frame.line(Page.Link.to(item.title(), item.link()), date, spoken), categories, frame.text(shelved.post(), article, frame.words(spoken)).reachable());
    List<Topic> own = frame.topics().stream().filter(topic -> arrived.entry().categories().contains(topic.name())).toList();
    var sheet = new Frame.Sheet(shelved.page(), head(item), spoken, Page.Ways.NONE, own);
    writer.put(file(arrived), madeOf(arrived), frame.page("post.html", sheet, "post", story).getBytes(StandardCharsets.UTF_8));
  }

  private static Frame.Head head(Item item) {
    var dated = new Frame.Dated(item.times().published(), item.times().updated(), Optional.of(item.tags().author()));
    return new Frame.Head(item.title(), item.title(), String.join(" ", item.content().bullets()), Optional.of(dated));
  }

  private static Frame.Head head(PublishedEdition edition) {
    String subject = Xml.legal(edition.subject());
    return new Frame.Head(subject, subject, edition.newsletter().imprint().title() + ", " + edition.local().toLocalDate(), Optional.of(new Frame.Dated(edition.publishedAt(), edition.publishedAt(), Optional.empty())));
  }

  private Page.Link link(Category category) {
    return Page.Link.to(category.name(), frame.url("categories/" + category.slug() + "/"));
  }

  void editions(Newsletter newsletter, List<PublishedEdition> newestFirst) {
    String spoken = newsletter.imprint().language();
    List<Topic> own = frame.topics().stream().filter(topic -> topic.name().equals("newsletters/" + newsletter.slug())).toList();
    for (int i = 0; i < newestFirst.size(); i++) {
      var up = Page.Link.to(newsletter.imprint().title(), frame.url("editions/" + newsletter.slug() + "/"));
      edition(newestFirst.get(i), new Page.Ways(up, i + 1 == newestFirst.size() ? null : link(newestFirst.get(i + 1)), i == 0 ? null : link(newestFirst.get(i - 1))), own);
    }
    Words words = frame.words(spoken);
    var months = new LinkedHashMap<YearMonth, List<Page.Line>>();
    newestFirst.forEach(edition -> months.computeIfAbsent(YearMonth.from(edition.local()), any -> new ArrayList<>()).add(line(edition)));
    List<Page.Group> groups = newestFirst.isEmpty() ? List.of(toCome(newsletter, words)) : months.entrySet().stream().map(month -> new Page.Group(words.month(month.getKey()), month.getValue())).toList();
    list("editions/" + newsletter.slug() + "/", new Page.Listing(newsletter.imprint().title(), newsletter.imprint().description(), groups), spoken, own);
  }

  /** What a reader finds who comes before the first edition. */
  private Page.Group toCome(Newsletter newsletter, Words words) {
    return new Page.Group(words.say("page.first"), joining(newsletter, words).map(join -> Page.Line.to(join, List.of()).with(words.say("page.first.join"), List.of())).toList());
  }

  private Stream<Page.Link> joining(Newsletter newsletter, Words words) {
    return frame.hasServer() ? Stream.of(Page.Link.to(words.say("web.subscribe"), frame.site() + "subscribe?newsletter=" + newsletter.slug())) : Stream.empty();
  }

  private void edition(PublishedEdition edition, Page.Ways ways, List<Topic> own) {
    String file = edition.page() + "index.html";
    String madeOf = ways.toString() + own + edition.letter().state();
    if (writer.isCurrent(file, madeOf)) return;
    var sheet = new Frame.Sheet(edition.page(), head(edition), edition.newsletter().imprint().language(), ways, own);
    Page.Letter letter = EditionPage.of(edition.subject(), edition.letter().get());
    writer.put(file, madeOf, frame.page("edition.html", sheet, "edition", letter).getBytes(StandardCharsets.UTF_8));
  }

  private Page.Link link(PublishedEdition edition) {
    return Page.Link.to(Xml.legal(edition.subject()), frame.url(edition.page()));
  }

  private Page.Line line(PublishedEdition edition) {
    return frame.line(link(edition), edition.local().toLocalDate(), edition.newsletter().imprint().language());
  }

  private Page.Line line(ShelvedPost post) {
    return frame.line(Page.Link.to(Xml.legal(post.post().title().text()), post.link().toASCIIString()), post.post().dates().published().toLocalDate(), frame.language());
  }

  /** @param newsletters all, each with its editions, newest first */
  void index(List<ShelvedPost> newestFirst, Map<Newsletter, List<PublishedEdition>> newsletters) {
    Words words = frame.words(frame.language());
    var groups = new ArrayList<Page.Group>();
    List<PublishedEdition> editions = newsletters.values().stream().flatMap(List::stream).sorted(Comparator.comparing(PublishedEdition::publishedAt).reversed()).limit(ON_THE_INDEX / 3).toList();
    if (!newsletters.isEmpty()) groups.add(new Page.Group(words.say("web.newsletters"), newsletters.entrySet().stream().map(one -> newsletter(one.getKey(), one.getValue().stream().findFirst())).toList()));
    if (!editions.isEmpty()) groups.add(new Page.Group(words.say("page.editions"), editions.stream().map(this::line).toList()));
    if (!newestFirst.isEmpty()) groups.add(new Page.Group(words.say("page.posts"), newestFirst.stream().map(this::line).toList()));
    List<Page.Line> categories = frame.topics().stream().filter(SitePages::isCategory).map(topic -> Page.Line.to(Page.Link.to(name(topic), topic.home()), List.of())).toList();
    if (categories.size() > 1) groups.add(new Page.Group(words.say("page.categories"), categories));
    List<Topic> own = frame.topics().stream().limit(1).toList();
    list("", new Page.Listing(frame.title(), newestFirst.isEmpty() && editions.isEmpty() ? words.say("page.empty") : "", groups), frame.language(), own);
  }

  /** What it is, its archive, its last edition if there is one, the way in, its feed. */
  private Page.Line newsletter(Newsletter newsletter, Optional<PublishedEdition> last) {
    Words words = frame.words(frame.language());
    var home = Page.Link.to(newsletter.imprint().title(), frame.url("editions/" + newsletter.slug() + "/"));
    Page.Line line = last.map(edition -> frame.line(home, edition.local().toLocalDate(), newsletter.imprint().language())).orElseGet(() -> new Page.Line(home, words.say("page.first"), "", "", List.of()));
    Stream<Page.Link> feeds = frame.topics().stream().filter(topic -> topic.name().equals("newsletters/" + newsletter.slug())).map(topic -> Page.Link.to("Atom", topic.url("atom.xml")));
    return line.with(newsletter.imprint().description(), Stream.of(joining(newsletter, words), last.map(this::link).stream(), feeds).flatMap(links -> links).toList());
  }

  private static boolean isCategory(Topic topic) {
    return !topic.name().equals("all") && !topic.name().startsWith("newsletters/");
  }

  private String name(Topic topic) {
    String title = topic.title().text();
    return title.startsWith(frame.title() + ": ") ? title.substring(frame.title().length() + 2) : title;
  }

  void category(Topic topic, List<ShelvedPost> newestFirst) {
    list("categories/" + topic.name() + "/", new Page.Listing(name(topic), "", List.of(new Page.Group("", newestFirst.stream().map(this::line).toList()))), frame.language(), List.of(topic));
  }

  /** The list of feeds, for people and for reader programs, and the stylesheets. */
  void lists() {
    Words words = frame.words(frame.language());
    var all = Page.Line.to(Page.Link.to("opml.xml", frame.url("opml.xml")), List.of());
    Stream<Page.Line> feeds = frame.topics().stream().map(topic -> Page.Line.to(Page.Link.to(topic.title().text(), topic.home()),
        List.of(Page.Link.to("Atom", topic.url("atom.xml")), Page.Link.to("RSS", topic.url("rss.xml")), Page.Link.to("JSON", topic.url("feed.json")))));
    list("feeds/", new Page.Listing(words.say("feeds"), words.say("page.feeds"), List.of(new Page.Group("", Stream.concat(feeds, Stream.of(all)).toList()))), frame.language(), List.of());
    writer.put("opml.xml", Opml.write(frame.title(), frame.topics()));
    for (String style : List.of("style.css", "feed.css")) writer.put(style, frame.style(style));
  }

  private void list(String path, Page.Listing listing, String spoken, List<Topic> own) {
    var head = new Frame.Head(path.isEmpty() ? frame.title() : listing.heading() + " · " + frame.title(), listing.heading(), listing.note(), Optional.empty());
    var sheet = new Frame.Sheet(path, head, spoken, Page.Ways.NONE, own);
    String madeOf = sheet + " " + listing;
    String file = path + "index.html";
    if (!writer.isCurrent(file, madeOf)) writer.put(file, madeOf, frame.page("list.html", sheet, "list", listing).getBytes(StandardCharsets.UTF_8));
  }
}
