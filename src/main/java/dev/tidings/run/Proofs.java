package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.archive.StoredVariant;
import dev.tidings.mail.Addressing;
import dev.tidings.post.PostProblem;
import dev.tidings.queue.Sheet;
import dev.tidings.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Freezes a composition as a run does and takes one mail out of it. The caller's transaction is undone. */
final class Proofs {
  /** A subscription that nobody has: its links are well-formed and lead nowhere. */
  private static final long NOBODYS = -1;
  private final Press press;
  private final Archive archive;

  Proofs(Press press, Archive archive) {
    this.press = press;
    this.archive = archive;
  }

  /** One row of the queue. */
  private record Copy(long delivery, long variant, Addressing to) {}

  Preview pull(Tx tx, Press.Turn turn, Composition composition, Preview.Wish wish, boolean example, List<PostProblem> problems) {
    long edition = press.freeze(tx, turn, wish.reader().isPresent() ? composition : composition.unsent());
    Optional<Copy> copy = wish.reader().isPresent() ? copy(tx.sql(), edition, wish.reader().get(), turn.now()) : fullest(tx.sql(), edition, turn.now());
    if (copy.isEmpty()) return gate(tx.sql(), turn.newsletter().slug(), wish.reader().orElse(""));
    StoredVariant variant = archive.variant(tx.sql(), copy.get().variant()).orElseThrow();
    StoredVariant.Letter letter = variant.letter();
    var name = new Sheet.EditionName(variant.newsletter(), variant.number(), composition.slot().local().toString());
    var sheet = new Sheet(Optional.of(name), letter.subject(), letter.language(), letter.body());
    return new Preview.Mail(composition.slot(), example, letter, sheet, copy.get().to(), List.copyOf(problems));
  }

  private static Optional<Copy> copy(Handle sql, long edition, String reader, Instant now) {
    return sql.createQuery("SELECT d.id, d.variant, d.subscription, r.address, coalesce(r.name, '') FROM delivery d JOIN subscriber r ON r.id = d.subscriber"
            + " WHERE d.edition = ? AND r.address_key = ?")
        .bind(0, edition).bind(1, reader)
        .map((row, context) -> new Copy(row.getLong(1), row.getLong(2), new Addressing(seed(row.getLong(1), now), row.getString(4), row.getString(5), row.getLong(3), now)))
        .findOne();
  }

  /** Where nobody is named: the rendering for all posts, to an address that cannot exist. RFC 2606 2 */
  private Optional<Copy> fullest(Handle sql, long edition, Instant now) {
    return archive.fullest(sql, edition).map(variant -> new Copy(0, variant.id(), new Addressing(seed(0, now), "reader@preview.invalid", "", NOBODYS, now)));
  }

  /** As the queue names a claim. */
  private static String seed(long delivery, Instant published) {
    return "delivery/" + delivery + "/" + published.toEpochMilli();
  }

  /** Why this reader gets no mail of it. */
  private static Preview.None gate(Handle sql, String newsletter, String reader) {
    Optional<String> suppressed = sql.createQuery("SELECT reason FROM suppression WHERE address_key = ?").bind(0, reader).mapTo(String.class).findOne();
    if (suppressed.isPresent()) return new Preview.None("no mail for " + reader + ": suppressed (" + suppressed.get() + ").", false);
    Optional<String> status = sql.createQuery("SELECT s.status || coalesce(': ' || s.ended_why, '') FROM subscription s JOIN subscriber r ON r.id = s.subscriber"
            + " WHERE s.newsletter = ? AND r.address_key = ?")
        .bind(0, newsletter).bind(1, reader).mapTo(String.class).findOne();
    if (status.isEmpty()) return new Preview.None(reader + " is not on this newsletter.", false);
    if (!status.get().equals("active")) return new Preview.None("no mail for " + reader + ": the subscription is " + status.get() + ".", false);
    return new Preview.None("nothing new at this slot in what " + reader + " follows, or not due by rhythm.", true);
  }
}
