package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.archive.StoredVariant;
import dev.tidings.audience.MailAddress;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.queue.Notice;
import dev.tidings.queue.Sheet;
import dev.tidings.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Addresses that get a copy of every edition, to see where it lands: the admin's own boxes at Gmail, Outlook and elsewhere. Their copies are
 * notices of the kind {@code seed}: byte for byte what a reader who follows everything gets, in no account and no report, with links that
 * are nobody's. Each address gets each edition once, however often this is asked.
 */
public final class SeedDesk {
  /** A subscription that nobody has. */
  private static final long NOBODYS = -1;
  /** After a longer stop nobody wants to know any more. */
  private static final Duration NEW = Duration.ofDays(1);
  private final Database database;
  private final Clock clock;
  private final List<MailAddress> seeds;
  private final Supplier<DeliveryQueue> queue;
  private final Archive archive = new Archive();

  public SeedDesk(Database database, Clock clock, List<MailAddress> seeds, Supplier<DeliveryQueue> queue) {
    this.database = database;
    this.clock = clock;
    this.seeds = List.copyOf(seeds);
    this.queue = queue;
  }

  private record Fresh(long id, String local, Instant expires) {}

  /** @return how many copies were put into the queue */
  public int catchUp() {
    if (seeds.isEmpty()) return 0;
    List<Fresh> fresh = database.read(sql -> sql.createQuery("SELECT id, local, expires_at FROM edition WHERE published_at >= ? AND state = 'open' ORDER BY id")
        .bind(0, clock.instant().minus(NEW).toEpochMilli()).map((row, context) -> new Fresh(row.getLong(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)))).list());
    int put = 0;
    for (Fresh edition : fresh) put += database.read(sql -> archive.fullest(sql, edition.id())).map(variant -> copies(edition, variant)).orElse(0);
    return put;
  }

  private int copies(Fresh edition, StoredVariant variant) {
    StoredVariant.Letter letter = variant.letter();
    var copy = new Notice.Copy(new Sheet.EditionName(variant.newsletter(), variant.number(), edition.local()), letter.language(), "", NOBODYS);
    int put = 0;
    for (MailAddress seed : seeds) {
      var notice = new Notice("seed/" + edition.id() + "/" + seed.key(), "seed", seed.address(), letter.subject(), letter.body(), edition.expires(), Optional.of(copy));
      if (queue.get().enqueue(notice)) put++;
    }
    return put;
  }
}
