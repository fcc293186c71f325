package dev.tidings.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a domain asks receivers to do with mail that is not proved its own.
 *
 * @param domain where the record stands: the domain itself or one above it. RFC 9989 4.10, the tree walk
 * @param policy none, quarantine or reject, as it holds for the domain asked for
 * @param trouble the DNS did not answer
 */
record Dmarc(String domain, String policy, Tags tags, Optional<String> trouble) {
  private static final int MOST_LABELS = 8;

  static Optional<Dmarc> of(Dns dns, String domain) {
    String at = domain;
    for (int asked = 0; asked < MOST_LABELS && at.contains("."); asked++) {
      Answer answer = dns.txt("_dmarc." + at);
      if (answer.trouble().isPresent()) return Optional.of(new Dmarc(at, "", Tags.of(""), answer.trouble()));
      List<String> records = answer.values().stream().filter(text -> text.matches("(?s)v\\s*=\\s*DMARC1\\s*(;.*)?")).toList();
      if (records.size() == 1) return Optional.of(read(domain, at, Tags.of(records.get(0))));
      at = above(at);
    }
    return Optional.empty();
  }

  private static Dmarc read(String asked, String at, Tags tags) {
    String own = tags.word("p", "none");
    return new Dmarc(at, at.equals(asked) ? own : tags.word("sp", own), tags, Optional.empty());
  }

  /** One label less; of a long name seven are left at once, so that nobody is asked more than eight times. RFC 9989 4.10 */
  private static String above(String domain) {
    String[] labels = domain.split("\\.");
    int drop = labels.length > MOST_LABELS ? labels.length - MOST_LABELS + 1 : 1;
    return String.join(".", List.of(labels).subList(drop, labels.length));
  }

  /** Whether an envelope of that domain counts as the sender's own. RFC 9989 3.2.10 */
  boolean aligned(String from, String envelope) {
    if (from.equalsIgnoreCase(envelope)) return true;
    String one = from.toLowerCase(Locale.ROOT);
    String other = envelope.toLowerCase(Locale.ROOT);
    return !strictSpf() && (other.endsWith("." + one) || one.endsWith("." + other) || below(one) && below(other));
  }

  private boolean below(String name) {
    return name.equals(domain) || name.endsWith("." + domain);
  }

  boolean strictSpf() {
    return tags.word("aspf", "r").equals("s");
  }
}
