package dev.tidings.post;

import dev.tidings.post.PostProblem.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two spellings of one category are one category; whoever writes the second is told. */
final class Spellings {
  private Spellings() {}

  static List<Reading> warn(List<Reading> readings) {
    Map<String, String> first = new HashMap<>();
    return readings.stream().map(reading -> warn(reading, first)).toList();
  }

  private static Reading warn(Reading reading, Map<String, String> first) {
    if (reading.post().isEmpty()) return reading;
    List<PostProblem> problems = new ArrayList<>(reading.problems());
    for (Category category : reading.post().get().filing().categories()) {
      String known = first.putIfAbsent(category.slug(), category.name());
      if (known != null && !known.equals(category.name()))
        problems.add(new PostProblem(reading.stamp().path(), 0, Severity.WARNING,
            "category '%s' is the same as '%s'. The post goes out there; write it the same everywhere.".formatted(category.name(), known)));
    }
    return problems.size() == reading.problems().size() ? reading : new Reading(reading.stamp(), reading.post(), reading.draft(), problems);
  }
}
