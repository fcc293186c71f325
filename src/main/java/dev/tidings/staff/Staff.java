package dev.tidings.staff;

import dev.tidings.store.Database;
import java.time.Clock;

/** The house's staff: everything the pages, the commands and the API ask about who may. */
public record Staff(Accounts accounts, Sessions sessions, ApiKeys keys, AuditLog log) {
  public static Staff of(Database database, Clock clock) {
    return new Staff(new Accounts(database, clock), new Sessions(database, clock), new ApiKeys(database, clock), new AuditLog(database, clock));
  }
}
