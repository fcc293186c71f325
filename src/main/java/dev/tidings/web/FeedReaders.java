package dev.tidings.web;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs that ask for feeds, by the name they give, since the server started. No address of a person is kept. */
public final class FeedReaders {
  private static final int REMEMBERED = 1_000;
  private static final int LONGEST = 160;
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}]");
  private static final Pattern SUBSCRIBERS = Pattern.compile("(\\d{1,9})\\s+(?:subscriber|reader)s?", Pattern.CASE_INSENSITIVE);
  private final LongSupplier nanos;
  private final Map<List<String>, Seen> seen = new LinkedHashMap<>(64, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<List<String>, Seen> eldest) {
      return size() > REMEMBERED;
    }
  };

  private record Seen(long polls, long subscribers, long last) {}

  /** @param subscribers how many readers the program says it asks for; 0 where it says nothing · @param ago since it asked last */
  public record Row(String program, String feed, long polls, long subscribers, Duration ago) {}

  /** @param nanos a clock such as {@link System#nanoTime} */
  public FeedReaders(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized void note(String feed, String userAgent) {
    String agent = CONTROLS.matcher(userAgent).replaceAll(" ").strip();
    Matcher said = SUBSCRIBERS.matcher(agent);
    long subscribers = said.find() ? Long.parseLong(said.group(1)) : 0;
    String program = SUBSCRIBERS.matcher(agent).replaceAll("… subscribers");
    var key = List.of(program.isEmpty() ? "(no name)" : program.substring(0, Math.min(LONGEST, program.length())), feed);
    long before = seen.containsKey(key) ? seen.get(key).polls() : 0;
    seen.put(key, new Seen(before + 1, subscribers, nanos.getAsLong()));
  }

  /** Who asks for most readers first, then who asked last. */
  public synchronized List<Row> rows() {
    long now = nanos.getAsLong();
    return seen.entrySet().stream().map(one -> new Row(one.getKey().get(0), one.getKey().get(1), one.getValue().polls(), one.getValue().subscribers(), Duration.ofNanos(now - one.getValue().last())))
        .sorted(Comparator.comparingLong(Row::subscribers).reversed().thenComparing(Row::ago)).toList();
  }
}
