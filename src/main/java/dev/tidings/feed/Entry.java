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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What any of the three formats says about one post or edition. Text is free of characters that XML forbids. */
record Entry(String id, String link, String title, Times times, Content content, Tags tags) {
  record Times(Instant published, Instant updated) {}

  /** @param summary short HTML · @param html the whole, may be the summary again */
  record Content(String summary, String html, List<String> bullets, Optional<Sentiment> sentiment) {}

  record Tags(List<Category> categories, List<String> tags, String author, Optional<URI> source, List<Source> sources) {}

  static Entry of(ShelvedPost shelved, Article article, String author) {
    Post post = shelved.post();
    Instant published = post.dates().published().toInstant();
    Instant updated = post.dates().modified().map(time -> time.toInstant()).filter(published::isBefore).orElse(published);
    String summary = article.bullets().isEmpty() ? "" : article.bullets().stream().map(bullet -> "<li>" + bullet.html().value() + "</li>").collect(Collectors.joining("", "<ul>", "</ul>"));
    String html = article.html().isEmpty() ? summary : article.html().value();
    List<String> bullets = article.bullets().stream().map(Inline::text).map(Entry::legal).toList();
    String by = post.filing().authors().stream().findFirst().filter(name -> !name.isBlank()).orElse(author);
    return new Entry(legal(shelved.feedId()), shelved.link().toASCIIString(), legal(post.title().text()), new Times(published, updated),
        new Content(legal(summary), legal(html), bullets, post.gist().sentiment().map(Entry::legal)),
        new Tags(post.filing().categories(), post.filing().tags().stream().map(Entry::legal).toList(), legal(by), post.gist().source().flatMap(Source::link), post.gist().sources()));
  }

  static Entry of(PublishedEdition edition, URI site, String author) {
    String link = site + edition.page();
    String summary = edition.stories().stream().map(story -> "<li><a href=\"" + escaped(story.link().toASCIIString()) + "\">" + escaped(story.post().title().text()) + "</a></li>").collect(Collectors.joining("", "<ul>", "</ul>"));
    List<String> bullets = edition.stories().stream().map(story -> legal(story.post().title().text())).toList();
    String id = "tag:" + site.getHost() + "," + edition.local().toLocalDate() + ":editions/" + edition.newsletter().slug() + "/" + edition.number();
    return new Entry(id, link, legal(edition.subject()), new Times(edition.publishedAt(), edition.publishedAt()), new Content(legal(summary), legal(summary), bullets, Optional.empty()),
        new Tags(List.of(), List.of(), legal(author), Optional.empty(), List.of()));
  }

  /** XML 1.0 2.2: one character illegal there would cost the whole feed. */
  static String legal(String text) {
    if (text.chars().allMatch(c -> c >= 0x20 && c < 0xD800)) return text;
    return text.codePoints()
        .filter(c -> c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000 && c <= 0x10FFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static Sentiment legal(Sentiment sentiment) {
    return new Sentiment(sentiment.score(), legal(sentiment.label()), sentiment.step());
  }

  static String escaped(String text) {
    return legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
