package dev.tidings.audience;

import dev.tidings.store.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * subscribers/left.csv: who left, bounced, complained or was forgotten, as salted hashes, one line each, in order. It
 * outlives the store: a lost or old store learns from it whom not to mail. The last line about somebody counts.
 */
public final class LeftLog {
  static final String LEFT = "left";
  static final String BACK = "back";
  private static final String NAME = "left.csv";
  private static final String MET = "left.csv";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}),(\\d{4}-\\d\\d-\\d\\d),([a-z-]+)(?::(.+))?");
  private final Path file;
  private final Forgotten hashes;

  /** @param ended subscriptions that were running in the store and must not */
  public record Applied(int ended, List<AudienceProblem> problems) {}

  private record Line(String hash, String reason, Optional<String> newsletter) {}

  public LeftLog(AudienceSettings settings) {
    this.file = settings.folder().resolve(NAME);
    this.hashes = new Forgotten(settings.salt());
  }

  /**
   * On the disk when it returns. To be called before the transaction commits: a line whose commit fails is harmless, for
   * the leave was asked for.
   *
   * @param key of the address
   * @param reason left, back, hard-bounce, complaint, admin or forgotten; {@code left:daily} speaks of one newsletter
   */
  public void append(String key, String reason, Instant now) {
    write(line(hashes.full(key), reason, now));
  }

  /** Those of whom the file does not know it yet, in one go. @param reasons by key */
  int appendNew(Map<String, String> reasons, String newsletter, Instant now) {
    Map<String, Map<String, String>> out = whoIsOut(new ArrayList<>());
    var lines = new StringBuilder();
    int fresh = 0;
    for (var reader : reasons.entrySet()) {
      String hash = hashes.full(reader.getKey());
      Map<String, String> known = out.getOrDefault(hash, Map.of());
      if (known.containsKey("") || known.containsKey(newsletter)) continue;
      lines.append(line(hash, reader.getValue(), now));
      fresh++;
    }
    if (fresh > 0) write(lines.toString());
    return fresh;
  }

  private static String line(String hash, String reason, Instant now) {
    String line = hash + "," + now.atZone(ZoneOffset.UTC).toLocalDate() + "," + reason + "\n";
    if (!LINE.matcher(line.strip()).matches()) throw new IllegalArgumentException("no reason to leave: " + reason);
    return line;
  }

  private void write(String line) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        channel.position(channel.size());
        var bytes = ByteBuffer.wrap(((torn(channel) ? "\n" : "") + line).getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) channel.write(bytes);
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("subscribers/left.csv cannot be written. Nothing was changed. Check its permissions and the disk.", e);
    }
  }

  /** A power cut may have left half a line; ours must not become its end. */
  private static boolean torn(FileChannel channel) throws IOException {
    if (channel.size() == 0) return false;
    var last = ByteBuffer.allocate(1);
    channel.read(last, channel.size() - 1);
    return last.get(0) != '\n';
  }

  /**
   * The same, where the file or the readers may have changed since the store last met it: hashing a million addresses at each
   * run would be work for nothing. Each leave is in the store and in the file at once; only a list brings in whom the file
   * keeps out, and only a store or a file put back from elsewhere disagrees.
   *
   * @param joined whether readers may have come since
   */
  Applied applyIfChanged(Tx tx, Instant now, boolean joined) {
    String stamp = stamp();
    Optional<String> met = tx.sql().createQuery("SELECT value FROM meta WHERE key = ?").bind(0, MET).mapTo(String.class).findOne();
    if (!joined && met.filter(stamp::equals).isPresent()) return new Applied(0, List.of());
    Applied applied = applyTo(tx, now);
    if (applied.problems().isEmpty())
      tx.sql().execute("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", MET, stamp);
    return applied;
  }

  private String stamp() {
    try {
      return Files.exists(file) ? Files.size(file) + " " + Files.getLastModifiedTime(file) : "none";
    } catch (IOException e) {
      throw new UncheckedIOException("subscribers/left.csv cannot be read. Nothing was sent, for it says who left. Check its permissions.", e);
    }
  }

  /** Ends and suppresses in the store whoever the file says must stay out. To be called before each freeze. */
  public Applied applyTo(Tx tx, Instant now) {
    var problems = new ArrayList<AudienceProblem>();
    Map<String, Map<String, String>> out = whoIsOut(problems);
    if (out.isEmpty()) return new Applied(0, List.copyOf(problems));
    keepForgotten(tx, out, now);
    var running = new HashMap<String, Map<String, String>>();
    try (var keys = tx.sql().createQuery("SELECT s.address_key FROM subscriber s WHERE EXISTS (SELECT 1 FROM subscription u"
        + " WHERE u.subscriber = s.id AND u.status <> 'ended')").mapTo(String.class).stream()) {
      keys.forEach(key -> Optional.ofNullable(out.get(hashes.full(key))).ifPresent(reasons -> running.put(key, reasons)));
    }
    int ended = 0;
    for (var reader : running.entrySet())
      for (var reason : reader.getValue().entrySet()) ended += end(tx, reader.getKey(), reason.getKey(), reason.getValue(), now);
    return new Applied(ended, List.copyOf(problems));
  }

  private static int end(Tx tx, String key, String newsletter, String reason, Instant now) {
    if (!reason.equals(LEFT))
      tx.sql().execute("INSERT INTO suppression (address_key, reason, origin, at) VALUES (?, ?, 'left.csv', ?) ON CONFLICT (address_key) DO NOTHING",
          key, reason, now.toEpochMilli());
    return tx.sql().execute("UPDATE subscription SET status = 'ended', ended_why = ? WHERE status <> 'ended' AND (? = '' OR newsletter = ?)"
        + " AND subscriber = (SELECT id FROM subscriber WHERE address_key = ?)", endedWhy(reason), newsletter, newsletter, key);
  }

  /** The line for a subscription that ended so. */
  static String reason(String endedWhy, String newsletter) {
    return switch (endedWhy) {
      case "bounced" -> "hard-bounce";
      case "complained" -> "complaint";
      case "admin" -> "admin";
      default -> LEFT + ":" + newsletter;
    };
  }

  static String endedWhy(String reason) {
    return switch (reason) {
      case "hard-bounce" -> "bounced";
      case "complaint" -> "complained";
      case LEFT, "forgotten" -> reason;
      default -> "admin";
    };
  }

  private static void keepForgotten(Tx tx, Map<String, Map<String, String>> out, Instant now) {
    out.forEach((hash, reasons) -> {
      if (reasons.containsValue("forgotten"))
        tx.sql().execute("INSERT INTO suppression (address_key, reason, origin, at) VALUES (?, 'forgotten', 'left.csv', ?) ON CONFLICT (address_key) DO NOTHING",
            Forgotten.shortened(hash), now.toEpochMilli());
    });
  }

  /** By hash: newsletter (blank = all) and reason. */
  private Map<String, Map<String, String>> whoIsOut(List<AudienceProblem> problems) {
    var out = new HashMap<String, Map<String, String>>();
    for (Line line : lines(problems)) {
      Map<String, String> reasons = out.computeIfAbsent(line.hash(), hash -> new HashMap<>());
      String newsletter = line.newsletter().orElse("");
      if (!line.reason().equals(BACK)) reasons.put(newsletter, line.reason());
      else if (newsletter.isEmpty()) reasons.clear();
      else reasons.remove(newsletter);
    }
    out.values().removeIf(Map::isEmpty);
    return out;
  }

  /** Tells by the key of an address whether it stays out of that newsletter. */
  Predicate<String> keptOut(String newsletter) {
    Map<String, Map<String, String>> out = whoIsOut(new ArrayList<>());
    return key -> !out.isEmpty() && Optional.ofNullable(out.get(hashes.full(key))).filter(reasons -> reasons.containsKey("") || reasons.containsKey(newsletter)).isPresent();
  }

  private List<Line> lines(List<AudienceProblem> problems) {
    if (!Files.exists(file)) return List.of();
    var lines = new ArrayList<Line>();
    try {
      int number = 0;
      for (String text : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\r?\n")) {
        number++;
        var match = LINE.matcher(text.strip());
        if (match.matches()) lines.add(new Line(match.group(1), match.group(3), Optional.ofNullable(match.group(4))));
        else if (!text.isBlank()) problems.add(new AudienceProblem("subscribers/" + NAME, number, true,
            "the line is not hash,date,reason. It keeps nobody out; the others do. Restore it from a backup or remove it."));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException("subscribers/left.csv cannot be read. Nothing was sent, for it says who left. Check its permissions.", e);
    }
  }
}
