package dev.tidings.intake;

import dev.tidings.post.FileReason;
import dev.tidings.post.PostProblem;
import dev.tidings.post.PostProblem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Followed feeds become files in one folder, a folder for each inside. Asked together; each has its own pace, and its own trouble. */
public final class FeedIntake {
  private static final int MOST_ENTRIES = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  /** A file that is younger may still be being written; these are whole. */
  private static final Duration OLD = Duration.ofMinutes(10);
  private final Path folder;
  private final List<FollowedFeed> feeds;
  private final FeedCall call;
  private final FeedReader reader = new FeedReader();

  /** @param folder where the posts go; made when the first feed is asked */
  public FeedIntake(Path folder, List<FollowedFeed> feeds) {
    this(folder, feeds, PATIENCE);
  }

  FeedIntake(Path folder, List<FollowedFeed> feeds, Duration patience) {
    this.folder = folder;
    this.feeds = List.copyOf(feeds);
    this.call = new FeedCall(patience);
  }

  /** Asks those whose time has come. What went wrong with one is said, and the others go on. */
  public List<PostProblem> fetch(Instant now) {
    return feeds.parallelStream().flatMap(feed -> fetch(feed, now).stream()).toList();
  }

  private Optional<PostProblem> fetch(FollowedFeed feed, Instant now) {
    Path own = folder.resolve(feed.name());
    try {
      Files.createDirectories(own);
      Memory memory = Memory.of(own);
      if (now.isBefore(memory.next()) && Duration.between(now, memory.next()).compareTo(Duration.ofDays(8)) < 0) return Optional.empty();
      try {
        FeedCall.Answer answer = call.get(feed, memory.validators());
        Memory after = answer.body().isPresent() ? take(feed, own, memory, answer, now) : memory;
        new Memory(after.since(), now.plus(feed.every()), 0, answer.validators(), after.seen()).keep(own);
        return answer.moved().map(to -> problem(feed, Severity.WARNING, "it has moved to " + to + " for good. It is still read. Write that address into the configuration."));
      } catch (Unreadable e) {
        Memory after = memory.failed(now, feed, e.retryAfterSeconds);
        after.keep(own);
        return Optional.of(problem(feed, after.failures() >= 3 ? Severity.ERROR : Severity.WARNING,
            "%s: %s. Its posts that are here stay; it is asked again after %s. Look at the address.".formatted(feed.url(), e.getMessage(), after.next().truncatedTo(ChronoUnit.MINUTES))));
      }
    } catch (IOException e) {
      return Optional.of(problem(feed, Severity.ERROR, "its posts cannot be kept in data/feeds (%s). Nothing of it is lost. Check the permissions and the room on the disk.".formatted(FileReason.of(e))));
    }
  }

  private static PostProblem problem(FollowedFeed feed, Severity severity, String message) {
    return new PostProblem("sources." + feed.name(), 0, severity, message);
  }

  /** At the first asking, what is dated before yesterday is the site's archive: it is not taken, then or later. */
  private Memory take(FollowedFeed feed, Path own, Memory memory, FeedCall.Answer answer, Instant now) throws Unreadable, IOException {
    List<FeedEntry> entries = reader.read(answer.body().orElseThrow(), answer.type()).stream().filter(entry -> !entry.id().isEmpty()).limit(MOST_ENTRIES).toList();
    boolean first = memory.since().isEmpty();
    Instant since = memory.since().orElseGet(() -> now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    var seen = new LinkedHashSet<>(memory.seen());
    var oldest = new ArrayList<>(entries);
    java.util.Collections.reverse(oldest);
    oldest.sort(Comparator.comparing(entry -> entry.when().published().orElse(now)));
    for (FeedEntry entry : oldest) {
      boolean undated = entry.when().published().isEmpty();
      if (first && undated) seen.add(EntryText.mark(entry));
      boolean archive = undated ? seen.contains(EntryText.mark(entry)) : entry.when().published().filter(date -> date.isBefore(since)).isPresent();
      if (!archive) write(feed, own, entry, now);
    }
    return new Memory(Optional.of(since), memory.next(), 0, answer.validators(), seen);
  }

  /** An entry keeps its file, and its date, whatever it is called later. */
  private static void write(FollowedFeed feed, Path own, FeedEntry entry, Instant now) throws IOException {
    var text = new EntryText(feed);
    Optional<Path> there = existing(own, EntryText.mark(entry));
    Instant date = entry.when().published().orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS));
    if (there.isPresent() && entry.when().published().isEmpty()) date = date(there.get()).orElse(date);
    String fresh = text.text(entry, date);
    if (there.isPresent() && Files.readString(there.get()).equals(fresh)) return;
    Path file = there.orElseGet(() -> own.resolve(text.name(entry, entry.when().published().orElse(now))));
    Path part = own.resolve("." + EntryText.mark(entry) + ".part");
    Files.writeString(part, fresh);
    Files.setLastModifiedTime(part, FileTime.from(Files.getLastModifiedTime(part).toInstant().minus(OLD)));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Optional<Path> existing(Path own, String mark) throws IOException {
    try (Stream<Path> files = Files.list(own)) {
      return files.filter(file -> file.getFileName().toString().endsWith("-" + mark + ".md")).findFirst();
    }
  }

  private static Optional<Instant> date(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith("date: \"")).map(line -> Instant.parse(line.substring(7, line.length() - 1))).findFirst();
    }
  }
}
