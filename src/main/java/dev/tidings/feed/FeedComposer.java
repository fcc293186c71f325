package dev.tidings.feed;

import dev.tidings.markup.Article;
import dev.tidings.post.PostProblem;
import dev.tidings.post.PostProblem.Severity;
import dev.tidings.render.Look;
import dev.tidings.render.TemplateFolder;
import dev.tidings.shelf.Arrived;
import dev.tidings.shelf.PostKey;
import dev.tidings.shelf.ShelvedPost;
import dev.tidings.timetable.Newsletter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All feeds and pages of a house. What is made of the same as the last time is neither read nor rendered nor written. One post that
 * cannot be written costs that post.
 */
public final class FeedComposer {
  private final FeedSettings settings;
  private final Look look;
  private final String language;
  private final TemplateFolder templates;

  /**
   * @param language of the site
   * @param templates the house's; those in site/ are for pages
   */
  public FeedComposer(FeedSettings settings, Look look, String language, TemplateFolder templates) {
    this.settings = settings;
    this.look = look;
    this.language = language;
    this.templates = templates;
  }

  /** Who is to be told of changed feeds. */
  public Optional<URI> hub() {
    return settings.hub();
  }

  /**
   * Writes everything.
   *
   * @param editions newest first within a newsletter
   * @param cuts of the archives so far; those made now are among {@link Cuts#fresh}
   */
  public FeedReport write(Catalogue catalogue, List<PublishedEdition> editions, Cuts cuts, SiteWriter writer) {
    return new Desk(catalogue, editions, writer).write(cuts);
  }

  /** One writing. */
  private final class Desk {
    private final Catalogue catalogue;
    private final List<PublishedEdition> editions;
    private final SiteWriter writer;
    private final List<PostProblem> problems = Collections.synchronizedList(new ArrayList<>());
    private final List<String> changed = Collections.synchronizedList(new ArrayList<>());
    private final Map<PostKey, Arrived> posts;
    private final Frame frame;
    private final SitePages pages;
    private final Map<Topic, List<Piece>> topics;

    Desk(Catalogue catalogue, List<PublishedEdition> editions, SiteWriter writer) {
      this.catalogue = catalogue;
      this.editions = editions;
      this.writer = writer;
      this.posts = catalogue.newestFirst().stream().collect(Collectors.toMap(post -> post.entry().key(), Function.identity()));
      this.topics = new Topics(look, language, settings).of(catalogue, posts, editions);
      this.frame = new Frame(look, language, templates, List.copyOf(topics.keySet()), problems::add);
      this.pages = new SitePages(frame, writer);
    }

    FeedReport write(Cuts cuts) {
      var documents = new ArrayList<Document>();
      topics.forEach((topic, pieces) -> documents.addAll(cuts.documents(topic, pieces, settings.entries())));
      List<Document> stale = documents.stream().filter(document -> !isCurrent(document)).sorted(Comparator.comparing(Desk::newest)).toList();
      Map<String, Function<Piece, Optional<Galley>>> setters = setters();
      var galleys = new Galleys(stale, piece -> setters.getOrDefault(piece.key(), this::post).apply(piece));
      List<Piece> alone = topics.values().iterator().next().stream().filter(piece -> !galleys.isAskedFor(piece) && isPageStale(piece)).toList();
      InOrder.run(Stream.concat(stale.stream().<Runnable>map(document -> () -> put(document, galleys)), alone.stream().<Runnable>map(piece -> () -> post(piece))).toList());
      pages();
      writer.finish();
      return new FeedReport(writer.written(), writer.unchanged(), changed.stream().sorted().toList(), List.copyOf(problems));
    }

    private void pages() {
      Map<Newsletter, List<PublishedEdition>> newsletters = Topics.byNewsletter(catalogue.newsletters(), editions);
      newsletters.forEach(pages::editions);
      topics.forEach((topic, pieces) -> {
        if (topic.name().equals("all")) pages.index(newest(pieces, SitePages.ON_THE_INDEX), newsletters);
        else if (!topic.name().startsWith("newsletters/")) pages.category(topic, newest(pieces, settings.entries()));
      });
      pages.lists();
    }

