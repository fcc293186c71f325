package dev.tidings.feed;

import dev.tidings.markup.Article;
import dev.tidings.markup.Inline;
import dev.tidings.post.Category;
import dev.tidings.post.Post;
import dev.tidings.post.Sentiment;
import dev.tidings.post.Source;
import dev.tidings.shelf.ShelvedPost;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What any of the three formats says about one post or edition. Text is free of characters that XML forbids. */
record Item(String id, String link, String title, Times times, Content content, Tags tags) {
  record Times(Instant published, Instant updated) {}

  /** @param summary short HTML · @param html the whole, may be the summary again · @param language of a post that has its own */
  record Content(String summary, String html, List<String> bullets, Optional<Sentiment> sentiment, Optional<String> language) {}

  record Tags(List<Category> categories, List<String> tags, String author, Optional<URI> source, List<Source> sources) {}

  /** {@code updated} moves for last_modified_at and a correction only: a mended comma must not make a post unread. */
  static Item of(ShelvedPost shelved, Article article, Frame frame) {
    Post post = shelved.post();
    Instant published = post.dates().published().toInstant();
    Instant updated = Stream.concat(post.dates().modified().map(time -> time.toInstant()).stream(), shelved.corrected().stream()).filter(published::isBefore).max(Instant::compareTo).orElse(published);
    String summary = article.bullets().isEmpty() ? "" : article.bullets().stream().map(bullet -> "<li>" + bullet.html().value() + "</li>").collect(Collectors.joining("", "<ul>", "</ul>"));
    List<String> bullets = article.bullets().stream().map(Inline::text).map(Xml::legal).toList();
    String by = post.filing().authors().stream().findFirst().filter(name -> !name.isBlank()).orElse(frame.title());
    return new Item(Xml.legal(shelved.feedId()), shelved.link().toASCIIString(), Xml.legal(post.title().text()), new Times(published, updated),
        new Content(Xml.legal(summary), Xml.legal(frame.entry(post, article)), bullets, post.gist().sentiment().map(Item::legal), post.filing().language()),
        new Tags(post.filing().categories().stream().map(Item::legal).toList(), post.filing().tags().stream().map(Xml::legal).toList(), Xml.legal(by),
            post.gist().source().flatMap(Source::link), references(post).stream().map(Item::legal).toList()));
  }

  /** What it was written from, {@code source_url} first and under its name in the list of sources; none twice. */
  static List<Source> references(Post post) {
    Map<String, Source> byPlace = new LinkedHashMap<>();
    Stream.concat(post.gist().source().stream(), post.gist().sources().stream())
        .forEach(source -> byPlace.put(source.link().map(URI::toString).orElse(source.name()), source));
    return List.copyOf(byPlace.values());
  }

  /** @param stories the posts it told, as a list of links */
  static Item of(PublishedEdition edition, List<ShelvedPost> stories, URI site, String author) {
    String link = site + edition.page();
    String summary = stories.stream().map(story -> "<li><a href=\"" + Xml.escaped(story.link().toASCIIString()) + "\">" + Xml.escaped(story.post().title().text()) + "</a></li>").collect(Collectors.joining("", "<ul>", "</ul>"));
    List<String> bullets = stories.stream().map(story -> Xml.legal(story.post().title().text())).toList();
    String id = "tag:" + site.getHost() + "," + edition.local().toLocalDate() + ":editions/" + edition.newsletter().slug() + "/" + edition.number();
    return new Item(id, link, Xml.legal(edition.subject()), new Times(edition.publishedAt(), edition.publishedAt()), new Content(Xml.legal(summary), Xml.legal(summary), bullets, Optional.empty(), Optional.empty()),
        new Tags(List.of(), List.of(), Xml.legal(author), Optional.empty(), List.of()));
  }

  private static Sentiment legal(Sentiment sentiment) {
    return new Sentiment(sentiment.score(), Xml.legal(sentiment.label()), sentiment.step());
  }

  private static Category legal(Category category) {
    return new Category(Xml.legal(category.name()), category.slug());
  }

  private static Source legal(Source source) {
    return new Source(Xml.legal(source.name()), source.link());
  }
}
