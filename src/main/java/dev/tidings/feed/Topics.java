package dev.tidings.feed;

import dev.tidings.render.Look;
import dev.tidings.shelf.Arrived;
import dev.tidings.shelf.PostKey;
import dev.tidings.timetable.Newsletter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which feeds a house has: one of everything, one for each category, one for the editions of each newsletter. */
final class Topics {
  private final Look look;
  private final String language;
  private final Topic.Facts facts;

  Topics(Look look, String language, FeedSettings settings) {
    this.look = look;
    this.language = language;
    this.facts = new Topic.Facts(look.site(), look.title(), settings.ttlMinutes(), settings.hub());
  }

  /** Each with its pieces, newest first. @param posts the catalogue's, by key */
  Map<Topic, List<Piece>> of(Catalogue catalogue, Map<PostKey, Arrived> posts, List<PublishedEdition> editions) {
    Map<Topic, List<Piece>> topics = new LinkedHashMap<>();
    Map<String, List<Piece>> bySlug = new TreeMap<>();
    var all = new ArrayList<Piece>();
    for (Arrived arrived : catalogue.newestFirst()) {
      var piece = new Piece(arrived.entry().key().value(), arrived.arrival(), arrived.entry().dated(), arrived.state());
      all.add(piece);
      for (String slug : arrived.entry().categories()) bySlug.computeIfAbsent(slug, any -> new ArrayList<>()).add(piece);
    }
    topics.put(topic("all", new Topic.Title(look.title(), ""), language, ""), all);
    bySlug.forEach((slug, pieces) -> {
      String name = catalogue.categories().getOrDefault(slug, slug);
      topics.put(topic(slug, new Topic.Title(Xml.legal(look.title() + ": " + name), ""), language, "categories/" + slug + "/"), pieces);
    });
    byNewsletter(List.of(), editions).forEach((newsletter, own) -> {
      var imprint = newsletter.imprint();
      var title = new Topic.Title(Xml.legal(imprint.title()), Xml.legal(imprint.description()));
      topics.put(topic("newsletters/" + newsletter.slug(), title, imprint.language(), "editions/" + newsletter.slug() + "/"), own.stream().map(edition -> piece(edition, posts)).toList());
    });
    return topics;
  }

  /** @param all these stand there even without an edition */
  static Map<Newsletter, List<PublishedEdition>> byNewsletter(List<Newsletter> all, List<PublishedEdition> editions) {
    Map<Newsletter, List<PublishedEdition>> byNewsletter = new LinkedHashMap<>();
    all.forEach(newsletter -> byNewsletter.put(newsletter, new ArrayList<>()));
    for (PublishedEdition edition : editions) byNewsletter.computeIfAbsent(edition.newsletter(), any -> new ArrayList<>()).add(edition);
    return byNewsletter;
  }

  /** @param home the page it belongs to, below the site */
  private Topic topic(String name, Topic.Title title, String spoken, String home) {
    return new Topic(name, title, spoken, look.site() + Topic.ascii(home), facts);
  }

  /** An edition is frozen, but the titles and links of what it told may change, and stories may be withdrawn. */
  static Piece piece(PublishedEdition edition, Map<PostKey, Arrived> posts) {
    String state = edition.stories().stream().map(posts::get).filter(Objects::nonNull).map(post -> post.entry().key() + post.state()).collect(Collectors.joining(" "));
    return new Piece(edition.page(), edition.number(), edition.publishedAt(), state);
  }
}