    private List<ShelvedPost> newest(List<Piece> pieces, int count) {
      return pieces.stream().limit(count).map(piece -> posts.get(new PostKey(piece.key()))).filter(Objects::nonNull).map(catalogue::post).flatMap(Optional::stream).toList();
    }

    private static long newest(Document document) {
      return document.pieces().stream().mapToLong(Piece::arrival).max().orElse(0);
    }

    private boolean isCurrent(Document document) {
      String madeOf = document.madeOf();
      return files(document).allMatch(path -> writer.isCurrent(path, madeOf));
    }

    /** The three formats, and paths that readers knew before they moved here. */
    private Stream<String> files(Document document) {
      return Stream.of(FeedFormat.values()).flatMap(format -> files(document, format));
    }

    private Stream<String> files(Document document, FeedFormat format) {
      String path = format.path(document);
      return Stream.concat(Stream.of(path), settings.legacy().entrySet().stream().filter(old -> path.equals("feeds/" + old.getValue())).map(Map.Entry::getKey));
    }

    private void put(Document document, Galleys galleys) {
      List<Galley> set = document.pieces().stream().map(galleys::take).flatMap(Optional::stream).toList();
      Instant updated = set.stream().map(Galley::updated).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
      // One with a gap is made again the next time, and its reason told again.
      String madeOf = set.size() == document.pieces().size() ? document.madeOf() : "";
      for (FeedFormat format : FeedFormat.values()) {
        byte[] bytes = format.bind(document, updated, set);
        String own = format.path(document);
        if (writer.put(own, madeOf, bytes) && !document.isArchive()) changed.add(look.site() + Topic.ascii(own));
        files(document, format).skip(1).forEach(path -> writer.put(path, madeOf, bytes));
      }
    }

    private Map<String, Function<Piece, Optional<Galley>>> setters() {
      Map<String, Function<Piece, Optional<Galley>>> setters = new HashMap<>();
      for (PublishedEdition edition : editions) setters.put(edition.page(), piece -> {
        List<ShelvedPost> stories = edition.stories().stream().map(posts::get).filter(Objects::nonNull).map(catalogue::post).flatMap(Optional::stream).toList();
        return Optional.of(Galley.of(Item.of(edition, stories, look.site(), look.title()), look.site().toString()));
      });
      return setters;
    }

    private boolean isPageStale(Piece piece) {
      return catalogue.pages() && !pages.isCurrent(arrived(piece));
    }

    private Arrived arrived(Piece post) {
      return Optional.ofNullable(posts.get(new PostKey(post.key()))).orElseThrow();
    }

    /** Its entry, and its page on the way. */
    private Optional<Galley> post(Piece piece) {
      Arrived arrived = arrived(piece);
      Optional<ShelvedPost> post = catalogue.post(arrived);
      if (post.isEmpty()) return Optional.empty();
      Optional<Set> set = set(post.get());
      if (catalogue.pages()) set.ifPresent(one -> pages.post(one.post(), one.article(), one.item(), arrived));
      return set.map(Set::galley);
    }

    private record Set(ShelvedPost post, Article article, Item item, Galley galley) {}

    private Optional<Set> set(ShelvedPost post) {
      try {
        Article article = catalogue.reading().article().apply(post);
        Item item = Item.of(post, article, frame);
        return Optional.of(new Set(post, article, item, Galley.of(item, look.site().toString())));
      } catch (RuntimeException e) {
        problems.add(new PostProblem(post.post().file().path(), 0, Severity.ERROR,
            "it cannot be written to feeds (%s). The post is left out of them; the others are there. Simplify its text.".formatted(e.getMessage())));
        return Optional.empty();
      }
    }
  }
}
