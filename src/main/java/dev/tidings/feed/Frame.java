package dev.tidings.feed;

import dev.tidings.markup.Article;
import dev.tidings.post.Post;
import dev.tidings.post.PostProblem;
import dev.tidings.render.Look;
import dev.tidings.render.MailModel;
import dev.tidings.render.PageEngine;
import dev.tidings.render.TemplateFolder;
import dev.tidings.render.Words;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What stands around every page: name, ways, feeds, words of its language. */
final class Frame {
  private final Look look;
  private final String language;
  private final PageEngine templates;
  private final List<Topic> topics;

  /** @param language of the site */
  Frame(Look look, String language, TemplateFolder folder, List<Topic> topics, Consumer<PostProblem> problems) {
    this.look = look;
    this.language = language;
    this.templates = PageEngine.settled(folder, wrong -> problems.accept(new PostProblem(wrong.template(), wrong.line(), PostProblem.Severity.ERROR, wrong.message())));
    this.topics = topics;
  }

  /** @param path below the site, '/' at the end · @param language a page's own; the words are of that language */
  record Sheet(String path, Head head, String language, Page.Ways ways, List<Topic> own) {}

  /** @param name without the site's own · @param dated empty for a list */
  record Head(String title, String name, String description, Optional<Dated> dated) {}

  /** @param author blank for one whose author is not named, empty for an edition */
  record Dated(Instant published, Instant updated, Optional<String> author) {}

  String page(String template, Sheet sheet, String key, Object model) {
    Words words = words(sheet.language());
    var feeds = new ArrayList<Topic>(sheet.own());
    if (!topics.isEmpty() && !feeds.contains(topics.get(0))) feeds.add(topics.get(0));
    List<Page.Feed> found = feeds.stream().flatMap(topic -> java.util.stream.Stream.of(new Page.Feed(topic.title().text(), topic.url("atom.xml"), AtomFormat.TYPE),
        new Page.Feed(topic.title().text(), topic.url("rss.xml"), RssFormat.TYPE), new Page.Feed(topic.title().text(), topic.url("feed.json"), JsonFormat.TYPE))).toList();
    @Nullable String logo = look.brand().logo().map(URI::toString).orElse(null);
    var place = new Page.Place(url(sheet.path()), site(), look.title(), look.postalAddress(), logo, look.doors().server());
    var about = new Page.About(sheet.head().title(), sheet.head().description(), sheet.language(), words.direction(), card(sheet));
    return templates.filled("site/" + template, words, Map.of("page", new Page(place, about, found, sheet.ways()), key, model));
  }

  private Page.Card card(Sheet sheet) {
    Optional<Dated> dated = sheet.head().dated();
    return new Page.Card(dated.isPresent() ? "article" : "website", sheet.head().name(), dated.filter(one -> one.author().isPresent()).map(one -> StructuredPost.of(this, sheet, one)).orElse(null));
  }

  /** What feed readers show of a post. */
  String entry(Post post, Article article) {
    Words words = words(spoken(post));
    return templates.filled("site/entry.html", words, Map.of("entry", text(post, article, words))).strip();
  }

  /** A post's own language, else the site's. */
  String spoken(Post post) {
    return post.filing().language().orElse(language);
  }

  Page.Entry text(Post post, Article article, Words words) {
    List<String> bullets = article.bulletsMade() ? List.of() : article.bullets().stream().map(bullet -> bullet.html().value()).toList();
    MailModel.@Nullable Mood mood = post.gist().sentiment().map(sentiment -> MailModel.Mood.of(sentiment, words)).orElse(null);
    return new Page.Entry(mood, bullets, correction(article, words) + article.html().value(), Item.references(post).stream().map(Page.Link::to).toList());
  }

  /** What was wrong stands above what is right now. */
  private static String correction(Article article, Words words) {
    return article.correction().map(said -> "<p class=\"correction\"><strong>" + Xml.escaped(words.say("correction")) + ".</strong> " + said.html().value() + "</p>").orElse("");
  }

  Words words(String spoken) {
    return templates.words(spoken, look.texts());
  }

  String language() {
    return language;
  }

  boolean hasServer() {
    return look.doors().server();
  }

  String title() {
    return look.title();
  }

  String site() {
    return look.site().toString();
  }

  String url(String path) {
    return look.site() + Topic.ascii(path);
  }

  List<Topic> topics() {
    return topics;
  }

  Page.Line line(Page.Link link, LocalDate date, String spoken) {
    return new Page.Line(link, words(spoken).dayAndYear(date), date.toString(), "", List.of());
  }

  /** A stylesheet in the house's colours. */
  String style(String name) {
    return templates.text("site/" + name).replace("var(--house-accent)", look.brand().accent()).replace("var(--house-accent-dark)", look.brand().darkAccent());
  }
}
