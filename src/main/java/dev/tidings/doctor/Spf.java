package dev.tidings.doctor;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A domain's SPF record with all that it leads to, and the questions that a receiver has to ask for it. RFC 7208 4.6.4: ten at
 * most, and two that find nothing; one more, and the record counts as broken.
 */
final class Spf {
  static final int MOST_TERMS = 10;
  private static final int MOST_VOID = 2;
  private static final int ENOUGH = 25;
  private final Dns dns;
  private final List<Network> networks = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private String record = "";
  private String ending = "";
  private int terms;
  private int voids;
  private boolean open;
  private boolean unseen;

  /** A network that may send. */
  private record Network(InetAddress base, int bits) {
    boolean holds(InetAddress address) {
      byte[] ours = base.getAddress();
      byte[] theirs = address.getAddress();
      if (ours.length != theirs.length) return false;
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if ((ours[bit >> 3] & mask) != (theirs[bit >> 3] & mask)) return false;
      }
      return true;
    }
  }

  private Spf(Dns dns) {
    this.dns = dns;
  }

  static Spf of(Dns dns, String domain) {
    var spf = new Spf(dns);
    spf.read(domain, true);
    if (spf.terms > MOST_TERMS) spf.faults.add("it asks receivers for more than %d DNS look-ups (%d)".formatted(MOST_TERMS, spf.terms));
    if (spf.voids > MOST_VOID) spf.faults.add("%d of its look-ups find nothing; %d are allowed".formatted(spf.voids, MOST_VOID));
    return spf;
  }

  /** The domain's own record; empty where there is none. */
  String record() {
    return record;
  }

  int terms() {
    return terms;
  }

  /** Why a receiver calls it broken (permerror). */
  List<String> faults() {
    return faults;
  }

  /** {@code -all}, {@code ~all}, {@code ?all} or {@code +all}; empty = neutral. */
  String ending() {
    return ending;
  }

  /** It lets everybody send. */
  boolean open() {
    return open;
  }

  boolean names(InetAddress address) {
    return networks.stream().anyMatch(network -> network.holds(address));
  }

  /** Something of it depends on each mail, or did not answer: what it does not name it may still allow. */
  boolean unseen() {
    return unseen;
  }

  private void read(String domain, boolean own) {
    Answer answer = dns.txt(domain);
    if (answer.trouble().isPresent()) {
      unseen = true;
      if (own) faults.add(answer.trouble().get());
      return;
    }
    // RFC 7208 4.5: the version is a whole word
    List<String> records = answer.values().stream().filter(text -> text.toLowerCase(Locale.ROOT).matches("v=spf1( .*)?")).toList();
    if (records.size() > 1) faults.add(domain + " has " + records.size() + " SPF records; one is allowed");
    if (records.isEmpty()) {
      if (!own || !record.isEmpty()) faults.add("it leads to " + domain + ", which has no SPF record");
      return;
    }
    if (own) record = records.get(0);
    String[] words = records.get(0).strip().split(" +");
    boolean decided = false;
    for (int i = 1; i < words.length && terms <= ENOUGH; i++) decided |= term(words[i], domain, own);
    if (!decided) redirect(words, own);
  }

  /** @return whether it is {@code all}, after which nothing is read. RFC 7208 5.1 */
  private boolean term(String written, String domain, boolean own) {
    String term = written.toLowerCase(Locale.ROOT);
    if (term.matches("[a-z][a-z0-9._-]*=.*")) return false; // a modifier
    String mechanism = term.replaceFirst("^[+~?-]", "");
    boolean passes = mechanism.length() == term.length() || term.startsWith("+");
    String name = mechanism.replaceFirst("[:/].*", "");
    Optional<String> target = mechanism.startsWith(name + ":") ? Optional.of(mechanism.substring(name.length() + 1)) : Optional.empty();
    switch (name) {
      case "all" -> {
        if (own) ending = passes ? "+all" : term;
        open |= passes && own;
        return true;
      }
      case "ip4", "ip6" -> network(target.orElse(""), passes);
      case "include" -> include(target.orElse(""));
      case "a", "mx" -> hosts(name, target.orElse(domain), mechanism, passes);
      case "exists", "ptr" -> {
        terms++;
        unseen = true;
      }
      default -> faults.add("'" + written + "' is no SPF term");
    }
    return false;
  }

  private void include(String target) {
    terms++;
    if (target.contains("%")) unseen = true;
    else if (target.isEmpty()) faults.add("an include names no domain");
    else if (terms <= ENOUGH) read(target, false);
  }

  private void redirect(String[] words, boolean own) {
    for (String word : words) {
      if (!word.toLowerCase(Locale.ROOT).startsWith("redirect=")) continue;
      terms++;
      String kept = record;
      if (terms <= ENOUGH) read(word.substring(9), own);
      if (own) record = kept;
    }
  }

  private void hosts(String name, String target, String mechanism, boolean passes) {
    terms++;
    String host = target.replaceFirst("/.*", "");
    if (host.contains("%")) {
      unseen = true;
      return;
    }
    Answer answer = name.equals("a") ? dns.addresses(host) : dns.mx(host);
    if (answer instanceof Answer.Nothing) voids++;
    unseen |= answer.trouble().isPresent();
    if (!passes) return;
    String four = mechanism.replaceFirst("^[^/]*/?", "").replaceFirst("/.*", "");
    answer.values().stream().flatMap(value -> name.equals("a") ? java.util.stream.Stream.of(value) : dns.addresses(value.substring(value.indexOf(' ') + 1)).values().stream())
        .forEach(address -> network(address + (four.isEmpty() || address.contains(":") ? "" : "/" + four), true));
  }

  private void network(String text, boolean passes) {
    int slash = text.indexOf('/');
    Optional<InetAddress> base = Dns.literal(slash < 0 ? text : text.substring(0, slash));
    String bits = slash < 0 ? "" : text.substring(slash + 1);
    int most = base.map(address -> address.getAddress().length * 8).orElse(0);
    boolean sane = base.isPresent() && (bits.isEmpty() || bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= most);
    if (!sane) faults.add("'" + text + "' is no network");
    else if (passes) networks.add(new Network(base.get(), bits.isEmpty() ? most : Integer.parseInt(bits)));
  }
}
