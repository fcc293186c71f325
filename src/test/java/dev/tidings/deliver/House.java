package dev.tidings.deliver;

import dev.tidings.mail.MailComposer;
import dev.tidings.mail.MailSettings;
import dev.tidings.mail.RelaySettings;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.queue.RetrySchedule;
import dev.tidings.render.Look;
import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store with one edition and its readers, and the parts around it, as the application puts them together. */
final class House implements AutoCloseable {
  static final String BODY = "Good morning.\r\n.a line with a dot\r\n..and two\r\nhttps://dispatch.example/u/" + "x".repeat(34) + "\r\n";
  final Database database;
  final DeliveryQueue queue;
  final Clock clock;

  House(Path folder, Clock clock, RetrySchedule retries) {
    this(TestStore.open(folder.resolve("data/tidings.db")), folder, clock, retries);
  }

  House(Database database, Path folder, Clock clock, RetrySchedule retries) {
    this.clock = clock;
    this.database = database;
    queue = new DeliveryQueue(database, folder.resolve("data/claims"), new DeliveryQueue.Clocks(clock, Clock.systemUTC()), retries);
  }

  House(Path folder) {
    this(folder, Clock.systemUTC(), new RetrySchedule(Duration.ofMillis(20), Duration.ofMillis(200)));
  }

  /** @return the edition's number in the store */
  long publish(int readers) {
    return publish(readers, BODY);
  }

  /** @param body with a hole that begins with {@code xxxx} */
  long publish(int readers, String body) {
    long now = clock.millis();
    int hole = body.indexOf("xxxx");
    return database.inTx(tx -> {
      var sql = tx.sql();
      long edition = 1 + sql.createQuery("SELECT count(*) FROM edition").mapTo(Long.class).one();
      sql.execute("INSERT INTO edition (id, newsletter, number, local, zone, upper, subject, language, published_at, expires_at, stories, planned)"
          + " VALUES (?, 'daily', ?, ?, 'UTC', ?, 'Harbour toll dropped', 'en', ?, ?, 5, ?)",
          edition, edition, "2026-11-" + (10 + edition) + "T07:00", edition * 10, now, now + 86_400_000L, readers);
      sql.execute("INSERT INTO variant (id, edition, posts_digest, format, language, subject, html, text, content_type, transfer_encoding, body, holes)"
          + " VALUES (?, ?, 'd', 'TEXT', 'en', 'Harbour toll dropped', '', '', 'text/plain; charset=utf-8', 'quoted-printable', ?, ?)",
          edition, edition, body.getBytes(StandardCharsets.US_ASCII), "[[" + hole + ",\"UNSUBSCRIBE\"]]");
      sql.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO subscriber"
          + " (id, address_key, address, domain, name, created_at) SELECT i, 'r' || i || '@d' || (i % 7) || '.example', 'r' || i || '@d' || (i % 7)"
          + " || '.example', 'd' || (i % 7) || '.example', 'Reader ' || i, 0 FROM n WHERE true ON CONFLICT DO NOTHING", readers);
      sql.execute("INSERT INTO subscription (id, subscriber, newsletter, status, cursor, since) SELECT id, id, 'daily', 'active', 0, 0 FROM subscriber WHERE true ON CONFLICT DO NOTHING");
      sql.execute("INSERT INTO delivery (edition, variant, subscriber, subscription, since, state, due_at, at)"
          + " SELECT ?, ?, subscriber, id, cursor, 'queued', ?, ? FROM subscription WHERE subscriber <= ?", edition, edition, now, now, readers);
      sql.execute("UPDATE subscription SET cursor = ?", edition * 10);
      return edition;
    });
  }

  static MailComposer composer(int port) {
    return composer(relayAt(port, 2));
  }

  static MailComposer composer(RelaySettings relay) {
    return new MailComposer(
        new MailSettings("The London Dispatch <digest@dispatch.example>", Optional.empty(), Optional.of("leave@dispatch.example"), relay, Duration.ofDays(1)),
        new Look("The London Dispatch", URI.create("https://dispatch.example/"), "12 Fleet Street", Look.Brand.DEFAULT,
            new Look.Doors(false, Optional.of("leave@dispatch.example"), "gloomy", "bright"), Map.of()),
        List.of(), (kind, subscription) -> kind.name().charAt(0) + "0".repeat(33 - Long.toString(subscription).length()) + subscription, "a secret of the house");
  }

  static RelaySettings relayAt(int port, int connections) {
    return relayAt("sink", port, connections);
  }

  static RelaySettings relayAt(String name, int port, int connections) {
    return new RelaySettings(name, "127.0.0.1", port, RelaySettings.Security.NONE, Optional.empty(),
        new RelaySettings.Line(connections, "dispatch.example", Duration.ofSeconds(2)));
  }

  Courier courier(RelaySettings relay) {
    return courier(DeliverySettings.over(relay));
  }

  Courier courier(DeliverySettings settings) {
    return new Courier(queue, settings, composer(0), clock, Progress.SILENT);
  }

  /** Delivers over two connections, waiting for deferred mail as long as told. */
  DeliveryReport deliver(int port, Duration patience) {
    return deliver(relayAt(port, 2), patience);
  }

  DeliveryReport deliver(RelaySettings settings, Duration patience) {
    return courier(settings).deliver(clock.instant().plus(patience));
  }

  long count(String where) {
    return database.read(sql -> sql.createQuery("SELECT count(*) FROM delivery WHERE " + where.replace(":now", "" + Instant.now().toEpochMilli())).mapTo(Long.class).one());
  }

  @Override
  public void close() {
    queue.close();
    database.close();
  }
}
