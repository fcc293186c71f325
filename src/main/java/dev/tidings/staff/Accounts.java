package dev.tidings.staff;

import dev.tidings.store.Database;
import dev.tidings.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Adds, lists, changes and removes accounts. Whoever loses an account or gets another password is signed out everywhere. */
public final class Accounts {
  /** Fewer characters can be guessed. */
  public static final int SHORTEST = 12;
  private static final int LONGEST = 200;
  private static final String SELECT = "SELECT name, role, zone, created_at FROM account ";
  private final Database database;
  private final Clock clock;
  private final Passwords passwords = new Passwords();

  Accounts(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What came of a change. @param done false where nothing was changed */
  public record Answer(boolean done, String sentence) {}

  public List<Account> list() {
    return database.read(sql -> sql.createQuery(SELECT + "ORDER BY name").map((row, context) -> account(row)).list());
  }

  public Optional<Account> named(String name) {
    return database.read(sql -> named(sql, name));
  }

  static Optional<Account> named(Handle sql, String name) {
    return sql.createQuery(SELECT + "WHERE name = ?").bind(0, name).map((row, context) -> account(row)).findOne();
  }

  private static Account account(ResultSet row) throws SQLException {
    Optional<ZoneId> zone = Optional.of(row.getString(3)).filter(id -> !id.isEmpty()).map(ZoneId::of);
    return new Account(row.getString(1), Role.valueOf(row.getString(2)), zone, Instant.ofEpochMilli(row.getLong(4)));
  }

  /** @param name lower case letters, digits, dot and hyphen */
  public Answer add(String name, Role role, Optional<ZoneId> zone, String password) {
    if (!name.matches("[a-z0-9][a-z0-9.-]{0,39}"))
      return new Answer(false, "'%s' is no name for an account. Nothing was changed. Use lower case letters, digits, dots and hyphens, 40 at most.".formatted(name));
    Optional<String> unfit = unfit(name, password);
    if (unfit.isPresent()) return new Answer(false, unfit.get());
    String hash = passwords.hash(password);
    return database.durably(tx -> {
      int added = tx.sql().execute("INSERT INTO account (name, role, password, zone, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING",
          name, role.name(), hash, zone.map(ZoneId::getId).orElse(""), clock.instant().toEpochMilli());
      if (added == 0) return new Answer(false, "There is an account '%s' already. Nothing was changed. 'tidings admin password %1$s' gives it another password.".formatted(name));
      return new Answer(true, "%s may sign in as %s.".formatted(name, role.word()));
    });
  }

  private static Optional<String> unfit(String name, String password) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) return Optional.of("This password has %d characters and could be guessed. Nothing was changed. Take at least %d; four words do.".formatted(length, SHORTEST));
    if (length > LONGEST) return Optional.of("This password has %d characters. Nothing was changed. Take at most %d.".formatted(length, LONGEST));
    if (password.toLowerCase(java.util.Locale.ROOT).contains(name) && length < SHORTEST + name.length() || password.chars().distinct().count() < 5)
      return Optional.of("This password could be guessed: it is the name, or few characters again and again. Nothing was changed. Four words make a good one.");
    return Optional.empty();
  }

  /** Another password; open sessions end. */
  public Answer password(String name, String password) {
    Optional<String> unfit = unfit(name, password);
    if (unfit.isPresent()) return new Answer(false, unfit.get());
    String hash = passwords.hash(password);
    return database.durably(tx -> {
      int changed = tx.sql().execute("UPDATE account SET password = ? WHERE name = ?", hash, name);
      if (changed == 0) return unknown(name);
      return new Answer(true, "%s has a new password and is signed out everywhere (%s).".formatted(name, sessions(Sessions.endAll(tx, name))));
    });
  }

  /** @param zone empty = the site's */
  public void zone(String name, Optional<ZoneId> zone) {
    database.durably(tx -> tx.sql().execute("UPDATE account SET zone = ? WHERE name = ?", zone.map(ZoneId::getId).orElse(""), name));
  }

  /** The last owner stays, for nobody could make another one from the pages. */
  public Answer remove(String name) {
    return database.durably(tx -> {
      Optional<Account> account = named(tx.sql(), name);
      if (account.isEmpty()) return unknown(name);
      if (account.get().role() == Role.OWNER && owners(tx) == 1 && accounts(tx) > 1)
        return new Answer(false, "%s is the only owner. Nothing was changed. Add another owner first: 'tidings admin add NAME --role owner'.".formatted(name));
      int ended = Sessions.endAll(tx, name);
      tx.sql().execute("DELETE FROM account WHERE name = ?", name);
      return new Answer(true, "%s may not sign in any more (%s).".formatted(name, sessions(ended)));
    });
  }

  private static String sessions(int ended) {
    return ended == 1 ? "1 session ended" : ended + " sessions ended";
  }

  private static int owners(Tx tx) {
    return tx.sql().createQuery("SELECT count(*) FROM account WHERE role = 'OWNER'").mapTo(Integer.class).one();
  }

  private static int accounts(Tx tx) {
    return tx.sql().createQuery("SELECT count(*) FROM account").mapTo(Integer.class).one();
  }

  private static Answer unknown(String name) {
    return new Answer(false, "There is no account '%s'. Nothing was changed. 'tidings admin list' shows them.".formatted(name));
  }

  /** The account, where name and password are right; a name that is not there takes as long as one that is. */
  public Optional<Account> verified(String name, String password) {
    Optional<String> hash = database.read(sql -> sql.createQuery("SELECT password FROM account WHERE name = ?").bind(0, name).mapTo(String.class).findOne());
    boolean right = passwords.isRight(password.length() > LONGEST * 2 ? "" : password, hash);
    return right ? named(name) : Optional.empty();
  }
}
