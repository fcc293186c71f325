package dev.tidings.feed;

import dev.tidings.markup.Article;
import dev.tidings.post.Category;
import dev.tidings.render.Look;
import dev.tidings.shelf.ShelvedPost;
import dev.tidings.timetable.Newsletter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.thymeleaf.exceptions.TemplateEngineException;

/** All feeds and pages of a house. What has not changed keeps its bytes. One post that cannot be written costs that post. */
public final class FeedComposer {
  private final FeedSettings settings;
  private final Look look;
  private final String language;
  private final Function<ShelvedPost, Article> articles;
  private final PageTemplates templates;

  /**
   * @param language of the site
   * @param templates the house's templates/site/, if it has any
   */
  public FeedComposer(FeedSettings settings, Look look, String language, Function<ShelvedPost, Article> articles, Optional<Path> templates) {
    this.settings = settings;
    this.look = look;
    this.language = language;
    this.articles = articles;
    this.templates = new PageTemplates(templates);
  }

  /**
   * Writes everything.
   *
   * @param newestFirst all public posts
   * @param editions newest first within a newsletter
   * @param now for nothing that would change bytes; a feed's date is that of its newest entry
   */
  public FeedReport write(List<ShelvedPost> newestFirst, List<PublishedEdition> editions, Instant now, SiteWriter writer) {
    List<String> problems = Collections.synchronizedList(new ArrayList<>());
    List<Optional<Entry>> entries = newestFirst.parallelStream().map(post -> entry(post, problems)).toList();
    Map<Topic, List<Entry>> feeds = new LinkedHashMap<>();
    feeds.put(topic("feeds/all/", look.title(), ""), entries.stream().flatMap(Optional::stream).toList());
    categories(newestFirst).forEach((category, indexes) ->
        feeds.put(topic("feeds/" + category.slug() + "/", look.title() + ": " + category.name(), ""), indexes.stream().map(entries::get).flatMap(Optional::stream).toList()));
    newsletters(editions).forEach((newsletter, own) -> feeds.put(topic("feeds/newsletters/" + newsletter.slug() + "/", newsletter.imprint().title(), newsletter.imprint().description()),
        own.stream().map(edition -> Entry.of(edition, look.site(), look.title())).toList()));
    feeds.entrySet().parallelStream().forEach(feed -> put(feed.getKey(), feed.getValue(), writer));
    var pages = new SitePages(look, language, templates, List.copyOf(feeds.keySet()), writer);
    IntStream.range(0, newestFirst.size()).parallel().forEach(i -> entries.get(i).ifPresent(entry -> page(pages, newestFirst.get(i), entry, problems)));
    pages.editions(editions);
    pages.index(newestFirst, editions);
    writer.finish();
    return new FeedReport(writer.written(), writer.unchanged(), List.copyOf(problems));
  }

  private Optional<Entry> entry(ShelvedPost post, List<String> problems) {
    try {
      return Optional.of(Entry.of(post, articles.apply(post), look.title()));
    } catch (RuntimeException e) {
      problems.add("%s: it cannot be written to feeds (%s). The other posts are there.".formatted(post.post().file().path(), e.getMessage()));
      return Optional.empty();
    }
  }

  private void page(SitePages pages, ShelvedPost post, Entry entry, List<String> problems) {
    try {
      pages.post(post, articles.apply(post), entry);
    } catch (TemplateEngineException e) {
      problems.add("%s: its page cannot be written (%s). It is in the feeds, and the other pages are there.".formatted(post.post().file().path(), e.getMessage()));
    }
  }

  private static Map<Category, List<Integer>> categories(List<ShelvedPost> posts) {
    Map<Category, List<Integer>> byCategory = new LinkedHashMap<>();
    for (int i = 0; i < posts.size(); i++)
      for (Category category : posts.get(i).post().filing().categories()) byCategory.computeIfAbsent(category, any -> new ArrayList<>()).add(i);
    return byCategory;
  }

  private static Map<Newsletter, List<PublishedEdition>> newsletters(List<PublishedEdition> editions) {
    Map<Newsletter, List<PublishedEdition>> byNewsletter = new LinkedHashMap<>();
    for (PublishedEdition edition : editions) byNewsletter.computeIfAbsent(edition.newsletter(), any -> new ArrayList<>()).add(edition);
    return byNewsletter;
  }

  private Topic topic(String folder, String title, String description) {
    var facts = new Topic.Facts(look.site(), look.site().toString(), language, look.title(), settings.ttlMinutes(), settings.hub());
    return new Topic(folder, Entry.legal(title), Entry.legal(description), facts);
  }

  private void put(Topic topic, List<Entry> newestFirst, SiteWriter writer) {
    for (Document document : Topics.documents(topic, newestFirst, settings.entries())) {
      put(topic, "rss", document.suffix() + ".xml", RssFormat.write(document), writer);
      put(topic, "atom", document.suffix() + ".xml", AtomFormat.write(document), writer);
      put(topic, "feed", document.suffix() + ".json", JsonFormat.write(document), writer);
    }
  }

  /** A path that readers knew before they moved here shows the same document. */
  private void put(Topic topic, String name, String ending, String text, SiteWriter writer) {
    String path = topic.folder() + name + ending;
    writer.put(path, text);
    settings.legacy().forEach((old, shown) -> {
      if (path.equals("feeds/" + shown)) writer.put(old, text);
    });
  }
}
