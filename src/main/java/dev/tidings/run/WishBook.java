package dev.tidings.run;

import dev.tidings.edition.Wishes;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** The editor's wishes for single slots, as they were said on the pages. Whoever freezes reads them in the same transaction. */
final class WishBook {
  private static final String KINDS = "kind IN ('subject', 'preheader', 'lead', 'order', 'drop', 'postpone')";
  private static final String HERE = " newsletter = ? AND local = ? AND zone = ?";
  /** What stands for the next edition of a newsletter that goes out by hand. */
  private static final String BY_HAND = "next";
  private static final int LOOKED_AT = 50;

  private WishBook() {}

  /** Under which wishes are kept. */
  record Key(String newsletter, String local, String zone) {
    static Key of(Slot slot) {
      return new Key(slot.newsletter(), slot.local().toString(), slot.zone().getId());
    }
  }

  /** @param kind subject, preheader, lead, order (keys, a blank between), drop or postpone */
  record Wish(String kind, String value) {}

  /** What is wished for the next edition holds for whichever slot brings it: an extra one finds the wishes of the slot it comes before. */
  static Key key(Handle sql, Newsletter newsletter, Slot slot, Instant now) {
    if (!slot.extra()) return Key.of(slot);
    return SlotBook.after(sql, newsletter, now, LOOKED_AT).stream()
        .filter(next -> SlotBook.note(sql, next).filter(note -> note.word() == SlotBook.Word.SKIP).isEmpty())
        .findFirst().map(Key::of).orElse(new Key(newsletter.slug(), BY_HAND, ""));
  }

  static List<Wish> all(Handle sql, Key key) {
    return sql.createQuery("SELECT kind, value FROM slot_wish WHERE " + KINDS + " AND" + HERE + " ORDER BY kind, value")
        .bind(0, key.newsletter()).bind(1, key.local()).bind(2, key.zone()).map((row, context) -> new Wish(row.getString(1), row.getString(2))).list();
  }

  static Wishes wishes(Handle sql, Key key) {
    List<Wish> all = all(sql, key);
    var words = new Wishes.Words(one(all, "subject"), one(all, "preheader"), Optional.empty(), Optional.empty());
    List<String> order = one(all, "order").map(keys -> List.of(keys.split(" "))).orElse(List.of());
    return new Wishes(words, one(all, "lead"), order, several(all, "drop"), several(all, "postpone"));
  }

  private static Optional<String> one(List<Wish> all, String kind) {
    return all.stream().filter(wish -> wish.kind().equals(kind)).map(Wish::value).findFirst();
  }

  private static Set<String> several(List<Wish> all, String kind) {
    var values = new TreeSet<String>();
    all.stream().filter(wish -> wish.kind().equals(kind)).forEach(wish -> values.add(wish.value()));
    return values;
  }

  /** The one wish of its kind; blank takes it back. */
  static void set(Tx tx, Key key, Wish wish, Instant now) {
    tx.sql().execute("DELETE FROM slot_wish WHERE kind = ? AND" + HERE, wish.kind(), key.newsletter(), key.local(), key.zone());
    if (!wish.value().isBlank()) add(tx, key, wish, now);
  }

  static void add(Tx tx, Key key, Wish wish, Instant now) {
    tx.sql().execute("INSERT INTO slot_wish (newsletter, local, zone, kind, value, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        key.newsletter(), key.local(), key.zone(), wish.kind(), wish.value(), now.toEpochMilli());
  }

  static int remove(Tx tx, Key key, Wish wish) {
    return tx.sql().execute("DELETE FROM slot_wish WHERE kind = ? AND value = ? AND" + HERE, wish.kind(), wish.value(), key.newsletter(), key.local(), key.zone());
  }

  /** The edition is frozen: wishes that an extra slot took from the next one are its own now. */
  static void settle(Tx tx, Newsletter newsletter, Slot slot, Instant now) {
    if (!slot.extra()) return;
    Key from = key(tx.sql(), newsletter, slot, now);
    var moved = new ArrayList<>(all(tx.sql(), from));
    tx.sql().execute("DELETE FROM slot_wish WHERE " + KINDS + " AND" + HERE, from.newsletter(), from.local(), from.zone());
    moved.forEach(wish -> add(tx, Key.of(slot), wish, now));
  }
}
