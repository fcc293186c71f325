package dev.tidings.moving;

import dev.tidings.queue.Account;
import dev.tidings.queue.DeliveryState;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Where the deliveries of editions stand: a closed one's as it was kept, an open one's as they are. */
record OpenAccounts(Handle sql) {
  private static final Pattern COUNT = Pattern.compile("\"(\\w+)\":(\\d+)");

  Account of(long edition, String kept) {
    return kept.isEmpty() ? counted(edition) : parsed(kept);
  }

  private static Account parsed(String json) {
    var counts = new EnumMap<DeliveryState, Long>(DeliveryState.class);
    long doubtful = 0;
    Matcher count = COUNT.matcher(json);
    while (count.find()) {
      long n = Long.parseLong(count.group(2));
      if (count.group(1).equals("possible_duplicates")) doubtful = n;
      else if (!count.group(1).equals("planned")) counts.put(state(count.group(1)), n);
    }
    return new Account(counts, doubtful);
  }

  private static DeliveryState state(String word) {
    return DeliveryState.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private Account counted(long edition) {
    var counts = new EnumMap<DeliveryState, Long>(DeliveryState.class);
    sql.createQuery("SELECT state, n FROM delivery_tally WHERE edition = ?").bind(0, edition)
        .map((row, context) -> Map.entry(state(row.getString(1)), row.getLong(2))).forEach(one -> counts.put(one.getKey(), one.getValue()));
    long taken = sql.createQuery("SELECT count(*) FROM accepted a JOIN delivery d ON d.id = a.delivery WHERE d.edition = ? AND d.state = 'sending'").bind(0, edition).mapTo(Long.class).one();
    counts.merge(DeliveryState.SENDING, -taken, Long::sum);
    counts.merge(DeliveryState.SENT, taken, Long::sum);
    long doubtful = sql.createQuery("SELECT count(*) FROM delivery WHERE edition = ? AND possible_duplicate = 1").bind(0, edition).mapTo(Long.class).one();
    return new Account(counts, doubtful);
  }

  static long owed(Account account) {
    return account.of(DeliveryState.QUEUED) + account.of(DeliveryState.DEFERRED) + account.of(DeliveryState.SENDING);
  }

  /** As the new house keeps it: what was owed is told by the next edition there. */
  static Account settled(Account account) {
    var counts = new EnumMap<DeliveryState, Long>(account.counts());
    counts.merge(DeliveryState.CANCELLED, owed(account), Long::sum);
    for (DeliveryState owed : new DeliveryState[] {DeliveryState.QUEUED, DeliveryState.DEFERRED, DeliveryState.SENDING}) counts.put(owed, 0L);
    return new Account(counts, account.possibleDuplicates());
  }
}
