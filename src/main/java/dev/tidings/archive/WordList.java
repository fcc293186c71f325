package dev.tidings.archive;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words as PostgreSQL is told them: cut by us, for its own parser would follow the locale of the database; without marks, lower case.
 * https://www.postgresql.org/docs/15/datatype-textsearch.html
 */
final class WordList {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  /** Positions beyond are all this one. */
  private static final int LAST_POSITION = 16_383;
  private static final int LONGEST = 200;
  private static final int BEFORE = 6;
  private static final int SHOWN = 24;
  private final List<String> words = new ArrayList<>();
  private final List<MatchResult> places;
  private final String text;

  /** @param text scripts without blanks already letter by letter */
  WordList(String text) {
    this.text = text;
    this.places = WORD.matcher(text).results().limit(LAST_POSITION).toList();
    for (MatchResult place : places) words.add(folded(place.group()));
  }

  private static String folded(String word) {
    String plain = MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFKD)).replaceAll("").toLowerCase(Locale.ROOT).replace("'", "").replace("\\", "");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
  }

  /** As a tsvector is written: {@code 'harbour':1A 'toll':2A}. */
  String vector(String weight, int after) {
    Map<String, List<Integer>> positions = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++)
      if (!words.get(i).isEmpty()) positions.computeIfAbsent(words.get(i), any -> new ArrayList<>()).add(Math.min(i + 1 + after, LAST_POSITION));
    return positions.entrySet().stream()
        .map(word -> "'" + word.getKey() + "':" + word.getValue().stream().distinct().limit(255).map(place -> place + weight).collect(Collectors.joining(",")))
        .collect(Collectors.joining(" "));
  }

  int size() {
    return words.size();
  }

  /** As a tsquery is written, these words one after another: {@code 'a' <-> 'b'}; the last may be unfinished. */
  String phrase(boolean unfinished) {
    String phrase = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" <-> "));
    return unfinished ? phrase + ":*" : phrase;
  }

  /** A few words around the first that was asked for, what was found between {@code begin} and {@code end}. */
  String excerpt(List<WordList> asked, String begin, String end) {
    int first = 0;
    while (first < words.size() && found(first, asked) == 0) first++;
    if (places.isEmpty()) return text;
    int from = first == words.size() ? 0 : Math.max(0, first - BEFORE);
    int to = Math.min(places.size(), from + SHOWN);
    var excerpt = new StringBuilder(from == 0 ? "" : "…");
    int at = from == 0 ? 0 : places.get(from).start();
    for (int i = from; i < to; i++) {
      int length = found(i, asked);
      if (length == 0) continue;
      MatchResult last = places.get(i + length - 1);
      excerpt.append(text, at, places.get(i).start()).append(begin).append(text, places.get(i).start(), last.end()).append(end);
      at = last.end();
      i += length - 1;
      to = Math.max(to, i + 1);
    }
    int stop = to == places.size() ? text.length() : places.get(to - 1).end();
    return excerpt.append(text, at, stop).append(to == places.size() ? "" : "…").toString();
  }

  /** How many words of one that was asked for stand here. */
  private int found(int at, List<WordList> asked) {
    for (int i = 0; i < asked.size(); i++) {
      List<String> wanted = asked.get(i).words;
      boolean unfinished = i == asked.size() - 1;
      if (at + wanted.size() <= words.size() && matches(at, wanted, unfinished)) return wanted.size();
    }
    return 0;
  }

  private boolean matches(int at, List<String> wanted, boolean unfinished) {
    for (int i = 0; i < wanted.size(); i++) {
      String word = words.get(at + i);
      boolean prefix = unfinished && i == wanted.size() - 1;
      if (!(prefix ? word.startsWith(wanted.get(i)) : word.equals(wanted.get(i)))) return false;
    }
    return true;
  }
}
