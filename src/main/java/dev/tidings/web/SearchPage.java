package dev.tidings.web;

import dev.tidings.archive.SearchIndex;
import dev.tidings.render.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /search?q=}: editions and posts, by their words. */
final class SearchPage {
  private static final int MOST = 30;
  private static final int LONGEST = 100;
  private static final Pattern BREAKS = Pattern.compile("[\\s\\x0B\\x85\\u2028\\u2029]+");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]");

  /** What the page shows. @param note how many, or that there is none; empty where nothing was asked */
  record Answer(String question, String note, List<Hit> hits) {}

  record Hit(SearchIndex.Found found, String day) {}

  void show(Visit visit) {
    String question = oneLine(Optional.ofNullable(visit.context().queryParam("q")).orElse(""));
    List<SearchIndex.Found> found = question.isEmpty() ? List.of() : visit.search().find(question, MOST);
    Words words = visit.words();
    List<Hit> hits = found.stream().map(one -> new Hit(one, words.dayAndYear(one.day()))).toList();
    visit.page("search.html", words.say("web.search"), Map.of("search", new Answer(question, note(words, question, hits.size()), hits)));
  }

  /** What was asked, as it is shown back: one line of at most a hundred characters; what cannot be seen or turns the text round it is left out. */
  static String oneLine(String asked) {
    String line = UNSEEN.matcher(BREAKS.matcher(asked).replaceAll(" ")).replaceAll("").strip();
    int characters = Math.min(line.codePointCount(0, line.length()), LONGEST);
    return line.substring(0, line.offsetByCodePoints(0, characters)).strip();
  }

  private static String note(Words words, String question, int found) {
    if (question.isEmpty()) return "";
    if (found == 0) return words.say("web.search.none", question);
    return words.say(found == MOST ? "web.search.most" : "web.search.found", found);
  }
}
