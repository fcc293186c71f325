package dev.tidings.run;

import dev.tidings.feed.HubCall;
import dev.tidings.store.Database;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What the WebSub hub is still to be told: each feed whose file has changed, once, however often it changed meanwhile. A hub that does not
 * take it is asked again later, and keeps nothing else back.
 */
public final class HubDesk {
  private static final String MARK = "hub ";
  /** For all topics of a round together. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofMinutes(5);
  private static final Duration LEAST = Duration.ofMillis(10);
  private final Database database;
  private final Clock clock;
  private final Optional<URI> hub;

  HubDesk(Database database, Clock clock, Optional<URI> hub) {
    this.database = database;
    this.clock = clock;
    this.hub = hub;
  }

  /** Remembers them as due, in the transaction that remembers the files as written; each time as another moment of the past, so that a round can tell. */
  static void note(Handle sql, List<String> topics) {
    for (String topic : topics)
      sql.execute("INSERT INTO meta (key, value) VALUES (?, '0') ON CONFLICT (key) DO UPDATE SET value = CAST(min(CAST(meta.value AS BIGINT), 0) - 1 AS TEXT)", MARK + topic);
  }

  private record Owed(String topic, String due) {}

  /**
   * Tells what is owed and due. The first refusal ends the round: the hub is away, and the rest waits five minutes with it. A round takes five seconds at most.
   *
   * @return a sentence for the admin where the hub did not take it
   */
  public Optional<String> tell() {
    if (hub.isEmpty()) return Optional.empty();
    List<Owed> owed = database.read(sql -> sql.createQuery("SELECT key, value FROM meta WHERE key LIKE 'hub http%' AND CAST(value AS BIGINT) <= ? ORDER BY key")
        .bind(0, clock.millis()).map((row, context) -> new Owed(row.getString(1).substring(MARK.length()), row.getString(2))).list());
    if (owed.isEmpty()) return Optional.empty();
    var call = new HubCall(hub.get());
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Owed one : owed) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      Optional<String> trouble = left.compareTo(LEAST) < 0 ? Optional.of("it is too slow: the round's 5 seconds are over") : call.changed(one.topic(), left);
      if (trouble.isPresent()) {
        postpone(owed);
        return Optional.of("%s: the hub was not told that %s has changed (%s). Readers find it by themselves; the hub is told again in 5 minutes or with the next run. Check feeds.hub.".formatted(hub.get(), one.topic(), trouble.get()));
      }
      settle(one);
    }
    return Optional.empty();
  }

  /** One that changed again meanwhile is told again. */
  private void settle(Owed one) {
    database.inTx(tx -> tx.sql().execute("DELETE FROM meta WHERE key = ? AND value = ?", MARK + one.topic(), one.due()));
  }

  private void postpone(List<Owed> owed) {
    long later = clock.instant().plus(AGAIN).toEpochMilli();
    database.inTx(tx -> {
      for (Owed one : owed) tx.sql().execute("UPDATE meta SET value = ? WHERE key = ? AND value = ?", String.valueOf(later), MARK + one.topic(), one.due());
      return owed.size();
    });
  }
}
