package dev.tidings.store;

import java.sql.SQLException;
import java.util.Optional;

/** What PostgreSQL says when it cannot serve, in our words. https://www.postgresql.org/docs/15/errcodes-appendix.html */
final class Outage {
  private Outage() {}

  /** The server's own trouble, wherever it stands among the causes; empty for a mistake in a statement. */
  static Optional<StoreException> of(StorePlace.Server place, Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (!(cause instanceof SQLException sql)) continue;
      Optional<String> told = told(String.valueOf(sql.getSQLState()), reason(sql));
      if (told.isPresent()) return Optional.of(new StoreException("%s: %s".formatted(place.shown(), told.get()), e));
    }
    return Optional.empty();
  }

  private static Optional<String> told(String state, String reason) {
    return Optional.ofNullable(switch (state) {
      case "28000", "28P01" -> "the server does not let this user in (%s). Nothing was sent. Check the user, the password that the environment gives, and the server's pg_hba.conf.".formatted(reason);
      case "3D000" -> "there is no such database. Nothing was sent. Make it with: createdb --encoding UTF8.";
      case "42501" -> "the user may not do what is needed (%s). Nothing was sent. Let it own the database.".formatted(reason);
      case "25006" -> "the database takes no writes (%s). What was committed stays. Point store: at the server that does.".formatted(reason);
      case "53100" -> "the server's disk is full. What was committed stays; no mail is started. Free some space and run the command again.";
      case "53300" -> "the server has no connection left (%s). What was committed stays. Raise its max_connections; each process of Tidings takes up to 12.".formatted(reason);
      case "XX001", "XX002" -> "the server says that its files are damaged (%s). Nothing was sent. Put the last backup in their place.".formatted(reason);
      default -> away(state) ? "the server cannot be reached (%s). What was committed stays; no mail is started. Check host, port and that it runs, then run the command again.".formatted(reason) : null;
    });
  }

  /** Whether the connection is gone, and another may do better. */
  static boolean isAway(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause())
      if (cause instanceof SQLException sql && (away(String.valueOf(sql.getSQLState())) || String.valueOf(sql.getSQLState()).equals("25006"))) return true;
    return false;
  }

  private static boolean away(String state) {
    return state.startsWith("08") || state.startsWith("57P0");
  }

  static StoreException unusable(StorePlace.Server place, Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) root = root.getCause();
    return new StoreException("%s: the store cannot be opened (%s). Nothing was sent.".formatted(place.shown(), reason(root)), e);
  }

  private static String reason(Throwable e) {
    return String.valueOf(e.getMessage()).lines().filter(line -> !line.isBlank()).findFirst().orElse("no reason given");
  }
}
