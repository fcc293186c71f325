package dev.tidings.archive;

import dev.tidings.store.Dialect;
import dev.tidings.store.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Words of editions and posts, and where they stand. Scripts that put no blanks between words are kept letter by letter and found as
 * phrases; what is asked for is never part of a query's language.
 */
public final class SearchIndex {
  private static final int MOST_WORDS = 8;
  private static final int LONGEST = 100;
  private static final char BEGIN = '\u0001';
  private static final char END = '\u0002';
  private static final String UNSPACED = "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}ー]";
  private static final Pattern LETTER = Pattern.compile(UNSPACED);
  private static final Pattern GAP = Pattern.compile("(?<=" + UNSPACED + "[\\x01\\x02]{0,2}) (?=[\\x01\\x02]?" + UNSPACED + ")");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  private final Dialect dialect;

  /** @param dialect SQLite keeps an index of its own kind */
  public SearchIndex(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Something to find. @param thing its name for good · @param state another one when it says something else */
  public record Entry(String thing, String state, String title, String text, String url, LocalDate day) {}

  /** @param excerpt around what was found */
  public record Found(String title, String url, LocalDate day, List<Part> excerpt) {}

  public record Part(String text, boolean hit) {}

  /** What is kept, with the state it was read in. */
  public Map<String, String> kept(Handle sql) {
    Map<String, String> kept = new HashMap<>();
    sql.createQuery("SELECT thing, state FROM search_entry").map((row, context) -> kept.put(row.getString(1), row.getString(2))).list();
    return kept;
  }

  /** Instead of what was kept of it before. */
  public void keep(Tx tx, Entry entry) {
    forget(tx, entry.thing());
    if (dialect == Dialect.POSTGRESQL) {
      keepListed(tx, entry);
      return;
    }
    long row = tx.sql().createUpdate("INSERT INTO search (title, text, url, day) VALUES (?, ?, ?, ?)")
        .bind(0, spaced(entry.title())).bind(1, spaced(entry.text())).bind(2, entry.url()).bind(3, entry.day().toString())
        .executeAndReturnGeneratedKeys("rowid").mapTo(Long.class).one();
    tx.sql().execute("INSERT INTO search_entry (thing, state, entry) VALUES (?, ?, ?)", entry.thing(), entry.state(), row);
  }

  private static void keepListed(Tx tx, Entry entry) {
    String title = spaced(entry.title());
    String text = spaced(entry.text());
    var heading = new WordList(title);
    long row = tx.sql().createQuery("INSERT INTO search (title, text, url, day, words) VALUES (?, ?, ?, ?, CAST(? AS tsvector)) RETURNING id")
        .bind(0, title).bind(1, text).bind(2, entry.url()).bind(3, entry.day().toString())
        .bind(4, heading.vector("A", 0) + " " + new WordList(text).vector("", heading.size())).mapTo(Long.class).one();
    tx.sql().execute("INSERT INTO search_entry (thing, state, entry) VALUES (?, ?, ?)", entry.thing(), entry.state(), row);
  }

  public void forget(Tx tx, String thing) {
    String row = dialect == Dialect.SQLITE ? "rowid" : "id";
    tx.sql().execute("DELETE FROM search WHERE " + row + " = (SELECT entry FROM search_entry WHERE thing = ?)", thing);
    tx.sql().execute("DELETE FROM search_entry WHERE thing = ?", thing);
  }

  /** Best first; the last word may be unfinished. */
  public List<Found> find(Handle sql, String question, int most) {
    if (dialect == Dialect.POSTGRESQL) return findListed(sql, question, most);
    Optional<String> match = match(question);
    if (match.isEmpty()) return List.of();
    return sql.createQuery("SELECT title, url, day, snippet(search, 1, ?, ?, '…', 24) FROM search WHERE search MATCH ? ORDER BY bm25(search, 8.0, 1.0), day DESC LIMIT ?")
        .bind(0, String.valueOf(BEGIN)).bind(1, String.valueOf(END)).bind(2, match.get()).bind(3, most)
        .map((row, context) -> new Found(closed(row.getString(1)), row.getString(2), LocalDate.parse(row.getString(3)), parts(closed(row.getString(4))))).list();
  }

  private static List<Found> findListed(Handle sql, String question, int most) {
    List<WordList> asked = words(question).stream().map(word -> new WordList(spaced(word))).filter(word -> word.size() > 0).toList();
    if (asked.isEmpty()) return List.of();
    int last = asked.size() - 1;
    String query = IntStream.rangeClosed(0, last).mapToObj(i -> "(" + asked.get(i).phrase(i == last) + ")").collect(Collectors.joining(" & "));
    return sql.createQuery("SELECT title, url, day, text FROM search, CAST(:query AS tsquery) AS query WHERE words @@ query ORDER BY ts_rank(words, query) DESC, day DESC LIMIT :most")
        .bind("query", query).bind("most", most)
        .map((row, context) -> new Found(closed(row.getString(1)), row.getString(2), LocalDate.parse(row.getString(3)),
            parts(closed(new WordList(row.getString(4)).excerpt(asked, String.valueOf(BEGIN), String.valueOf(END)))))).list();
  }

  private static List<String> words(String question) {
    return WORD.matcher(question.substring(0, Math.min(question.length(), LONGEST))).results().map(word -> word.group()).limit(MOST_WORDS).toList();
  }

  /** Each word in quotes, so that it is a word and no operator. Empty where there is no word in it. */
  private static Optional<String> match(String question) {
    List<String> words = words(question);
    if (words.isEmpty()) return Optional.empty();
    List<String> quoted = words.stream().map(word -> '"' + spaced(word).strip() + '"').collect(Collectors.toCollection(ArrayList::new));
    quoted.set(quoted.size() - 1, quoted.get(quoted.size() - 1) + "*");
    return Optional.of(String.join(" ", quoted));
  }

  private static String spaced(String text) {
    String plain = text.replace(BEGIN, ' ').replace(END, ' ');
    Matcher letter = LETTER.matcher(plain);
    return letter.find() ? letter.reset().replaceAll(" $0 ").replaceAll(" {2,}", " ") : plain;
  }

  private static String closed(String text) {
    return GAP.matcher(text).replaceAll("").strip();
  }

  private static List<Part> parts(String snippet) {
    var parts = new ArrayList<Part>();
    for (String piece : snippet.split(String.valueOf(BEGIN), -1)) {
      int end = piece.indexOf(END);
      if (end >= 0) parts.add(new Part(piece.substring(0, end), true));
      parts.add(new Part(piece.substring(end + 1), false));
    }
    return parts.stream().filter(part -> !part.text().isEmpty()).toList();
  }
}
