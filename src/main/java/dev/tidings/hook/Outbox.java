package dev.tidings.hook;

import dev.tidings.store.Database;
import dev.tidings.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;

/**
 * What webhooks are still to be told, kept in the database until they took it: a killed process loses nothing, and tells the same event by
 * the same id once more at worst. An endpoint that does not answer is asked again after 5 seconds, 5 and 30 minutes, 2, 5, 10, 14, 20 and
 * 24 hours; then the event is given up and stays for a month, to be looked at.
 */
public final class Outbox {
  private static final long[] PAUSES = LongStream.of(5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400).map(seconds -> seconds * 1_000).toArray();
  private static final String MAILS = "webhook mails";
  private static final Duration CLAIMED = Duration.ofMinutes(2);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int AT_ONCE = 200;
  private static final int MOST = 5_000;
  private final Database database;
  private final Clock clock;
  private final List<Webhook> webhooks;

  public Outbox(Database database, Clock clock, List<Webhook> webhooks) {
    this.database = database;
    this.clock = clock;
    this.webhooks = List.copyOf(webhooks);
  }

  private record Owed(long id, String event, String body, int tries, long due) {}

  /** From now on what happens is noted for those that the configuration names, and for nobody else. */
  public void listen() {
    String wanted = webhooks.stream().map(to -> to.name() + "=" + kinds(to)).sorted().collect(Collectors.joining(" "));
    String known = database.read(sql -> sql.createQuery("SELECT name || '=' || kinds FROM webhook ORDER BY 1").mapTo(String.class).list().stream().sorted().collect(Collectors.joining(" ")));
    if (wanted.equals(known)) return;
    database.durably(tx -> {
      tx.sql().execute("DELETE FROM webhook");
      for (Webhook to : webhooks) tx.sql().execute("INSERT INTO webhook (name, kinds) VALUES (?, ?)", to.name(), kinds(to));
      tx.sql().execute("DELETE FROM outbox WHERE webhook NOT IN (SELECT name FROM webhook)");
      if (webhooks.isEmpty()) tx.sql().execute("DELETE FROM happening");
      if (webhooks.stream().noneMatch(Outbox::wantsMails)) tx.sql().execute("DELETE FROM meta WHERE key = ?", MAILS);
      else tx.sql().execute("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", MAILS, String.valueOf(Happenings.lastTry(tx.sql())));
      return wanted;
    });
  }

  private static String kinds(Webhook to) {
    return "," + String.join(",", to.kinds()) + ",";
  }

  private static boolean wantsMails(Webhook to) {
    return to.kinds().stream().anyMatch(kind -> kind.startsWith("mail."));
  }

  /** Tells what is due. @return a sentence for each that did not take it */
  public List<String> tell() {
    if (webhooks.isEmpty()) return List.of();
    for (int i = 0; i < MOST / AT_ONCE && collect(); i++) if (Thread.currentThread().isInterrupted()) return List.of();
    var call = new WebhookCall();
    var troubles = new ArrayList<String>();
    for (Webhook to : webhooks) tell(to, call).ifPresent(troubles::add);
    database.inTx(tx -> tx.sql().execute("DELETE FROM outbox WHERE state = 'given up' AND born_at < ?", clock.instant().minus(KEPT).toEpochMilli()));
    return troubles;
  }

  /** Moves what happened into the box, in one transaction. @return whether there may be more */
  private boolean collect() {
    return database.inTx(tx -> {
      List<Happenings.Event> noted = Happenings.noted(tx.sql());
      noted.forEach(event -> put(tx, event));
      if (!noted.isEmpty()) Happenings.forget(tx.sql(), noted.get(noted.size() - 1).number());
      return collectMails(tx) || !noted.isEmpty();
    });
  }

  private boolean collectMails(Tx tx) {
    Optional<Long> after = tx.sql().createQuery("SELECT CAST(value AS BIGINT) FROM meta WHERE key = ?").bind(0, MAILS).mapTo(Long.class).findOne();
    if (after.isEmpty()) return false;
    List<Happenings.Event> tried = Happenings.tried(tx.sql(), after.get());
    tried.forEach(event -> put(tx, event));
    if (!tried.isEmpty()) tx.sql().execute("UPDATE meta SET value = ? WHERE key = ?", String.valueOf(tried.get(tried.size() - 1).number()), MAILS);
    return !tried.isEmpty();
  }

  private void put(Tx tx, Happenings.Event event) {
    for (Webhook to : webhooks)
      if (to.kinds().contains(event.kind()))
        tx.sql().execute("INSERT INTO outbox (webhook, event, kind, reader, body, born_at, due_at) VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT (webhook, event) DO NOTHING",
            to.name(), event.id(), event.kind(), event.reader(), event.body(), clock.millis());
  }

  /** In their order; the first that is not taken ends the round: the endpoint is away. */
  private Optional<String> tell(Webhook to, WebhookCall call) {
    for (int told = 0; told < MOST; ) {
      List<Owed> owed = database.read(sql -> owed(sql, to));
      for (Owed one : owed) {
        if (!claim(one)) continue;
        Optional<String> trouble = call.tell(to, one.event(), one.body(), clock.instant());
        if (trouble.isPresent()) return Optional.of(postpone(to, one, trouble.get()));
        database.inTx(tx -> tx.sql().execute("DELETE FROM outbox WHERE id = ?", one.id()));
      }
      if (owed.isEmpty() || Thread.currentThread().isInterrupted()) return Optional.empty();
      told += owed.size();
    }
    return Optional.empty();
  }

  private List<Owed> owed(Handle sql, Webhook to) {
    return sql.createQuery("SELECT id, event, body, tries, due_at FROM outbox WHERE webhook = ? AND state = 'owed' AND due_at <= ? ORDER BY id LIMIT ?")
        .bind(0, to.name()).bind(1, clock.millis()).bind(2, AT_ONCE)
        .map((row, context) -> new Owed(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4), row.getLong(5))).list();
  }

  /** Another process may be telling it. Who dies meanwhile leaves it due again in two minutes. */
  private boolean claim(Owed one) {
    long until = clock.instant().plus(CLAIMED).toEpochMilli();
    return database.inTx(tx -> tx.sql().execute("UPDATE outbox SET due_at = ? WHERE id = ? AND due_at = ? AND state = 'owed'", until, one.id(), one.due())) == 1;
  }

  private String postpone(Webhook to, Owed one, String trouble) {
    boolean over = one.tries() >= PAUSES.length;
    Instant again = clock.instant().plusMillis(over ? 0 : PAUSES[one.tries()]);
    database.inTx(tx -> tx.sql().execute("UPDATE outbox SET tries = tries + 1, due_at = ?, state = ?, trouble = ? WHERE id = ?", again.toEpochMilli(), over ? "given up" : "owed", trouble, one.id()));
    return over ? "webhooks.%s: %s did not take event %s in %d tries (%s). It is given up; the next ones are told.".formatted(to.name(), to.host(), one.event(), one.tries() + 1, trouble)
        : "webhooks.%s: %s did not take event %s (%s). It is told again from %s on; what follows waits. Check webhooks.%s.url.".formatted(to.name(), to.host(), one.event(), trouble, again, to.name());
  }
}
