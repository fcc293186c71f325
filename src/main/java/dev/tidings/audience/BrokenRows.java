package dev.tidings.audience;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Rows whose address cannot be read. One that was good when the list was last read still stands for its reader: she is not
 * taken off. Which row broke is told by comparing with the rows that were broken then; whose it was, by what is left of it.
 */
final class BrokenRows {
  static final int MAX = 100_000;
  private static final int APART = 3;
  private static final int SHORTEST = 6;
  /** Rows broken and readers gone, as many as an edit by hand makes; in a bulk change likeness is chance. */
  private static final int BY_HAND = 20;
  private final Map<Long, Broken> rows = new LinkedHashMap<>();

  /** @param skeleton letters and digits of what stands where the address should · @param all those of the whole row */
  record Broken(int line, String skeleton, String all, Set<String> cells) {}

  /** A reader whom the reading did not see. */
  record Gone(long subscription, String key, String name) {}

  void add(int line, List<String> cells) {
    if (rows.size() >= MAX) return;
    String row = String.join("\u0000", cells);
    var lower = new HashSet<String>();
    cells.forEach(cell -> lower.add(cell.strip().toLowerCase(Locale.ROOT)));
    rows.putIfAbsent(digest(row), new Broken(line, skeleton(cells.isEmpty() ? "" : cells.get(0)), skeleton(row), Set.copyOf(lower)));
  }

  Set<Long> digests() {
    return rows.keySet();
  }

  int line(long digest) {
    return Optional.ofNullable(rows.get(digest)).map(Broken::line).orElse(0);
  }

  /** 64 bits are plenty to tell a row from another one of the same list. */
  private static long digest(String row) {
    byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
    var crc = new CRC32();
    crc.update(bytes);
    return crc.getValue() << 32 | Integer.toUnsignedLong(java.util.Arrays.hashCode(bytes));
  }

  private static String skeleton(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /**
   * Each row that is not among the old ones stands for the reader whose letters and digits it holds; after an edit by hand
   * also for the one whose name it holds, or whom it resembles most. By the row's digest.
   */
  Map<Long, Gone> owners(Set<Long> old, Iterable<Gone> gone) {
    var fresh = new ArrayList<Map.Entry<Long, Broken>>();
    rows.entrySet().stream().filter(row -> !old.contains(row.getKey())).forEach(fresh::add);
    var found = new HashMap<Long, Gone>();
    var exact = new HashMap<String, Long>();
    fresh.forEach(row -> exact.putIfAbsent(row.getValue().skeleton(), row.getKey()));
    var few = new ArrayList<Gone>();
    if (fresh.isEmpty()) return found;
    for (Gone one : gone) {
      Long row = exact.get(skeleton(one.key()));
      if (row != null) found.putIfAbsent(row, one);
      if (few.size() <= BY_HAND) few.add(one);
    }
    if (few.size() <= BY_HAND && fresh.size() <= BY_HAND) resembling(fresh, few, found);
    return found;
  }

  private static void resembling(List<Map.Entry<Long, Broken>> fresh, List<Gone> few, Map<Long, Gone> found) {
    for (Map.Entry<Long, Broken> row : fresh) {
      int nearest = APART + 1;
      for (Gone one : few) {
        int apart = found.containsValue(one) ? nearest : apart(row.getValue(), one, skeleton(one.key()));
        if (apart < nearest && !found.containsKey(row.getKey()) || apart < nearest && nearest <= APART) {
          nearest = apart;
          found.put(row.getKey(), one);
        }
      }
    }
  }

  private static int apart(Broken row, Gone one, String skeleton) {
    if (row.skeleton().equals(skeleton)) return 0;
    if (skeleton.length() >= SHORTEST && row.all().contains(skeleton)) return 1;
    if (!one.name().isBlank() && row.cells().contains(one.name().strip().toLowerCase(Locale.ROOT))) return 1;
    if (Math.abs(row.skeleton().length() - skeleton.length()) > APART || skeleton.length() < SHORTEST) return APART + 1;
    return distance(row.skeleton(), skeleton).orElse(APART + 1);
  }

  /** Letters changed, added or left out; empty beyond {@link #APART}. */
  private static Optional<Integer> distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int corner = row[0];
      int least = row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(swap, Math.min(corner, row[j - 1]) + 1);
        least = Math.min(least, row[j]);
      }
      if (least > APART) return Optional.empty();
    }
    return row[b.length()] <= APART ? Optional.of(row[b.length()]) : Optional.empty();
  }
}
