package dev.tidings.shelf;

import dev.tidings.post.FileStamp;
import dev.tidings.post.PostProblem;
import dev.tidings.post.PostProblem.Severity;
import dev.tidings.post.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/** What the folder looked like when it was last read, so that an unchanged file is not read again. */
final class FileRecords {
  enum Kind { POST, HELD, DRAFT, PAGE }

  record Known(long size, long modified) {
    boolean isStill(FileStamp stamp) {
      return stamp.size() == size && stamp.modified() == modified;
    }
  }

  /** A file changed this recently may change again within the same tick of the file system's clock. */
  private static final long RACY_NANOS = 2_000_000_000L;

  private static final long READ_AGAIN = -1;
  private final Handle sql;

  FileRecords(Handle sql) {
    this.sql = sql;
  }

  /** Tells {@code who} of every file that is remembered, one after the other: there may be 100,000. */
  void each(BiConsumer<String, Known> who) {
    sql.createQuery("SELECT path, size, modified FROM post_file")
        .map((row, context) -> {
          who.accept(row.getString(1), new Known(row.getLong(2), row.getLong(3)));
          return true;
        })
        .forEach(row -> {});
  }

  /** Errors and warnings of all files as last read. */
  List<PostProblem> problems() {
    var problems = new ArrayList<PostProblem>();
    sql.createQuery("SELECT problems FROM post_file WHERE problems <> '' ORDER BY path")
        .mapTo(String.class)
        .forEach(text -> text.lines().map(FileRecords::problem).forEach(problems::add));
    return problems;
  }

  int count(Kind kind) {
    return sql.createQuery("SELECT count(*) FROM post_file WHERE kind = ?").bind(0, kind.name()).mapTo(Integer.class).one();
  }

  void forget(Collection<String> paths) {
    if (paths.isEmpty()) return;
    var batch = sql.prepareBatch("DELETE FROM post_file WHERE path = ?");
    paths.forEach(path -> batch.bind(0, path).add());
    batch.execute();
  }

  /** One file's verdict, waiting to be written. */
  record Verdict(Reading reading, Kind kind, Optional<PostKey> post, List<PostProblem> problems, boolean settled) {}

  void keep(List<Verdict> verdicts, Instant now) {
    if (verdicts.isEmpty()) return;
    long racy = now.toEpochMilli() * 1_000_000L - RACY_NANOS;
    var batch = sql.prepareBatch("INSERT INTO post_file (path, size, modified, kind, post, problems) VALUES (?, ?, ?, ?, ?, ?)"
        + " ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified, kind = excluded.kind, post = excluded.post, problems = excluded.problems");
    for (Verdict verdict : verdicts) {
      FileStamp stamp = verdict.reading().stamp();
      boolean again = !verdict.settled() || stamp.modified() > racy;
      batch.bind(0, stamp.relative()).bind(1, stamp.size()).bind(2, again ? READ_AGAIN : stamp.modified())
          .bind(3, verdict.kind().name()).bind(4, verdict.post().map(PostKey::value).orElse(null))
          .bind(5, text(verdict.problems())).add();
    }
    batch.execute();
  }

  private static String text(List<PostProblem> problems) {
    var text = new StringBuilder();
    for (PostProblem problem : problems)
      text.append(problem.line()).append('\t').append(problem.severity()).append('\t').append(problem.file()).append('\t')
          .append(problem.message().replaceAll("[\\t\\r\\n]+", " ")).append('\n');
    return text.toString();
  }

  private static PostProblem problem(String line) {
    String[] parts = line.split("\t", 4);
    return new PostProblem(parts[2], Integer.parseInt(parts[0]), Severity.valueOf(parts[1]), parts[3]);
  }
}
