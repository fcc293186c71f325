package dev.tidings.bounce;

import dev.tidings.audience.AudienceSettings;
import dev.tidings.audience.LeftLog;
import dev.tidings.audience.Subscribers;
import dev.tidings.audience.Tokens;
import dev.tidings.mail.ReturnPath;
import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A store with Ida, who reads the daily, and Jonas; an edition is sent to both every day. */
public final class BounceHouse implements AutoCloseable {
  static final Instant START = Instant.parse("2026-03-01T07:00:00Z");
  public final Database ledger;
  final Tokens tokens;
  public final BounceDesk desk;
  private int edition;

  public BounceHouse(Path folder) {
    ledger = TestStore.open(folder.resolve("data/tidings.db"));
    tokens = Tokens.open(folder.resolve("data/keys/tokens"));
    var audience = new AudienceSettings(folder.resolve("subscribers"), "house", "salt");
    desk = new BounceDesk(ledger, Classifier.open(Optional.empty()), tokens, new Subscribers(audience, new LeftLog(audience)), BounceSettings.Patience.DEFAULT);
    ledger.inTx(tx -> {
      for (String name : new String[] {"ida", "jonas"})
        tx.sql().execute("INSERT INTO subscriber (address_key, address, domain, created_at) VALUES (?, ?, 'reader.example', 0)", name + "@reader.example", name + "@reader.example");
      return tx.sql().execute("INSERT INTO subscription (subscriber, newsletter, status, cursor, since) SELECT id, 'daily', 'active', 0, 0 FROM subscriber");
    });
  }

  /** The daily goes out to both. */
  public void send(Instant at) {
    edition++;
    long ms = at.toEpochMilli();
    ledger.inTx(tx -> {
      tx.sql().execute("INSERT INTO edition (id, newsletter, number, local, zone, upper, subject, language, published_at, expires_at, stories, planned)"
          + " VALUES (?, 'daily', ?, ?, 'UTC', 1, 'Lamps', 'en', ?, ?, 1, 2)", edition, edition, at.toString(), ms, ms);
      return tx.sql().execute("INSERT INTO delivery (edition, variant, subscriber, subscription, since, state, due_at, at) SELECT ?, 1, subscriber, id, 0, 'sent', ?, ? FROM subscription",
          edition, ms, ms);
    });
  }

  public String leaveToken(long subscription) {
    return tokens.token(Tokens.Purpose.UNSUBSCRIBE, subscription);
  }

  String returnPath(long subscription) {
    return ReturnPath.of("bounces@bounce.dispatch.example", tokens.token(Tokens.Purpose.BOUNCE, subscription));
  }

  /** A report of the written set, as an answer to the newest edition's mail to that reader. */
  byte[] report(String status, String reply, String token) {
    return """
        Return-Path: <>
        From: MAILER-DAEMON@mx.reader.example
        To: news@dispatch.example
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=b1

        --b1
        Content-Type: text/plain

        The letter came back.
        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.reader.example

        Final-Recipient: rfc822; ida@reader.example
        Action: failed
        Status: %s
        Diagnostic-Code: smtp; %s

        --b1
        Content-Type: text/rfc822-headers

        From: news@dispatch.example
        Subject: Lamps
        Feedback-ID: daily-%d:daily:digest:dispatchexample
        List-Unsubscribe: <https://dispatch.example/u/%s>,
         <mailto:leave@dispatch.example?subject=unsubscribe%%20%s>
        --b1--
        """.formatted(status, reply, edition, token, token).getBytes(StandardCharsets.US_ASCII);
  }

  byte[] hard() {
    return report("5.1.1", "550 5.1.1 no such user", leaveToken(1));
  }

  public String standing(String name) {
    return ledger.read(sql -> sql.createQuery("SELECT u.status || coalesce(' ' || u.ended_why, '') FROM subscription u JOIN subscriber s ON s.id = u.subscriber WHERE s.address_key = ?")
        .bind(0, name + "@reader.example").mapTo(String.class).one());
  }

  public long rows(String where) {
    return ledger.read(sql -> sql.createQuery("SELECT count(*) FROM bounce WHERE " + where).mapTo(Long.class).one());
  }

  public static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  @Override
  public void close() {
    ledger.close();
  }
}
