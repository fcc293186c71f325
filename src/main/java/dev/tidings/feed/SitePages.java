package dev.tidings.feed;

import dev.tidings.markup.Article;
import dev.tidings.post.Category;
import dev.tidings.render.Look;
import dev.tidings.shelf.ShelvedPost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages beside the feeds: the index, posts without a site of their own, editions, the list of feeds, OPML. */
final class SitePages {
  private static final int ON_THE_INDEX = 30;
  private final Look look;
  private final String language;
  private final PageTemplates templates;
  private final List<Topic> topics;
  private final SiteWriter writer;

  SitePages(Look look, String language, PageTemplates templates, List<Topic> topics, SiteWriter writer) {
    this.look = look;
    this.language = language;
    this.templates = templates;
    this.topics = topics;
    this.writer = writer;
  }

  /** A post that is at home elsewhere gets no page here. */
  void post(ShelvedPost shelved, Article article, Entry entry) {
    if (!shelved.link().toASCIIString().equals(look.site().resolve(shelved.page()).toASCIIString())) return;
    String spoken = shelved.post().filing().language().orElse(language);
    String meta = Stream.concat(shelved.post().filing().categories().stream().map(Category::name),
        Stream.of(shelved.post().dates().published().toLocalDate().toString())).collect(Collectors.joining(" · "));
    List<Page.Link> sources = Stream.concat(shelved.post().gist().source().stream(), shelved.post().gist().sources().stream())
        .flatMap(source -> source.link().stream().map(link -> new Page.Link(source.name(), link.toASCIIString(), source.host()))).toList();
    var story = new Page.Story(entry.title(), meta, article.bullets().stream().map(bullet -> bullet.html().value()).toList(), article.html().value(), sources);
    writer.put(shelved.page() + "index.html", templates.page("post.html", page(shelved.page(), entry.title(), String.join(" ", entry.content().bullets()), spoken), "post", story));
  }

  void editions(List<PublishedEdition> editions) {
    Map<String, List<PublishedEdition>> byNewsletter = new LinkedHashMap<>();
    for (PublishedEdition edition : editions) {
      writer.put(edition.page() + "index.html", edition.html().isBlank() ? plain(edition) : EditionPage.of(edition, look.site()));
      byNewsletter.computeIfAbsent(edition.newsletter().slug(), any -> new ArrayList<>()).add(edition);
    }
    byNewsletter.forEach((slug, own) -> {
      String title = own.get(0).newsletter().imprint().title();
      var months = new LinkedHashMap<String, List<Page.Line>>();
      own.forEach(edition -> months.computeIfAbsent(edition.local().toString().substring(0, 7), any -> new ArrayList<>()).add(line(edition)));
      List<Page.Group> groups = months.entrySet().stream().map(month -> new Page.Group(month.getKey(), month.getValue())).toList();
      list("editions/" + slug + "/", new Page.Listing(title, own.get(0).newsletter().imprint().description(), groups));
    });
  }

  /** An edition that went out as text only. */
  private String plain(PublishedEdition edition) {
    String letter = "<pre class=\"letter\">" + Entry.escaped(EditionPage.publicText(edition.text())) + "</pre>";
    var story = new Page.Story(Entry.legal(edition.subject()), edition.local().toLocalDate().toString(), List.of(), letter, List.of());
    return templates.page("post.html", page(edition.page(), story.title(), "", edition.newsletter().imprint().language()), "post", story);
  }

  private Page.Line line(PublishedEdition edition) {
    return new Page.Line(edition.subject(), look.site() + edition.page(), edition.local().toLocalDate().toString());
  }

  void index(List<ShelvedPost> newestFirst, List<PublishedEdition> editions) {
    var groups = new ArrayList<Page.Group>();
    if (!editions.isEmpty()) groups.add(new Page.Group("Editions", editions.stream().limit(ON_THE_INDEX / 3).map(this::line).toList()));
    groups.add(new Page.Group(newestFirst.isEmpty() ? "" : "Posts", newestFirst.stream().limit(ON_THE_INDEX).map(post -> new Page.Line(
        post.post().title().text(), post.link().toASCIIString(), post.post().dates().published().toLocalDate().toString())).toList()));
    list("", new Page.Listing(look.title(), newestFirst.isEmpty() ? "Posts and editions will appear here when there are any." : "", groups));
    List<Page.Group> feeds = topics.stream().map(topic -> new Page.Group(topic.title(), List.of(new Page.Line("Atom", topic.url("atom.xml"), ""),
        new Page.Line("RSS", topic.url("rss.xml"), ""), new Page.Line("JSON Feed", topic.url("feed.json"), "")))).toList();
    list("feeds/", new Page.Listing("Feeds", "Each category in three formats; all of them in opml.xml.", feeds));
    writer.put("opml.xml", Opml.write(look.title(), topics));
    writer.put("style.css", templates.text("style.css"));
    writer.put("feed.css", templates.text("feed.css"));
  }

  private void list(String path, Page.Listing listing) {
    writer.put(path + "index.html", templates.page("list.html", page(path, listing.heading(), listing.note(), language), "list", listing));
  }

  private Page page(String path, String title, String description, String spoken) {
    String site = look.site().toString();
    List<Page.Feed> feeds = topics.stream().limit(1).map(topic -> new Page.Feed(topic.title(), topic.url("atom.xml"), AtomFormat.TYPE)).toList();
    return new Page(new Page.Place(site + path, site, look.title(), look.postalAddress()), new Page.Words(title, description, spoken), feeds);
  }
}
