package dev.tidings.moving;

import dev.tidings.audience.AudienceProblem;
import dev.tidings.audience.AudienceSettings;
import dev.tidings.audience.CsvTable;
import dev.tidings.audience.Resettling;
import dev.tidings.store.Database;
import dev.tidings.store.Numbers;
import dev.tidings.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * A house that left arrives in a new one, as it was: first everything is looked through, row by row, then all of it is taken in by one
 * transaction, or nothing. Nobody is told of anything by it.
 */
public final class Arrival {
  /** Tables whose numbers stand in links, or in other tables. */
  static final List<String> NUMBERED = List.of("subscriber", "subscription", "edition", "variant", "request", "bounce", "audit", "desk_mail");
  private final Database database;
  private final Identity identity;
  private final Set<String> newsletters;
  private final Resettling readers;

  /** @param newsletters that the new house has */
  public Arrival(Database database, AudienceSettings audience, Identity identity, Set<String> newsletters) {
    this.database = database;
    this.identity = identity;
    this.newsletters = newsletters;
    this.readers = new Resettling(audience);
  }

  /**
   * @param problems each stands in the way · @param remarks what the admin should know
   * @param counts by what: readers of each newsletter, editions, suppressions
   */
  public record Verdict(List<String> problems, List<String> remarks, Map<String, Integer> counts) {
    public boolean good() {
      return problems.isEmpty();
    }
  }

  /** Nothing is changed. */
  public Verdict check(Path from) throws IOException {
    return with(from, this::look);
  }

  /** For good, where nothing stands in the way. */
  public Verdict take(Path from, Instant now) throws IOException {
    return with(from, parcel -> {
      Verdict verdict = look(parcel);
      if (verdict.good()) database.durably(tx -> {
        try {
          return settle(tx, parcel, now);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      return verdict;
    });
  }

  private interface Work {
    Verdict on(Parcel parcel) throws IOException;
  }

  private static Verdict with(Path from, Work work) throws IOException {
    try (Parcel parcel = Parcel.open(from)) {
      return work.on(parcel);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Verdict look(Parcel parcel) throws IOException {
    List<String> faults = parcel.faults();
    if (!faults.isEmpty()) return new Verdict(faults, List.of(), Map.of());
    var problems = new ArrayList<String>();
    var remarks = new ArrayList<String>();
    var counts = new LinkedHashMap<String, Integer>();
    database.snapshot(sql -> {
      try {
        requireNew(sql, problems);
        judge(parcel.label(), parcel, problems, remarks);
        for (String newsletter : parcel.newsletters()) {
          if (!newsletters.contains(newsletter))
            remarks.add("config/tidings.yml has no newsletter '" + newsletter + "': its readers are kept and get nothing until there is one.");
          try (InputStream in = parcel.read(Departure.READERS + newsletter + ".csv")) {
            Resettling.Outcome outcome = readers.check(sql, roll(newsletter), in);
            outcome.problems().stream().map(AudienceProblem::toString).forEach(problems::add);
            counts.put("readers of " + newsletter, outcome.rows());
          }
        }
        for (Book book : Book.all().toList()) problems.addAll(new BookReader(book, sql).check(parcel));
        return counts;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    return new Verdict(List.copyOf(problems), List.copyOf(remarks), counts);
  }

  private static Resettling.Roll roll(String newsletter) {
    return new Resettling.Roll(newsletter, Departure.READERS + newsletter + ".csv");
  }

  private static void requireNew(Handle sql, List<String> problems) {
    String there = List.of("subscription", "edition", "post").stream()
        .map(table -> Map.entry(table, sql.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one())).filter(count -> count.getValue() > 0)
        .map(count -> "%,d in %s".formatted(count.getValue(), count.getKey())).collect(Collectors.joining(", "));
    if (!there.isEmpty())
      problems.add("this house is not new (rows: " + there + "). Take single lists in with 'tidings import NEWSLETTER FILE', or stop it, move data/ away and import again.");
  }

  private void judge(Properties label, Parcel parcel, List<String> problems, List<String> remarks) throws IOException {
    if (!label.getProperty("form", "").equals(Integer.toString(Departure.FORM)))
      problems.add(Departure.LABEL + ": this version does not know the form '" + label.getProperty("form", "") + "'. Import with the version that exported it, or a later one.");
    if (!label.getProperty("salt", "").equals(identity.salt()) && forgotten(parcel))
      problems.add("it holds hashes of forgotten readers, and config/house.yml here has another salt: a list could bring them back. Put the old house's config/house.yml here first.");
    if (!label.getProperty("links", "").isEmpty() && !identity.knownLinks().filter(label.getProperty("links")::equals).isPresent())
      remarks.add("data/keys/ is not the old house's: links in mails that were sent already, to leave above all, will lead nowhere. Copy data/keys/ from there before the first mail goes out.");
    if (!label.getProperty("owed", "0").equals("0"))
      remarks.add(label.getProperty("owed") + " mails were still owed when it was made: their readers count as not told, and get it with the next edition. Let the old house send no more.");
  }

  private static boolean forgotten(Parcel parcel) throws IOException {
    boolean[] found = {false};
    try (InputStream in = parcel.read("suppressions.csv")) {
      CsvTable.read(in, row -> found[0] |= row.text("address_key").startsWith("h:"));
    } catch (IllegalArgumentException broken) {
      return true; // said by its own check
    }
    return found[0];
  }

  private boolean settle(Tx tx, Parcel parcel, Instant now) throws IOException {
    for (Book book : Book.beforeReaders()) new BookReader(book, tx.sql()).take(parcel, Optional.empty());
    tx.sql().execute("UPDATE post_file SET modified = -1"); // the folder is another one: read again, and what was moved meanwhile is known by its old path
    new BookReader(Book.EDITIONS, tx.sql()).take(parcel, Optional.empty());
    new BookReader(Book.EDITION_POSTS, tx.sql()).take(parcel, Optional.empty());
    new BookReader(Book.VARIANTS, tx.sql()).take(parcel, Optional.of(new VariantFiles(tx.sql(), parcel)));
    for (String newsletter : parcel.newsletters()) {
      try (InputStream in = parcel.read(Departure.READERS + newsletter + ".csv")) {
        readers.take(tx, roll(newsletter), in);
      }
    }
    for (Book book : Book.afterReaders()) new BookReader(book, tx.sql()).take(parcel, Optional.empty());
    goOn(tx.sql(), parcel.label(), now);
    tx.sql().execute("DELETE FROM happening"); // an arrival is no news
    for (String newsletter : parcel.newsletters()) readers.noteLeft(tx, newsletter, now);
    return true;
  }

  private void goOn(Handle sql, Properties label, Instant now) {
    var numbers = new Numbers(sql, database.dialect());
    for (String table : NUMBERED) numbers.goOnAfter(table, Long.parseLong(label.getProperty("last." + table, "0")));
    long last = Long.parseLong(label.getProperty("last.subscription", "0"));
    if (numbers.last("subscription") >= last) return;
    // the readers with the last numbers were forgotten: the place is kept, so that nobody gets a link of theirs
    long nobody = sql.createQuery("INSERT INTO subscriber (address_key, address, domain, created_at) VALUES ('h:last', 'forgotten', '', ?) RETURNING id").bind(0, now.toEpochMilli()).mapTo(Long.class).one();
    sql.execute("INSERT INTO subscription (id, subscriber, newsletter, status, ended_why, cursor, since) VALUES (?, ?, '', 'ended', 'forgotten', 0, ?)", last, nobody, now.toEpochMilli());
  }
}
