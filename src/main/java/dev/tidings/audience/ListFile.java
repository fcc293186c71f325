package dev.tidings.audience;

import dev.tidings.post.Fingerprint;
import dev.tidings.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What is remembered of the list files of one newsletter, and who came by them. */
final class ListFile {
  private final Handle sql;
  private final String newsletter;

  ListFile(Tx tx, String newsletter) {
    this.sql = tx.sql();
    this.newsletter = newsletter;
  }

  /** @param modified nanoseconds · @param digest of the bytes, empty = not computed */
  record Stamp(long size, long modified, String digest) {
    static Stamp of(Path path) throws IOException {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), "");
    }
  }

  record Known(Stamp stamp, int rows, long generation, int keptOut, List<AudienceProblem> problems) {
    boolean sameAs(Stamp quick) {
      return stamp.size() == quick.size() && stamp.modified() == quick.modified();
    }

    List<AudienceProblem> problemsOf(String file) {
      return problems.stream().map(p -> new AudienceProblem(file, p.line(), p.error(), p.message())).toList();
    }
  }

  static DigestInputStream digesting(InputStream in) {
    return new DigestInputStream(in, Fingerprint.begun());
  }

  static String hex(DigestInputStream in) {
    return HexFormat.of().formatHex(in.getMessageDigest().digest());
  }

  Optional<Known> known(String name) {
    return sql.createQuery("SELECT size, modified, digest, rows, generation, kept_out, problems FROM list_file WHERE name = ? AND newsletter = ?")
        .bind(0, name).bind(1, newsletter)
        .map((row, context) -> new Known(new Stamp(row.getLong(1), row.getLong(2), row.getString(3)), row.getInt(4), row.getLong(5), row.getInt(6), read(row.getString(7))))
        .findOne();
  }

  List<String> namesBut(List<String> names) {
    return sql.createQuery("SELECT name FROM list_file WHERE newsletter = ? ORDER BY name").bind(0, newsletter).mapTo(String.class).list().stream()
        .filter(name -> !names.contains(name)).toList();
  }

  void keep(String name, Known known) {
    sql.execute("INSERT INTO list_file (name, newsletter, digest, size, modified, rows, generation, kept_out, problems) VALUES (?,?,?,?,?,?,?,?,?)"
        + " ON CONFLICT (name, newsletter) DO UPDATE SET digest = excluded.digest, size = excluded.size, modified = excluded.modified,"
        + " rows = excluded.rows, generation = excluded.generation, kept_out = excluded.kept_out, problems = excluded.problems",
        name, newsletter, known.stamp().digest(), known.stamp().size(), known.stamp().modified(), known.rows(), known.generation(),
        known.keptOut(), written(known.problems()));
  }

  void drop(String name) {
    sql.execute("DELETE FROM list_file WHERE name = ? AND newsletter = ?", name, newsletter);
  }

  private static final String UNSEEN =
      "SELECT o.subscription FROM origin o JOIN subscription v ON v.id = o.subscription AND v.newsletter = ? WHERE o.kind = 'file' AND o.name = ? AND o.seen < ?";
  private static final String LEAVING =
      " FROM subscription WHERE status <> 'ended' AND id IN (" + UNSEEN + ") AND NOT EXISTS (SELECT 1 FROM origin x WHERE x.subscription = subscription.id"
          + " AND NOT (x.kind = 'file' AND x.name = ?))";

  /** Whether the reading missed anybody at all; mostly it did not, and this is the one look at the whole list. */
  boolean missed(String name, long generation) {
    return sql.createQuery("SELECT EXISTS (" + UNSEEN + ")").bind(0, newsletter).bind(1, name).bind(2, generation).mapTo(Boolean.class).one();
  }

  int leaving(String name, long generation) {
    return sql.createQuery("SELECT count(*)" + LEAVING).bind(0, newsletter).bind(1, name).bind(2, generation).bind(3, name).mapTo(Integer.class).one();
  }

  int takeOff(String name, long generation) {
    int left = sql.execute("UPDATE subscription SET status = 'ended', ended_why = 'removed' WHERE id IN (SELECT id" + LEAVING + ")", newsletter, name, generation, name);
    sql.execute("DELETE FROM origin WHERE kind = 'file' AND name = ? AND subscription IN (" + UNSEEN + ")", name, newsletter, name, generation);
    return left;
  }

  /** Rows that were broken when the list was last read, by digest, and for whom each stands; 0 = for nobody. */
  Map<Long, Long> broken(String name) {
    var broken = new HashMap<Long, Long>();
    sql.createQuery("SELECT digest, subscription FROM list_broken WHERE newsletter = ? AND name = ?").bind(0, newsletter).bind(1, name)
        .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2))).forEach(row -> broken.put(row.getKey(), row.getValue()));
    return broken;
  }

  void keepBroken(String name, Map<Long, Long> broken) {
    sql.execute("DELETE FROM list_broken WHERE newsletter = ? AND name = ?", newsletter, name);
    if (broken.isEmpty()) return;
    try (PreparedBatch batch = sql.prepareBatch("INSERT INTO list_broken (newsletter, name, digest, subscription) VALUES (?,?,?,?)")) {
      broken.forEach((digest, subscription) -> batch.add(newsletter, name, digest, subscription));
      batch.execute();
    }
  }

  /** Counts as seen by the reading, though no good row names her. */
  void see(String name, long generation, long subscription) {
    sql.execute("UPDATE origin SET seen = ? WHERE subscription = ? AND kind = 'file' AND name = ?", generation, subscription, name);
  }

  /** Readers whom the reading did not see, for as long as the caller iterates. */
  <T> T unseen(String name, long generation, Function<Iterable<BrokenRows.Gone>, T> use) {
    try (var gone = sql.createQuery("SELECT v.id, s.address_key, s.name FROM subscription v JOIN subscriber s ON s.id = v.subscriber WHERE v.id IN (" + UNSEEN + ")")
        .bind(0, newsletter).bind(1, name).bind(2, generation)
        .map((row, context) -> new BrokenRows.Gone(row.getLong(1), row.getString(2), row.getString(3))).stream()) {
      return use.apply(gone::iterator);
    }
  }

  /** One a line, because messages are one line: line, E or W, message. */
  private static String written(List<AudienceProblem> problems) {
    return problems.stream().map(p -> p.line() + "\t" + (p.error() ? "E" : "W") + "\t" + p.message()).collect(Collectors.joining("\n"));
  }

  private static List<AudienceProblem> read(String text) {
    return text.lines().map(line -> line.split("\t", 3))
        .map(part -> new AudienceProblem("", Integer.parseInt(part[0]), part[1].equals("E"), part[2])).toList();
  }
}
