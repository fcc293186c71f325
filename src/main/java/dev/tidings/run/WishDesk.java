package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.store.Database;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the editor wants of the next edition: its words, its order, and which stories it leaves out. Each wish is one transaction, as the
 * freezing is; it is taken only as long as nobody else has wished anything meanwhile, and the edition is not frozen.
 */
public final class WishDesk {
  private static final int LONGEST = 200;
  private final Database database;
  private final Clock clock;
  private final Archive archive = new Archive();

  public WishDesk(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** One decision. Stories are named by their keys. */
  public sealed interface Decision {
    /** @param text blank = the edition's own */
    record Subject(String text) implements Decision {}

    /** @param text blank = the topics */
    record Preheader(String text) implements Decision {}

    record Lead(String story) implements Decision {}

    /** All of them, the first of them first. */
    record Order(List<String> stories) implements Decision {}

    record Drop(String story) implements Decision {}

    record Postpone(String story) implements Decision {}

    /** Takes back what was said about this story. */
    record Keep(String story) implements Decision {}

    /** Takes back everything. */
    record Nothing() implements Decision {}
  }

  /** @param seen the version that whoever decides has looked at */
  public SlotDesk.Ruling decide(Newsletter newsletter, Slot slot, String seen, Decision decision) {
    return database.durably(tx -> {
      Instant now = clock.instant();
      Optional<Integer> edition = archive.number(tx.sql(), slot);
      if (edition.isPresent()) return new SlotDesk.Ruling(false, "%s was published as %s/%d. Nothing was changed.".formatted(slot, slot.newsletter(), edition.get()));
      WishBook.Key key = WishBook.key(tx.sql(), newsletter, slot, now);
      if (!version(WishBook.all(tx.sql(), key)).equals(seen))
        return new SlotDesk.Ruling(false, "Somebody has decided about this edition since you looked: " + words(WishBook.all(tx.sql(), key)) + ". Nothing was changed. Look again and decide.");
      return new SlotDesk.Ruling(true, carryOut(tx, key, decision, now));
    });
  }

  /** Leaves one story out, whatever else was decided. */
  public SlotDesk.Ruling drop(Newsletter newsletter, Slot slot, String story) {
    String seen = database.read(sql -> version(WishBook.all(sql, WishBook.key(sql, newsletter, slot, clock.instant()))));
    return decide(newsletter, slot, seen, new Decision.Drop(story));
  }

  /** Another one when anything was wished. */
  static String version(List<WishBook.Wish> wishes) {
    return Integer.toHexString(wishes.hashCode());
  }

  private static String words(List<WishBook.Wish> wishes) {
    var said = new ArrayList<String>();
    wishes.forEach(wish -> said.add(wish.kind() + (wish.kind().equals("order") ? "" : " '" + wish.value() + "'")));
    return said.isEmpty() ? "all wishes were taken back" : String.join(", ", said);
  }

  private static String carryOut(Tx tx, WishBook.Key key, Decision decision, Instant now) {
    if (decision instanceof Decision.Subject subject) return word(tx, key, "subject", subject.text(), now);
    if (decision instanceof Decision.Preheader preheader) return word(tx, key, "preheader", preheader.text(), now);
    if (decision instanceof Decision.Lead lead) {
      WishBook.set(tx, key, new WishBook.Wish("lead", lead.story()), now);
      return "It leads the edition.";
    }
    if (decision instanceof Decision.Order order) {
      WishBook.set(tx, key, new WishBook.Wish("lead", ""), now);
      WishBook.set(tx, key, new WishBook.Wish("order", String.join(" ", order.stories())), now);
      return "The stories are in the new order.";
    }
    if (decision instanceof Decision.Drop drop) {
      WishBook.remove(tx, key, new WishBook.Wish("postpone", drop.story()));
      WishBook.add(tx, key, new WishBook.Wish("drop", drop.story()), now);
      return "It is told to nobody in this newsletter; until the edition goes out you can take that back.";
    }
    if (decision instanceof Decision.Postpone postpone) {
      WishBook.remove(tx, key, new WishBook.Wish("drop", postpone.story()));
      WishBook.add(tx, key, new WishBook.Wish("postpone", postpone.story()), now);
      return "It comes with the edition after this one.";
    }
    if (decision instanceof Decision.Keep keep) return keep(tx, key, keep.story());
    WishBook.all(tx.sql(), key).forEach(wish -> WishBook.remove(tx, key, wish));
    return "The edition is as its posts and its note have it.";
  }

  private static String word(Tx tx, WishBook.Key key, String kind, String text, Instant now) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ").strip();
    String kept = line.codePointCount(0, line.length()) > LONGEST ? line.substring(0, line.offsetByCodePoints(0, LONGEST)) : line;
    WishBook.set(tx, key, new WishBook.Wish(kind, kept), now);
    return kept.isEmpty() ? "The " + kind + " is the edition's own." : "The " + kind + " is '" + kept + "'.";
  }

  private static String keep(Tx tx, WishBook.Key key, String story) {
    int taken = WishBook.remove(tx, key, new WishBook.Wish("drop", story)) + WishBook.remove(tx, key, new WishBook.Wish("postpone", story));
    return taken > 0 ? "It is in the edition again." : "It was not left out on these pages. The edition's note in notes/ drops it: take the line away there.";
  }
}
