package dev.tidings.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the archives of feeds end. RFC 5005 4: the entries of an archive document do not change. So archives are cut along the order
 * in which posts became public, not along their dates, and a cut that was made once is kept for ever: a post that comes late with an
 * old date is in the subscription document, and one that is withdrawn leaves a gap and shifts nothing.
 */
public final class Cuts {
  private static final Comparator<Piece> NEWEST_FIRST = Comparator.comparing(Piece::dated).thenComparing(Piece::arrival).reversed();
  private final Map<String, TreeSet<Long>> uppers = new HashMap<>();
  private final List<Cut> fresh = new ArrayList<>();

  /** One archive document's last arrival. */
  public record Cut(String topic, long upper) {}

  /** @param known all cuts that were ever made */
  public Cuts(List<Cut> known) {
    known.forEach(cut -> of(cut.topic()).add(cut.upper()));
  }

  /** Those that {@link #documents} made and nobody remembers yet. */
  public List<Cut> fresh() {
    return List.copyOf(fresh);
  }

  /**
   * The first document is the one people subscribe to: the newest {@code size} by date, and whatever arrived since the last cut.
   *
   * @param pieces of the topic, in any order
   */
  List<Document> documents(Topic topic, List<Piece> pieces, int size) {
    List<Piece> byArrival = pieces.stream().sorted(Comparator.comparingLong(Piece::arrival)).toList();
    TreeSet<Long> own = of(topic.name());
    var documents = new ArrayList<Document>();
    int from = 0;
    for (long upper : List.copyOf(own)) {
      int to = end(byArrival, from, upper);
      archive(topic, byArrival.subList(from, to), documents);
      from = to;
    }
    while (byArrival.size() - from > size) {
      int to = from + size;
      long upper = byArrival.get(to - 1).arrival();
      own.add(upper);
      fresh.add(new Cut(topic.name(), upper));
      archive(topic, byArrival.subList(from, to), documents);
      from = to;
    }
    List<Piece> current = Stream.concat(pieces.stream().sorted(NEWEST_FIRST).limit(size), byArrival.subList(from, byArrival.size()).stream()).distinct().sorted(NEWEST_FIRST).toList();
    documents.add(0, new Document(topic, current, "", suffix(own.size())));
    return documents;
  }

  private static void archive(Topic topic, List<Piece> pieces, List<Document> documents) {
    int number = documents.size() + 1;
    documents.add(new Document(topic, pieces.stream().sorted(NEWEST_FIRST).toList(), "-archive-" + number, suffix(number - 1)));
  }

  private static int end(List<Piece> byArrival, int from, long upper) {
    int to = from;
    while (to < byArrival.size() && byArrival.get(to).arrival() <= upper) to++;
    return to;
  }

  private TreeSet<Long> of(String topic) {
    return uppers.computeIfAbsent(topic, any -> new TreeSet<>());
  }

  private static Optional<String> suffix(int number) {
    return number == 0 ? Optional.empty() : Optional.of("-archive-" + number);
  }
}
