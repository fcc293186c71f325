package dev.tidings.report;

import dev.tidings.store.Database;
import dev.tidings.timetable.Cadence;
import dev.tidings.timetable.Rhythm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Why somebody did or did not get something: the first gate that decided, in the order in which mail passes them. */
public final class Explain {
  private final Handle sql;
  private final SlotReasons slots;

  private Explain(Handle sql) {
    this.sql = sql;
    this.slots = new SlotReasons(sql);
  }

  /** One sentence per newsletter and matter, or one where no newsletter knows the address. */
  public record Answer(String gate, String sentence) {}

  private record Place(long id, String key, long subscriber, String newsletter, String status, String why, String categories, long cursor, Pacing pacing) {}

  /** @param missed how many posts were away when her turn came */
  private record Pacing(Cadence cadence, Optional<Instant> pausedUntil, int missed) {
    String words() {
      if (cadence.rhythm() instanceof Rhythm.Each && cadence.hour().isEmpty()) return "";
      return " She gets " + cadence.words() + ".";
    }

    String pause() {
      return pausedUntil.map(until -> "paused by the reader until " + until + "; it goes on where it stopped").orElse("paused by the reader; it goes on where it stopped");
    }
  }

  private record Told(String key, String path, String title, String categories, String word, boolean present) {}

  /** @param matter a post (path, file name or title), an edition ({@code daily/12} or {@code 12}) or a slot ({@code daily/2026-11-25T07:00}); empty = where she stands */
  public static List<Answer> ask(Database ledger, String address, Optional<String> matter) {
    return ledger.read(sql -> new Explain(sql).answer(address, matter));
  }

  private List<Answer> answer(String address, Optional<String> matter) {
    String key = address.strip().toLowerCase(Locale.ROOT);
    Optional<String> suppressed = sql.createQuery("SELECT reason || ' (' || origin || ', ' || at || ')' FROM suppression WHERE address_key = ?")
        .bind(0, key).mapTo(String.class).findOne().map(Explain::readable);
    if (suppressed.isPresent())
      return List.of(new Answer("suppressed", "%s is suppressed: %s. No newsletter is mailed to it.%s".formatted(key, suppressed.get(), cameBack(key))));
    List<Place> places = places(key);
    if (places.isEmpty())
      return List.of(new Answer("not-on-a-list", "%s is on no newsletter's list. Put it into a list file, or import it.".formatted(key)));
    return places.stream().flatMap(place -> matter.map(what -> about(place, what)).orElseGet(() -> List.of(standing(place))).stream()).toList();
  }

  /** The newest of what came back, with the rule that judged it. */
  private String cameBack(String key) {
    return sql.createQuery("SELECT b.at, b.kind, b.class, b.reason, b.rule, coalesce(b.text, '') AS words FROM bounce b JOIN subscription u ON u.id = b.subscription"
            + " JOIN subscriber s ON s.id = u.subscriber WHERE s.address_key = ? AND b.class <> 'none' ORDER BY b.at DESC, b.id DESC LIMIT 1")
        .bind(0, key)
        .map((row, context) -> " What came back last, %s: %s, %s, %s (%s): %s".formatted(Instant.ofEpochMilli(row.getLong("at")), row.getString("kind"),
            row.getString("class"), row.getString("reason"), row.getString("rule"), row.getString("words")))
        .findOne().orElse("");
  }

  private List<Place> places(String key) {
    return sql.createQuery("SELECT n.id, s.id, n.newsletter, n.status, coalesce(n.ended_why, ''), n.categories, n.cursor, n.rhythm, coalesce(n.send_after, ''), coalesce(s.zone, ''), n.missed, n.paused_until"
            + " FROM subscriber s JOIN subscription n ON n.subscriber = s.id WHERE s.address_key = ? ORDER BY n.newsletter")
        .bind(0, key)
        .map((row, context) -> new Place(row.getLong(1), key, row.getLong(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6), row.getLong(7),
            pacing(row)))
        .list();
  }

