package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.archive.Published;
import dev.tidings.archive.SearchIndex;
import dev.tidings.markup.Article;
import dev.tidings.shelf.Arrived;
import dev.tidings.shelf.Shelf;
import dev.tidings.store.Database;
import dev.tidings.timetable.Newsletter;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The site's search: keeps up with editions and public posts, and finds them. Only what has changed is read. */
public final class SearchDesk {
  private static final int CHUNK = 200;
  /** Addresses, readers' own among them, and the holes for what is theirs. */
  private static final Pattern LINKS = Pattern.compile("https?://\\S+|(?m:^[=─-]{3,}$)|[\\uE000-\\uF8FF]");
  private final Database database;
  private final Gather gather;
  private final Shelf shelf;
  private final Archive archive;
  private final Site site;
  private final SearchIndex index;
  private String seen = "";

  /** @param address ends with '/' */
  record Site(URI address, List<Newsletter> newsletters) {}

  SearchDesk(Database database, Gather gather, Shelf shelf, Archive archive, Site site) {
    this.database = database;
    this.index = new SearchIndex(database.dialect());
    this.gather = gather;
    this.shelf = shelf;
    this.archive = archive;
    this.site = site;
  }

  private record Work(String thing, String state, Supplier<Optional<SearchIndex.Entry>> entry) {}

  /** Best first. */
  public List<SearchIndex.Found> find(String question, int most) {
    return database.read(sql -> index.find(sql, question, most));
  }

  /** Takes in what is new and lets go of what is gone. @return how many entries changed */
  public synchronized int catchUp(Instant now) {
    String version = database.read(sql -> shelf.version(sql, now) + sql.createQuery("SELECT coalesce(max(id), 0) FROM edition").mapTo(String.class).one());
    if (version.equals(seen)) return 0;
    List<Work> all = all(now);
    Map<String, String> kept = database.read(index::kept);
    List<Work> stale = all.stream().filter(work -> !work.state().equals(kept.get(work.thing()))).toList();
    for (int from = 0; from < stale.size(); from += CHUNK) keep(stale.subList(from, Math.min(stale.size(), from + CHUNK)));
    Set<String> gone = new HashSet<>(kept.keySet());
    all.forEach(work -> gone.remove(work.thing()));
    if (!gone.isEmpty()) database.inTx(tx -> {
      gone.forEach(thing -> index.forget(tx, thing));
      return gone.size();
    });
    seen = version;
    return stale.size() + gone.size();
  }

  private List<Work> all(Instant now) {
    Library library = database.read(gather::look).library();
    var all = new ArrayList<Work>();
    for (Arrived post : database.read(sql -> shelf.published(sql, now))) {
      String thing = "post/" + post.entry().key().value();
      all.add(new Work(thing, post.state(), () -> entry(thing, post, library)));
    }
    for (Newsletter newsletter : site.newsletters())
      for (Published edition : database.read(sql -> archive.editions(sql, newsletter.slug()))) {
        String thing = "edition/" + edition.id();
        all.add(new Work(thing, state(edition), () -> Optional.of(entry(thing, newsletter, edition))));
      }
    return all;
  }

  private void keep(List<Work> chunk) {
    List<SearchIndex.Entry> entries = chunk.stream().map(work -> work.entry().get()).flatMap(Optional::stream).toList();
    database.inTx(tx -> {
      entries.forEach(entry -> index.keep(tx, entry));
      return entries.size();
    });
  }

  private Optional<SearchIndex.Entry> entry(String thing, Arrived arrived, Library library) {
    return library.shelved(arrived.entry()).map(post -> {
      Article article = library.set(post);
      String bullets = article.bulletsMade() ? "" : article.bullets().stream().map(bullet -> bullet.text() + "\n").collect(Collectors.joining());
      return new SearchIndex.Entry(thing, arrived.state(), post.post().title().text(), bullets + article.text(), post.link().toASCIIString(), post.post().dates().published().toLocalDate());
    });
  }

  private static String state(Published edition) {
    return edition.when().reprinted().map(Instant::toString).orElse("");
  }

  private SearchIndex.Entry entry(String thing, Newsletter newsletter, Published edition) {
    String text = database.read(sql -> archive.fullest(sql, edition.id())).map(stored -> stored.letter().parts().text()).orElse("");
    LocalDate day = edition.when().local().atOffset(ZoneOffset.UTC).toLocalDate();
    return new SearchIndex.Entry(thing, state(edition), edition.subject(), LINKS.matcher(text).replaceAll(""), site.address() + "editions/" + newsletter.slug() + "/" + edition.number() + "/", day);
  }
}
