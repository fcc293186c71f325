package dev.tidings.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What is known of one feed between two askings: a small file beside its posts.
 *
 * @param since entries dated before are its archive, and never news
 * @param next it is asked no sooner
 * @param failures in a row
 * @param seen undated entries that were there at the first asking
 */
record Memory(Optional<Instant> since, Instant next, int failures, FeedCall.Validators validators, Set<String> seen) {
  static final String FILE = ".feed.properties";
  static final Memory NONE = new Memory(Optional.empty(), Instant.EPOCH, 0, new FeedCall.Validators(Optional.empty(), Optional.empty()), Set.of());

  static Memory of(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) return NONE;
    var kept = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      kept.load(in);
    }
    var validators = new FeedCall.Validators(Optional.ofNullable(kept.getProperty("etag")), Optional.ofNullable(kept.getProperty("modified")));
    var seen = new LinkedHashSet<>(Arrays.asList(kept.getProperty("seen", "").split(" ")));
    return new Memory(Optional.ofNullable(kept.getProperty("since")).map(Instant::parse), Instant.parse(kept.getProperty("next", Instant.EPOCH.toString())),
        Integer.parseInt(kept.getProperty("failures", "0")), validators, seen);
  }

  void keep(Path folder) throws IOException {
    var kept = new Properties();
    since.ifPresent(moment -> kept.setProperty("since", moment.toString()));
    kept.setProperty("next", next.toString());
    kept.setProperty("failures", Integer.toString(failures));
    validators.etag().ifPresent(etag -> kept.setProperty("etag", etag));
    validators.modified().ifPresent(modified -> kept.setProperty("modified", modified));
    kept.setProperty("seen", String.join(" ", seen));
    Path part = folder.resolve(FILE + ".part");
    try (OutputStream out = Files.newOutputStream(part)) {
      kept.store(out, null);
    }
    Files.move(part, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Twice as long after each failure, a day at most; what the site asks for is kept. */
  Memory failed(Instant now, FollowedFeed feed, long retryAfterSeconds) {
    long wait = Math.min(86_400, feed.every().toSeconds() << Math.min(failures + 1, 10));
    return new Memory(since, now.plusSeconds(Math.max(wait, Math.min(retryAfterSeconds, 7 * 86_400))), failures + 1, validators, seen);
  }
}