  private static Pacing pacing(ResultSet row) throws SQLException {
    int missed = (int) Arrays.stream(row.getString(11).split(",")).filter(key -> !key.isEmpty()).count();
    var cadence = Cadence.parse(row.getString(8), row.getString(9), row.getString(10));
    long until = row.getLong(12);
    return new Pacing(cadence, row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until)), missed);
  }

  private Answer standing(Place place) {
    return switch (place.status) {
      case "active" -> new Answer("active", "%s: active, follows %s, told up to number %d. %s".formatted(place.newsletter,
          place.categories.equals("*") ? "every category" : place.categories, place.cursor, last(place) + place.pacing.words() + missed(place) + cameBack(place.key)));
      case "pending" -> new Answer("pending", place.newsletter + ": waits for the reader's confirmation, so nothing is sent.");
      case "paused" -> new Answer("paused", place.newsletter + ": " + place.pacing.pause() + "." + place.pacing.words());
      default -> new Answer("ended", "%s: ended (%s), so nothing is sent.".formatted(place.newsletter, place.why.isEmpty() ? "no reason kept" : place.why));
    };
  }

  private static String missed(Place place) {
    if (place.pacing.missed == 0) return "";
    return " %d %s away when her turn came and will be told when back.".formatted(place.pacing.missed, place.pacing.missed == 1 ? "post was" : "posts were");
  }

  private String last(Place place) {
    return sql.createQuery("SELECT 'Last mail: edition ' || e.number || ', ' || d.state || '.' FROM delivery d JOIN edition e ON e.id = d.edition"
            + " WHERE d.subscriber = ? AND d.subscription = ? ORDER BY e.id DESC LIMIT 1")
        .bind(0, place.subscriber).bind(1, place.id).mapTo(String.class).findOne().orElse("No mail yet.");
  }

  private List<Answer> about(Place place, String matter) {
    Optional<SlotReasons.Slot> slot = slots.named(place.newsletter, matter);
    if (slot.isPresent()) return List.of(slots.edition(slot.get()).map(id -> inEdition(place, id)).orElseGet(() -> slots.silence(slot.get())));
    Optional<Long> edition = edition(place.newsletter, matter);
    if (edition.isPresent()) return List.of(inEdition(place, edition.get()));
    List<Told> posts = posts(matter);
    if (!posts.isEmpty()) return posts.stream().map(post -> aboutPost(place, post)).toList();
    return held(matter).orElseGet(() -> List.of(new Answer("unknown", "No edition and no post is called '%s'. Name an edition as %s/1, a slot as %2$s/2026-11-25T07:00, or a post by its path."
        .formatted(matter, place.newsletter))));
  }

  private Optional<Long> edition(String newsletter, String matter) {
    String number = matter.startsWith(newsletter + "/") ? matter.substring(newsletter.length() + 1) : matter;
    if (!number.matches("\\d{1,9}")) return Optional.empty();
    return sql.createQuery("SELECT id FROM edition WHERE newsletter = ? AND number = ?").bind(0, newsletter).bind(1, Integer.parseInt(number))
        .mapTo(Long.class).findOne();
  }

  private List<Told> posts(String matter) {
    return sql.createQuery("SELECT key, path, title, categories, word, present FROM post WHERE path = :m OR path LIKE '%/' || :m OR key = :m OR title = :m"
            + " OR 'posts/' || path = :m LIMIT 5")
        .bind("m", matter)
        .map((row, context) -> new Told(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getInt(6) == 1))
        .list();
  }

  private Optional<List<Answer>> held(String matter) {
    return sql.createQuery("SELECT path || ': ' || problems FROM post_file WHERE post IS NULL AND (path = :m OR path LIKE '%/' || :m OR 'posts/' || path = :m)")
        .bind("m", matter).mapTo(String.class).findOne()
        .map(words -> List.of(new Answer("held", "The post is held back or a draft. " + words)));
  }

  private Answer inEdition(Place place, long edition) {
    return delivery(place, edition).or(() -> Optional.of(place).filter(one -> !one.status.equals("active")).map(this::standing)).or(() -> notHers(place, edition))
        .orElseGet(() -> new Answer("nothing-new", "%s: no mail of this edition was owed: it held nothing new that the reader follows, or the reader joined later.".formatted(place.newsletter)));
  }

  /** Where it was not her turn, by the rhythm that she has now. */
  private Optional<Answer> notHers(Place place, long edition) {
    if (place.pacing.words().isEmpty() || slots.isHers(edition, place.pacing.cadence)) return Optional.empty();
    return Optional.of(new Answer("rhythm", "%s: this edition was not hers: she gets %s. What it held comes with the next one that is hers.".formatted(place.newsletter, place.pacing.cadence.words())));
  }

  private Answer aboutPost(Place place, Told post) {
    if (post.word.equals("waiting")) return new Answer("waiting", "'%s' came with an archive at once and waits for 'posts release' or 'posts never'.".formatted(post.title));
    if (post.word.equals("never")) return new Answer("never", "'%s' is never told: so the admin decided.".formatted(post.title));
    if (post.word.equals("withdrawn")) return new Answer("withdrawn", "'%s' was withdrawn: since then it is told to nobody.".formatted(post.title));
    Optional<Long> number = sql.createQuery("SELECT max(number) FROM shelf WHERE newsletter = ? AND post = ?").bind(0, place.newsletter).bind(1, post.key)
        .mapTo(Long.class).findOne();
    if (number.isEmpty()) return new Answer("not-in-newsletter", "%s: '%s' is not in this newsletter: none of its categories qualify, or its date is in the future.".formatted(place.newsletter, post.title));
    Optional<Answer> dropped = dropped(place, post);
    if (dropped.isPresent()) return dropped.get();
    if (!place.status.equals("active")) return standing(place);
    if (!follows(place, post)) return new Answer("category", "%s: the reader follows %s, and '%s' is in %s.".formatted(place.newsletter, place.categories, post.title, trimmed(post.categories)));
    return told(place, post, number.get());
  }

  private Optional<Answer> dropped(Place place, Told post) {
    return sql.createQuery("SELECT min(e.number) FROM shelf s LEFT JOIN edition_post p ON p.post = s.post AND p.place = 'dropped' LEFT JOIN edition e ON e.id = p.edition AND e.newsletter = s.newsletter"
            + " WHERE s.newsletter = ? AND s.post = ? AND s.dropped = 1 HAVING count(*) > 0")
        .bind(0, place.newsletter).bind(1, post.key).map((row, context) -> row.getInt(1)).findOne()
        .map(edition -> new Answer("dropped", "%s: '%s' was left out of edition %d by the editor; it is told to nobody in this newsletter.".formatted(place.newsletter, post.title, edition)));
  }

  private Answer told(Place place, Told post, long number) {
    List<Long> editions = sql.createQuery("SELECT e.id FROM edition e JOIN edition_post p ON p.edition = e.id WHERE e.newsletter = ? AND p.post = ? ORDER BY e.id DESC")
        .bind(0, place.newsletter).bind(1, post.key).mapTo(Long.class).list();
    for (long edition : editions) {
      Optional<Answer> answer = delivery(place, edition);
      if (answer.isPresent()) return answer.get();
    }
    if (number <= place.cursor)
      return new Answer("cursor", "%s: '%s' has number %d and the reader counts as told up to %d: it was there before the reader joined, or was one of \"and N more\"."
          .formatted(place.newsletter, post.title, number, place.cursor));
    if (!post.present) return new Answer("gone", "'%s' is gone from the folder before it was told.".formatted(post.title));
    return new Answer("next", "%s: '%s' (number %d) is new to the reader and comes with the next edition that is due for them.%s%s".formatted(place.newsletter, post.title, number, place.pacing.words(), slots.hindrance(place.newsletter)));
  }

  private Optional<Answer> delivery(Place place, long edition) {
    return sql.createQuery("SELECT d.state, d.at, d.due_at, d.tries, coalesce(d.reply, '') AS reply, e.number FROM delivery d JOIN edition e ON e.id = d.edition"
            + " WHERE d.edition = ? AND d.subscriber = ?")
        .bind(0, edition).bind(1, place.subscriber)
        .map((row, context) -> {
          var words = new ArrayList<String>();
          words.add("%s: edition %d, %s at %s".formatted(place.newsletter, row.getInt("number"), row.getString("state"), Instant.ofEpochMilli(row.getLong("at"))));
          if (row.getInt("tries") > 0) words.add(row.getInt("tries") == 1 ? "one try" : row.getInt("tries") + " tries");
          if (row.getString("state").equals("deferred")) words.add("next at " + Instant.ofEpochMilli(row.getLong("due_at")));
          if (!row.getString("reply").isEmpty()) words.add("the relay said: " + row.getString("reply"));
          return new Answer(row.getString("state"), String.join("; ", words) + ".");
        })
        .findOne();
  }

  private static boolean follows(Place place, Told post) {
    return place.categories.equals("*") || List.of(place.categories.split(",")).stream().anyMatch(slug -> post.categories.contains("," + slug + ","));
  }

  private static String trimmed(String categories) {
    return categories.replaceAll("^,|,$", "").replace(",", ", ");
  }

  private static String readable(String reason) {
    int comma = reason.lastIndexOf(", ");
    return reason.substring(0, comma + 2) + Instant.ofEpochMilli(Long.parseLong(reason.substring(comma + 2, reason.length() - 1))) + ")";
  }
}
