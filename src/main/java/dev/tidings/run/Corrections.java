package dev.tidings.run;

import dev.tidings.edition.Correction;
import dev.tidings.edition.Story;
import dev.tidings.post.Category;
import dev.tidings.queue.Amends;
import dev.tidings.render.Variant;
import dev.tidings.shelf.Numbered;
import dev.tidings.shelf.PostKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Stories of a newsletter whose authors have said what was wrong after they were told, and how a mail says so.
 *
 * @param pending oldest first
 */
record Corrections(List<Pending> pending, Reprint reprint) {
  /** Longer ago nobody is told any more: a monthly reader has had her mail. */
  private static final Duration KEPT = Duration.ofDays(45);
  private static final int MOST = 20;
  static final Corrections NONE = new Corrections(List.of(), (plain, corrections) -> plain);

  /** @param when to find who was told it before */
  record Pending(Correction correction, Amends.Corrected when) {}

  interface Reprint {
    /** The same mail with these on top. */
    Variant of(Variant plain, List<Correction> corrections);
  }

  static List<Pending> pending(Handle sql, Library library, String newsletter, Instant now) {
    record Row(Numbered numbered, Instant at) {}
    return sql.createQuery("SELECT s.number, s.post, p.corrected_at FROM post p JOIN shelf s ON s.post = p.key AND s.newsletter = :n WHERE p.corrected_at > :since AND p.corrected_at <= :now"
            + " AND p.present = 1 AND p.word <> 'withdrawn' AND s.dropped = 0 AND EXISTS (SELECT 1 FROM edition e WHERE e.newsletter = :n AND e.corrects IS NULL AND e.upper >= s.number AND e.published_at < p.corrected_at)"
            + " ORDER BY p.corrected_at DESC, s.number LIMIT " + MOST)
        .bind("n", newsletter).bind("since", now.minus(KEPT).toEpochMilli()).bind("now", now.toEpochMilli())
        .map((row, context) -> new Row(new Numbered(row.getLong(1), new PostKey(row.getString(2))), Instant.ofEpochMilli(row.getLong(3)))).list().stream()
        .flatMap(row -> library.story(sql, row.numbered).flatMap(story -> pending(story, row.at)).stream()).toList();
  }

  private static Optional<Pending> pending(Story story, Instant at) {
    List<String> slugs = story.article().post().filing().categories().stream().map(Category::slug).toList();
    return of(story).map(correction -> new Pending(correction, new Amends.Corrected(correction.key(), story.number(), slugs, at)));
  }

  /** What its author says was wrong, if anything. */
  static Optional<Correction> of(Story story) {
    return story.article().correction().map(said -> new Correction(story.shelved().key().value(), story.headline(), story.shelved().link(), said));
  }

  /** Those that came up after this moment. */
  List<Correction> since(Instant moment) {
    return pending.stream().filter(one -> one.when.at().isAfter(moment)).map(Pending::correction).toList();
  }

  List<Amends.Corrected> stories() {
    return pending.stream().map(Pending::when).toList();
  }

  /** The mail of readers who were told some of them. */
  Variant reprint(Variant plain, Amends.Group group) {
    return reprint.of(plain, IntStream.range(0, pending.size()).filter(group::isTold).mapToObj(place -> pending.get(place).correction).toList());
  }
}
