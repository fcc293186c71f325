package dev.tidings.web;

import dev.tidings.archive.SearchIndex;
import dev.tidings.render.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /search?q=}: editions and posts, by their words. */
final class SearchPage {
  private static final int MOST = 30;
  private static final int LONGEST = 100;

  /** What the page shows. @param note how many, or that there is none; empty where nothing was asked */
  record Answer(String question, String note, List<Hit> hits) {}

  record Hit(SearchIndex.Found found, String day) {}

  void show(Visit visit) {
    String asked = Optional.ofNullable(visit.context().queryParam("q")).orElse("").strip();
    String question = asked.substring(0, Math.min(asked.length(), LONGEST));
    List<SearchIndex.Found> found = question.isEmpty() ? List.of() : visit.search().find(question, MOST);
    Words words = visit.words();
    List<Hit> hits = found.stream().map(one -> new Hit(one, words.dayAndYear(one.day()))).toList();
    visit.page("search.html", words.say("web.search"), Map.of("search", new Answer(question, note(words, question, hits.size()), hits)));
  }

  private static String note(Words words, String question, int found) {
    if (question.isEmpty()) return "";
    if (found == 0) return words.say("web.search.none", question);
    return words.say(found == MOST ? "web.search.most" : "web.search.found", found);
  }
}
