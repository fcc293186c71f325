package dev.tidings.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a feed's entries into a subscription document and archives whose members never change. RFC 5005 4 */
final class Topics {
  private Topics() {}

  /**
   * The first document is the one people subscribe to. Archives hold full groups counted from the oldest entry, so a new entry at the
   * top changes none of them.
   *
   * @param newestFirst all entries
   * @param size entries in a document
   */
  static List<Document> documents(Topic topic, List<Entry> newestFirst, int size) {
    int count = newestFirst.size();
    int archives = count <= size ? 0 : (count - 1) / size;
    while (archives > 0 && count - archives * size > size * 2) archives++;
    var documents = new ArrayList<Document>();
    List<Entry> current = newestFirst.subList(0, Math.min(count, size));
    documents.add(new Document(topic, current, "", suffix(archives)));
    for (int number = archives; number >= 1; number--) {
      int from = count - number * size;
      documents.add(new Document(topic, newestFirst.subList(Math.max(0, from), from + size), "-archive-" + number, suffix(number - 1)));
    }
    return documents;
  }

  private static Optional<String> suffix(int number) {
    return number == 0 ? Optional.empty() : Optional.of("-archive-" + number);
  }
}
