package dev.tidings.staff;

import dev.tidings.store.Database;
import dev.tidings.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is signed in. A session lives in the store, fourteen days at most, and nothing but signing in or out changes it. */
public final class Sessions {
  public static final Duration LIFE = Duration.ofDays(14);
  private final Database database;
  private final Clock clock;
  private final Secrets secrets = new Secrets();

  Sessions(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A new session. @return its secret, which is kept nowhere here */
  public String open(Account account, String network) {
    String secret = secrets.fresh();
    Instant now = clock.instant();
    database.durably(tx -> {
      tx.sql().execute("DELETE FROM account_session WHERE opened_at <= ?", now.minus(LIFE).toEpochMilli());
      return tx.sql().execute("INSERT INTO account_session (digest, account, network, opened_at) VALUES (?, ?, ?, ?)", Secrets.digest(secret), account.name(), network, now.toEpochMilli());
    });
    return secret;
  }

  /** Empty where it ended, is too old, or never was. */
  public Optional<Session> of(String secret) {
    return database.read(sql -> sql.createQuery("SELECT account, network, opened_at FROM account_session WHERE digest = ? AND opened_at > ?")
        .bind(0, Secrets.digest(secret)).bind(1, clock.instant().minus(LIFE).toEpochMilli())
        .map((row, context) -> new Row(row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)))).findOne()
        .flatMap(row -> Accounts.named(sql, row.account()).map(account -> new Session(Secrets.digest(secret), account, formToken(secret), row.network(), row.since()))));
  }

  private record Row(String account, String network, Instant since) {}

  /** Known to this session's pages only, and of no use without its cookie. */
  private static String formToken(String secret) {
    return Secrets.digest("form " + secret).substring(0, 32);
  }

  /** All of an account's, newest first; the digest names each. */
  public List<Session> of(Account account) {
    return database.read(sql -> sql.createQuery("SELECT digest, network, opened_at FROM account_session WHERE account = ? AND opened_at > ? ORDER BY opened_at DESC")
        .bind(0, account.name()).bind(1, clock.instant().minus(LIFE).toEpochMilli())
        .map((row, context) -> new Session(row.getString(1), account, "", row.getString(2), Instant.ofEpochMilli(row.getLong(3)))).list());
  }

  public void end(Session session) {
    database.durably(tx -> tx.sql().execute("DELETE FROM account_session WHERE digest = ?", session.digest()));
  }

  /** Signs out everywhere. @return how many sessions ended */
  public int endAll(Account account) {
    return database.durably(tx -> endAll(tx, account.name()));
  }

  static int endAll(Tx tx, String name) {
    return tx.sql().execute("DELETE FROM account_session WHERE account = ?", name);
  }
}
