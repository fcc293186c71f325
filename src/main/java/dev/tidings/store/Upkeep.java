package dev.tidings.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What has to be done for the store now and then: a backup when one is due, and old traces of readers deleted, few at a time. */
public final class Upkeep {
  /** How the name of a backup ends. */
  public static final String END = ".tidings.zip";
  private static final int BATCH = 1_000;
  /** The moment at which the name of a backup begins, in UTC, so that names sort by age. */
  static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private final Database store;
  private final Clock clock;
  private final Path data;
  private final Rules rules;

  /**
   * @param every how old the newest backup may become; empty: none is made
   * @param keep how many stay
   * @param attempts how long the tries of mails and what came back are remembered; relays' answers hold addresses
   * @param audit how long it is remembered who did what
   */
  public record Rules(Optional<Duration> every, int keep, Duration attempts, Duration audit) {
    public static final Rules DEFAULT = new Rules(Optional.empty(), 14, Duration.ofDays(90), Duration.ofDays(365));
  }

  /** @param data the house's folder data/ */
  public Upkeep(Database store, Clock clock, Path data, Rules rules) {
    this.store = store;
    this.clock = clock;
    this.data = data;
    this.rules = rules;
  }

  /** The name of a backup made at that moment. */
  public static String name(Instant at) {
    return NAME.format(at) + END;
  }

  /** @return sentences for the log, of what was done */
  public List<String> keep() {
    var said = new ArrayList<String>();
    backUp().ifPresent(said::add);
    Instant now = clock.instant();
    long gone = delete("attempt", now.minus(rules.attempts)) + delete("bounce", now.minus(rules.attempts)) + delete("audit", now.minus(rules.audit));
    if (gone > 0) said.add("%,d old traces of tries, bounces and decisions were deleted (keep: in config/tidings.yml)".formatted(gone));
    return said;
  }

  private Optional<String> backUp() {
    if (rules.every.isEmpty() || store.dialect() != Dialect.SQLITE) return Optional.empty();
    Path folder = data.resolve("backups");
    Instant now = clock.instant();
    try {
      if (newest(folder).filter(last -> last.plus(rules.every.get()).isAfter(now)).isPresent()) return Optional.empty();
      Path to = folder.resolve(name(now));
      Backup.write(store, store.note("house").orElse(""), data, to, now);
      int gone = Backup.rotate(folder, END, rules.keep);
      return Optional.of("backup data/backups/%s, %,d bytes; older ones removed: %d".formatted(to.getFileName(), Files.size(to), gone));
    } catch (IOException e) {
      throw new StoreException("%s: the backup that is due cannot be written (%s). The house goes on without it. Make room there, or check the permissions."
          .formatted(folder, e.getMessage()), e);
    }
  }

  private static Optional<Instant> newest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return Optional.empty();
    try (Stream<Path> files = Files.list(folder)) {
      return files.flatMap(file -> moment(file.getFileName().toString()).stream()).max(Instant::compareTo);
    }
  }

  private static Optional<Instant> moment(String name) {
    if (!name.endsWith(END)) return Optional.empty();
    try {
      return Optional.of(NAME.parse(name.substring(0, name.length() - END.length()), Instant::from));
    } catch (DateTimeParseException another) {
      return Optional.empty(); // a file of the admin's
    }
  }

  /** The oldest first, a batch a transaction, so that couriers never wait long. */
  private long delete(String table, Instant before) {
    long all = 0;
    while (true) {
      int gone = store.inTx(tx -> tx.sql().execute("DELETE FROM " + table + " WHERE at < ? AND id IN (SELECT id FROM " + table + " ORDER BY id LIMIT " + BATCH + ")", before.toEpochMilli()));
      all += gone;
      if (gone < BATCH) return all;
    }
  }
}
