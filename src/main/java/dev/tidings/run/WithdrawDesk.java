package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.archive.StoredVariant;
import dev.tidings.queue.Amends;
import dev.tidings.render.Excision;
import dev.tidings.render.MailTemplates;
import dev.tidings.shelf.Entry;
import dev.tidings.shelf.Shelf;
import dev.tidings.shelf.ShelvedPost;
import dev.tidings.staff.AuditLog;
import dev.tidings.store.Database;
import dev.tidings.store.Tx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * A post is taken back: out of feeds, pages, search, kept mails and those that wait. What is on its way or has arrived cannot be taken back.
 * It is one transaction, with the trace of who did it; feeds and pages follow at once, or with the next run.
 */
public final class WithdrawDesk {
  private static final String WHY = "the only story in it was withdrawn";
  private final House house;
  private final Archive archive = new Archive();

  WithdrawDesk(House house) {
    this.house = house;
  }

  /** @param data the store's locks */
  record House(Database database, Clock clock, Path data, Parts parts, AuditLog log) {}

  /** @param site every page's address begins with it */
  record Parts(Gather gather, Shelf shelf, MailTemplates templates, DigestRun run, URI site) {}

  /**
   * What is, or would be, done.
   *
   * @param editions that told it, as daily/12 · @param named those whose words still speak of it
   * @param mails how many kept mails are changed · @param waiting readers who get a changed one · @param stopped readers who get none, for nothing else stood in it
   */
  public record Outcome(String title, List<String> editions, List<String> named, int mails, Readers readers, long entry) {
    public record Readers(long waiting, int stopped) {}

    /** For the log and for people. */
    public String sentence() {
      String told = editions.isEmpty() ? "No edition told it." : "%d kept mail%s of %s changed.".formatted(mails, mails == 1 ? "" : "s", String.join(", ", editions));
      String owed = readers.waiting + readers.stopped == 0 ? "" : " Of the mails that wait, %d go without it and %d not at all.".formatted(readers.waiting, readers.stopped);
      String words = named.isEmpty() ? "" : " Other words in %s still speak of it: look at them.".formatted(String.join(", ", named));
      return "'%s' is withdrawn from feeds, pages and newsletters. %s%s%s".formatted(title, told, owed, words);
    }
  }

  /** What it would come to; nothing is changed. */
  public Outcome preview(Entry post) {
    Gather.Found found = house.database.read(house.parts.gather()::look);
    return house.database.rehearse(tx -> withdraw(tx, found.library(), post, "nobody"));
  }

  /** @param who stands in the log */
  public Outcome withdraw(Entry post, String who) {
    Outcome outcome;
    try (PublishLock lock = PublishLock.await(house.database, house.data)) {
      Gather.Found found = house.database.read(house.parts.gather()::look);
      outcome = house.database.durably(tx -> withdraw(tx, found.library(), post, who));
    }
    house.parts.run().feedsOnly();
    return outcome;
  }

  private Outcome withdraw(Tx tx, Library library, Entry post, String who) {
    Instant now = house.clock.instant();
    Optional<ShelvedPost> shelved = library.shelved(post);
    String link = shelved.map(ShelvedPost::link).map(URI::toString).orElseGet(() -> house.parts.site() + post.names().page());
    Set<String> titles = titles(tx.sql(), post, shelved);
    var mails = new Mails(tx, now);
    Optional<Long> first = tx.sql().createQuery("SELECT min(edition) FROM edition_post WHERE post = ? AND place NOT IN ('dropped', 'withdrawn')").bind(0, post.key().value()).map((row, context) -> row.getLong(1)).findOne().filter(id -> id > 0);
    first.ifPresent(from -> archive.holding(tx.sql(), from, link).forEach(id -> mails.cut(id, link, titles)));
    long waiting = Amends.waiting(tx.sql(), mails.left);
    int stopped = Amends.stop(tx, mails.empty, WHY, now);
    mails.editions.forEach((name, number) -> Amends.stopCopies(tx, name.substring(0, name.lastIndexOf('/')), number, "a story in it was withdrawn", now));
    archive.unlist(tx, post.key());
    house.parts.shelf().withdraw(tx, post.key());
    var outcome = new Outcome(post.title(), List.copyOf(mails.editions.keySet()), List.copyOf(mails.named), mails.left.size() + mails.empty.size(), new Outcome.Readers(waiting, stopped), 0);
    long entry = house.log.note(tx, who, "withdraw", outcome.sentence());
    return new Outcome(outcome.title, outcome.editions, outcome.named, outcome.mails, outcome.readers, entry);
  }

  /** Whatever it was called. */
  private Set<String> titles(Handle sql, Entry post, Optional<ShelvedPost> shelved) {
    var titles = new LinkedHashSet<String>();
    titles.add(post.title());
    shelved.map(one -> one.post().title()).ifPresent(title -> Stream.of(Optional.of(title.text()), title.headline(), title.shortTitle()).flatMap(Optional::stream).forEach(titles::add));
    titles.addAll(sql.createQuery("SELECT DISTINCT title FROM edition_post WHERE post = ? AND title <> ''").bind(0, post.key().value()).mapTo(String.class).list());
    return titles;
  }

  /** The kept mails that hold it. */
  private final class Mails {
    private final Tx tx;
    private final Instant now;
    private final List<Long> left = new ArrayList<>();
    private final List<Long> empty = new ArrayList<>();
    private final Map<String, Long> editions = new LinkedHashMap<>();
    private final Set<String> named = new TreeSet<>();
    private final Map<String, Set<String>> others = new LinkedHashMap<>();

    Mails(Tx tx, Instant now) {
      this.tx = tx;
      this.now = now;
    }

    void cut(long id, String link, Set<String> titles) {
      StoredVariant variant = archive.variant(tx.sql(), id).orElseThrow();
      String name = variant.newsletter() + "/" + variant.number();
      var other = new HashSet<>(others.computeIfAbsent(variant.newsletter(), newsletter -> archive.titles(tx.sql(), newsletter)));
      other.removeAll(titles);
      List<String> ways = List.of(house.parts.site() + "editions/", house.parts.site() + "feeds/", house.parts.site() + "preferences/", house.parts.site() + "u/");
      StoredVariant.Letter letter = variant.letter();
      Excision.Result result = house.parts.templates().without(new Excision.Letter(letter.subject(), letter.parts(), letter.body()), new Excision.Gone(link, titles, other, ways), letter.language());
      archive.reprint(tx, variant, new StoredVariant.Letter(result.letter().subject(), letter.language(), result.letter().parts(), result.letter().body()), now);
      (result.empty() ? empty : left).add(id);
      editions.put(name, (long) variant.number());
      if (result.named()) named.add(name);
    }
  }
}
