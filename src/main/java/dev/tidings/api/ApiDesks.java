package dev.tidings.api;

import dev.tidings.run.Morning;
import dev.tidings.run.ReaderBook;
import dev.tidings.run.ReaderDesk;
import dev.tidings.staff.Staff;
import dev.tidings.store.Database;
import dev.tidings.timetable.Newsletter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the API needs of a house; a new one takes its place when the configuration changes.
 *
 * @param ledger for reports to read · @param publish publishes a newsletter by hand; empty where somebody else publishes just now
 */
public record ApiDesks(Staff staff, Database ledger, List<Newsletter> newsletters, Readers readers, Function<String, Optional<Morning>> publish) {
  /** @param book takes readers in on their word · @param own lets them confirm it first */
  public record Readers(ReaderBook book, ReaderDesk own) {}
}
