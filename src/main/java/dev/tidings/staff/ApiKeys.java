package dev.tidings.staff;

import dev.tidings.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Secrets that programs carry, each with the scopes it is good for; and what was answered to requests that may come twice. */
public final class ApiKeys {
  private static final String MARK = "tdg_";
  private final Database database;
  private final Clock clock;
  private final Secrets secrets = new Secrets();

  ApiKeys(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What a key may be good for. */
  public enum Scope {
    SUBSCRIBE, END, SUPPRESS, EDITIONS, RUN, EVENTS;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Optional<Scope> named(String word) {
      return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
    }
  }

  /** @param name says what it is for · @param by who made it */
  public record ApiKey(String name, Set<Scope> scopes, String by, Instant createdAt) {}

  public List<ApiKey> list() {
    return database.read(sql -> sql.createQuery("SELECT name, scopes, made_by, created_at FROM api_key ORDER BY name")
        .map((row, context) -> new ApiKey(row.getString(1), scopes(row.getString(2)), row.getString(3), Instant.ofEpochMilli(row.getLong(4)))).list());
  }

  private static Set<Scope> scopes(String stored) {
    return Arrays.stream(stored.split(",")).map(Scope::valueOf).collect(Collectors.toCollection(TreeSet::new));
  }

  /** @return its secret, shown once and kept nowhere; empty where the name is taken */
  public Optional<String> make(String name, Set<Scope> scopes, String by) {
    String secret = MARK + secrets.fresh();
    String stored = new TreeSet<>(scopes).stream().map(Enum::name).collect(Collectors.joining(","));
    int made = database.durably(tx -> tx.sql().execute("INSERT INTO api_key (name, digest, scopes, made_by, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING",
        name, Secrets.digest(secret), stored, by, clock.instant().toEpochMilli()));
    return made > 0 ? Optional.of(secret) : Optional.empty();
  }

  /** It is good for nothing from now on. @return whether there was one */
  public boolean withdraw(String name) {
    return database.durably(tx -> tx.sql().execute("DELETE FROM api_key WHERE name = ?", name)) > 0;
  }

  public Optional<ApiKey> of(String secret) {
    if (!secret.startsWith(MARK)) return Optional.empty();
    return database.read(sql -> sql.createQuery("SELECT name, scopes, made_by, created_at FROM api_key WHERE digest = ?").bind(0, Secrets.digest(secret))
        .map((row, context) -> new ApiKey(row.getString(1), scopes(row.getString(2)), row.getString(3), Instant.ofEpochMilli(row.getLong(4)))).findOne());
  }

  /** Of what was asked, so that it need not be kept. */
  public static String digest(String request) {
    return Secrets.digest(request);
  }

  /** What was answered to a request. @param request a digest of what was asked */
  public record Answered(String request, int status, String body) {}

  /** The answer that this key of the program's got within a day. */
  public Optional<Answered> answered(ApiKey key, String idempotencyKey) {
    return database.read(sql -> sql.createQuery("SELECT request, status, body FROM api_answer WHERE api_key = ? AND idempotency_key = ? AND at > ?")
        .bind(0, key.name()).bind(1, idempotencyKey).bind(2, clock.instant().minusSeconds(86_400).toEpochMilli())
        .map((row, context) -> new Answered(row.getString(1), row.getInt(2), row.getString(3))).findOne());
  }

  /** Remembers an answer for a day. */
  public void answer(ApiKey key, String idempotencyKey, Answered answered) {
    long now = clock.instant().toEpochMilli();
    database.durably(tx -> {
      tx.sql().execute("DELETE FROM api_answer WHERE at <= ?", now - 86_400_000L);
      return tx.sql().execute("INSERT INTO api_answer (api_key, idempotency_key, request, status, body, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (api_key, idempotency_key) DO NOTHING",
          key.name(), idempotencyKey, answered.request(), answered.status(), answered.body(), now);
    });
  }
}
